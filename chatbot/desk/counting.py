"""Counting what went through the desk: a role's week, or one's own."""

from collections.abc import Sequence
from datetime import date, time, timedelta
from typing import Literal

from msgspec import Struct

from chatbot.desk import checks
from chatbot.desk.act import Act
from chatbot.desk.habits import own_zone
from chatbot.desk.roles import reads_all
from chatbot.desk.wall import DAYS, Here, days_after, show_day
from chatbot.wire import Channel
from store import stats
from store.records import Role

Period = Literal["today", "week", "month"]


class Counted(Struct, frozen=True):
    """`who`: a role's name, `All` or `You`. `waits`: from opening to the first acceptance, the shortest first. Of
    oneself it is what one took in that time, be it opened then or before.
    """

    who: str
    when: str
    opened: int
    closed: int
    open: int
    waits: list[timedelta]
    timed_out: int
    mine: bool


async def count(act: Act, role_name: str | None, period: Period, *, mine: bool) -> Counted:
    """What may not be seen where the answer is read isn't counted either (no counts of what can't be seen)."""
    role = await checks.need_role(act, role_name) if role_name else None
    here = Here(act.now, await own_zone(act))
    first = _first_day(here.today, period)
    since = here.moment_of(first, time(0))
    member = checks.need_member(act, "have figures of your own") if mine else None
    taker = member.id if member else None
    private = await _counts_private(act, role, mine=mine)
    role_id, until = role.id if role else None, act.now + timedelta(milliseconds=1)
    opened = (
        await stats.list_opened(act.tx, role_id=role_id, since=since, until=until, private=private)
        if taker is None
        else await stats.list_taken(act.tx, role_id=role_id, taker_id=taker, since=since, until=until, private=private)
    )
    return Counted(
        who="You" if mine else role.name if role else "All",
        when=_named(first, here.today, period),
        opened=len(opened),
        closed=await stats.count_closed(
            act.tx, role_id=role_id, owner_id=taker, since=since, until=until, private=private
        ),
        open=await stats.count_open(act.tx, role_id=role_id, owner_id=taker, private=private),
        waits=sorted(one.taken_at - one.opened_at for one in opened if one.taken_at is not None),
        timed_out=await stats.count_timed_out(act.tx, role_id=role_id, since=since, until=until, private=private),
        mine=mine,
    )


async def _counts_private(act: Act, role: Role | None, *, mine: bool) -> bool:
    if isinstance(act.caller.audience, Channel):
        return False
    return mine or (await reads_all(act, role) if role else act.admin)


def _first_day(today: date, period: Period) -> date:
    if period == "week":
        return days_after(today, -today.weekday())
    return today.replace(day=1) if period == "month" else today


def _named(first: date, today: date, period: Period) -> str:
    """`today`, `Mon-Wed`, `1-25 Nov`."""
    if first == today:
        return "today"
    if period == "week":
        return f"{DAYS[first.weekday()][:3].title()}-{DAYS[today.weekday()][:3].title()}"
    return f"1-{show_day(today).partition(' ')[2]}"


def within(waits: Sequence[timedelta], tenths: int) -> timedelta:
    """The shortest time within which at least so many tenths of them were over."""
    return waits[max(0, -(-len(waits) * tenths // 10) - 1)]
