"""Whether somebody wants to hear only what is urgent, and until when. Pure: a habit and a moment in, a moment out."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from msgspec import Struct

from chatbot.desk.wall import Here, days_after
from store.records import Habit

USUAL = (22 * 60, 8 * 60)
"""Minutes of the day: the quiet hours of who never said any, where their zone is known (VOICE, noise rule 4)."""

LEAVING = timedelta(minutes=15)
"""Who says `bye` may say some more words on the way out; a rejoin within that time tells nothing either."""


class Hours(Struct, frozen=True):
    """Minutes of the day in that zone; over midnight if they end before they begin."""

    start: int
    end: int
    zone: ZoneInfo


def hours_of(habit: Habit | None) -> Hours | None:
    """None where there are none: they want none, or nobody knows when their night is."""
    if habit is None:
        return None
    if habit.quiet_from is not None and habit.quiet_to is not None:
        none = habit.quiet_from == habit.quiet_to
        return None if none else Hours(habit.quiet_from, habit.quiet_to, ZoneInfo(habit.zone or "UTC"))
    return Hours(*USUAL, ZoneInfo(habit.zone)) if habit.zone else None


def quiet_until(habit: Habit | None, now: datetime) -> datetime | None:
    """The end of the quiet in which that moment is, None if it is in none: the later of a mute and the hours."""
    if habit is None:
        return None
    muted = habit.muted_until if habit.muted_until and habit.muted_until > now else None
    hours = hours_of(habit)
    night = _end_of_hours(hours, muted or now) if hours else None
    return night or muted


def rests(habit: Habit | None, now: datetime) -> bool:
    """Whether they are to hear only what is urgent, as far as they have said so."""
    return habit is not None and (habit.away_since is not None or quiet_until(habit, now) is not None)


def is_back(habit: Habit | None, now: datetime) -> bool:
    """Whether a word that they say now means that they are here again, after a `bye`."""
    return habit is not None and habit.away_since is not None and now - habit.away_since >= LEAVING


def hears(habit: Habit | None, now: datetime) -> bool:
    """Whether somebody who speaks now may be told what was held back: their night, or a bye, may not be over yet."""
    gone = habit is not None and habit.away_since is not None and not is_back(habit, now)
    return not gone and quiet_until(habit, now) is None


def _end_of_hours(hours: Hours, at: datetime) -> datetime | None:
    return next((end for start, end in _spans(hours, at) if start <= at < end), None)


def _spans(hours: Hours, at: datetime) -> Iterator[tuple[datetime, datetime]]:
    """The quiet hours of the days around that moment, in UTC. On days when clocks change they may be longer or shorter,
    or none at all."""
    today = Here(at, hours.zone).today
    for day in (days_after(today, -1), today):
        last = day if hours.start < hours.end else days_after(day, 1)
        long_ago = Here(at - timedelta(days=9), hours.zone)  # so that of a time that comes twice the first is meant
        yield long_ago.moment(day, _clock(hours.start)), long_ago.moment(last, _clock(hours.end))


def _clock(minutes: int) -> time:
    return time(*divmod(minutes, 60))
