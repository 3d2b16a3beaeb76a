"""Whether anybody who is asked is awake to hear it, and when the first of them will be."""

from collections.abc import Sequence
from datetime import datetime

from chatbot.desk import quiet
from chatbot.desk.act import Act
from chatbot.desk.habits import habit_of
from chatbot.desk.priorities import PRIORITIES
from store.records import Membership, Ticket


def wakes(ticket: Ticket) -> bool:
    """What is urgent is heard by who rests, too."""
    return ticket.priority >= PRIORITIES["urgent"]


async def who_hear(act: Act, could: Sequence[Membership], *, urgent: bool) -> list[Membership]:
    """Those of them who want to be asked at all."""
    return [one for one in could if urgent or not (await habit_of(act, one.member_id)).quiet_mode]


async def who_is_here(act: Act, could: Sequence[Membership], *, urgent: bool) -> list[Membership]:
    """Those of them who hear now that they are asked, or at the latest when they would be asked again."""
    found = [(one, await habit_of(act, one.member_id)) for one in await who_hear(act, could, urgent=urgent)]
    soon = act.now + act.settings.every
    return [one for one, habit in found if urgent or not quiet.rests(habit, act.now) or not quiet.rests(habit, soon)]


async def nobody_before(act: Act, asked: Sequence[Membership]) -> datetime | None:
    """When the quiet of the first of them ends; None where somebody is awake, or nobody knows when they will be."""
    found = [await habit_of(act, one.member_id) for one in asked]
    if not found or not all(quiet.rests(habit, act.now) for habit in found):
        return None
    ends = [until for habit in found if not habit.away_since and (until := quiet.quiet_until(habit, act.now))]
    return min(ends, default=None)
