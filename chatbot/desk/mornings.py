"""An owner's morning: at their first word after 09:00 of a workday, what they let lie (VOICE, noise rule 7).

It is read at that word and not at 09:00, since nobody knows when their day begins. It comes once a day, and again each
workday until somebody touches the ticket: then not for 3 workdays.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from chatbot.desk import quiet, sleeping
from chatbot.desk.act import Act
from chatbot.desk.habits import habit_of
from chatbot.desk.identity import is_overdue
from chatbot.desk.quieting import DIGEST
from chatbot.desk.wall import MORNING, Here, days_after
from store import habits, members, mornings
from store.records import Habit, Member, Ticket

LEFT_ALONE = 3
"""Workdays. Whatever is done to a ticket is a touch: a comment, an edit, a hold, by whomever."""
DAY = timedelta(hours=24)
HALF_A_DAY = timedelta(hours=12)
"""Between two mornings, wherever somebody flies to."""


async def is_due(act: Act, kind: str, network: str, key: str, *, spoke: bool) -> bool:
    """Whether this sign of theirs is to be noted: the first in a day, or the first word after 09:00."""
    member = await members.get_by_identity(act.tx, kind=kind, network=network, value=key)
    if member is None:
        return False
    habit = await habit_of(act, member.id)
    return habit.seen_at is None or act.now - habit.seen_at >= DAY or (spoke and _is_first(habit, act.now))


def _is_first(habit: Habit, now: datetime) -> bool:
    """Whether it is after 09:00 of a workday, they haven't spoken since, and may be told something."""
    here = Here(now, _zone(habit))
    morning = here.moment_of(here.today, MORNING)
    since = habit.morning_at is None or (habit.morning_at < morning and now - habit.morning_at >= HALF_A_DAY)
    return here.today.weekday() <= 4 and morning <= now and since and quiet.hears(habit, now)


async def greet(act: Act, kind: str, network: str, key: str, *, spoke: bool) -> None:
    """Note it; and in the morning one event, if there is anything to be said."""
    member = await members.get_by_identity(act.tx, kind=kind, network=network, value=key)
    if member is None:
        return
    habit = await habit_of(act, member.id)
    if await is_overdue(act.tx, member, act.now):
        await sleeping.put_one_to_sleep(act, member)  # before this sign of somebody counts as one of them
        return
    if not (spoke and _is_first(habit, act.now)):
        await habits.put_seen(act.tx, member.id, act.now)
        return
    await habits.put_morning(act.tx, member.id, act.now)
    if member.suspended_at is None:
        await _remind(act, member, habit)


async def _remind(act: Act, member: Member, habit: Habit) -> None:
    owned = await mornings.list_owned(act.tx, member.id)
    lying = [one for one in owned if _lies(one, act.now, _zone(habit))]
    woken = [one for one in owned if await mornings.take_woken(act.tx, one.id, member.id, now=act.now)]
    free = await mornings.list_free_for(act.tx, member.id) if habit.quiet_mode == DIGEST else []
    if lying or woken or free:
        await act.journal(
            "morning_came",
            person=member.id,
            woken=_numbers(woken),
            lying=_numbers([one for one in lying if one not in woken]),
            free=_numbers(free),
        )


def _lies(ticket: Ticket, now: datetime, zone: ZoneInfo) -> bool:
    return ticket.held_until is None and workdays_between(ticket.changed_at, now, zone) >= LEFT_ALONE


def workdays_between(start: datetime, end: datetime, zone: ZoneInfo) -> int:
    """How many workdays have begun since, on that clock: from Friday to Monday it is one."""
    first, last = Here(start, zone).today, Here(end, zone).today
    weeks, rest = divmod(max((last - first).days, 0), 7)
    return weeks * 5 + sum(days_after(first, day).weekday() <= 4 for day in range(1, rest + 1))


def _numbers(found: Sequence[Ticket]) -> str:
    return " ".join(str(one.id) for one in found)


def _zone(habit: Habit) -> ZoneInfo:
    return ZoneInfo(habit.zone or "UTC")
