"""What is said to who isn't logged in while nobody can log in."""

from datetime import datetime
from zoneinfo import ZoneInfo

from chatbot.desk.wall import Here


def cannot_check(gone_at: datetime, now: datetime, zone: ZoneInfo) -> str:
    """`I can't check logins: services are gone since 14:02 UTC. ...`, with the day where it isn't today."""
    here = Here(now, zone)
    wall = gone_at.astimezone(zone)
    since = f"{wall:%H:%M} {here.place}" if wall.date() == here.today else here.show(gone_at)
    return f"I can't check logins: services are gone since {since}. Who was logged in before still counts; you not yet."
