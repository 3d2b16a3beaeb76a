"""Whether anybody who is asked is awake to hear it, and when the first of them will be."""

from collections.abc import Sequence
from datetime import datetime

from chatbot.desk import quiet
from chatbot.desk.act import Act
from chatbot.desk.habits import habit_of
from store.records import Membership


async def who_hear(act: Act, could: Sequence[Membership], *, urgent: bool) -> list[Membership]:
    """Those of them who want to be asked at all."""
    return [one for one in could if urgent or not (await habit_of(act, one.member_id)).quiet_mode]


async def nobody_before(act: Act, asked: Sequence[Membership]) -> datetime | None:
    """When the quiet of the first of them ends; None where somebody is awake, or nobody knows when they will be."""
    found = [await habit_of(act, one.member_id) for one in asked]
    if not found or not all(quiet.rests(habit, act.now) for habit in found):
        return None
    ends = [until for habit in found if not habit.away_since and (until := quiet.quiet_until(habit, act.now))]
    return min(ends, default=None)
