"""When somebody wants to hear only what is urgent: for a while, in their nights, until they are back."""

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from msgspec import Struct

from chatbot.desk import checks, quiet
from chatbot.desk.act import Act
from chatbot.desk.durations import format_duration
from chatbot.desk.habits import habit_of, own_zone
from chatbot.desk.quiet import Hours
from chatbot.desk.refused import Refused
from store import habits

_HOURS = re.compile(r"([0-9]{1,2})(?::([0-9]{2}))? ?- ?([0-9]{1,2})(?::([0-9]{2}))?", re.ASCII)
WHAT = "have it quiet"
MINE, DIGEST = "mine", "digest"
"""No offers to one's roles, but urgent ones; and in the morning what is free there, or not even that."""


class Setting(Struct, frozen=True):
    """`hours` None: no quiet nights. `until`: the end of the quiet that it is now. `away`: they said bye.

    `mode`: MINE, DIGEST, or nothing.
    """

    hours: Hours | None
    until: datetime | None
    away: bool
    zone: ZoneInfo
    mode: str


async def setting(act: Act) -> Setting:
    member = checks.need_member(act, WHAT)
    habit = await habit_of(act, member.id)
    away = habit.away_since is not None
    until = quiet.quiet_until(habit, act.now)
    return Setting(quiet.hours_of(habit), until, away, await own_zone(act), habit.quiet_mode)


async def has_usual_nights(act: Act) -> bool:
    """Whether their quiet hours are those that nobody has set."""
    member = checks.need_member(act, WHAT)
    return (await habit_of(act, member.id)).quiet_from is None


async def mute(act: Act, length: timedelta) -> Setting:
    member = checks.need_member(act, WHAT)
    if length > act.settings.bounds.longest_mute:
        most = format_duration(act.settings.bounds.longest_mute)
        raise Refused(f"At most {most} at a time: what waits for you longer is given up. Nothing changed.")
    until = act.now + length
    await habits.put_muted(act.tx, member.id, until)
    await act.journal("member_muted", person=member.id, length=int(length.total_seconds()))
    return await setting(act)


async def put_hours(act: Act, start: int, end: int) -> Setting:
    """Minutes of their day."""
    member = checks.need_member(act, WHAT)
    habit = await habit_of(act, member.id)
    await habits.put_quiet(act.tx, member.id, start=start, end=end, mode=habit.quiet_mode)
    await act.journal("quiet_hours_set", person=member.id, start=start, end=end)
    return await setting(act)


async def put_mode(act: Act, mode: str) -> Setting:
    member = checks.need_member(act, WHAT)
    await habits.put_mode(act.tx, member.id, mode)
    await act.journal("quiet_mode_set", person=member.id, mode=mode)
    return await setting(act)


async def end(act: Act) -> Setting:
    """No quiet at all: no hours, no mute, and all offers."""
    member = checks.need_member(act, WHAT)
    await habits.put_muted(act.tx, member.id, None)
    if (await habit_of(act, member.id)).quiet_mode:
        await put_mode(act, "")
    return await put_hours(act, 0, 0)


async def leave(act: Act) -> None:
    member = checks.need_member(act, "say bye")
    await habits.put_away(act.tx, member.id, act.now)
    await act.journal("member_went", person=member.id)


async def come_back(act: Act) -> Setting:
    """Ends a bye and a mute; the hours of their nights stay."""
    member = checks.need_member(act, "say hi")
    await habits.put_away(act.tx, member.id, None)
    await habits.put_muted(act.tx, member.id, None)
    await act.journal("member_came", person=member.id)
    return await setting(act)


def parse_hours(text: str) -> tuple[int, int] | None:
    """`22-8`, `22:30-07:00` in minutes of the day; None if it is nothing like that."""
    match = _HOURS.fullmatch(text.strip(" .").lower())
    if match is None:
        return None
    hours = (int(match[1]), int(match[3]))
    minutes = (int(match[2] or 0), int(match[4] or 0))
    if max(hours) > 23 or max(minutes) > 59:
        raise Refused("Clocks show 0:00 to 23:59: write 22-8, or 22:30-7:00. Nothing changed.")
    start, stop = (hour * 60 + minute for hour, minute in zip(hours, minutes, strict=True))
    if start == stop:
        raise Refused("Quiet hours end at another time than they begin: write 22-8, or off. Nothing changed.")
    return start, stop
