"""How somebody likes to be spoken to: the zone of their clock, and later when they like it quiet."""

from zoneinfo import ZoneInfo

from chatbot.desk.act import Act
from store import habits
from store.records import Habit

UTC = ZoneInfo("UTC")


async def habit_of(act: Act, member_id: int) -> Habit:
    """With nothing in it, where they never said anything."""
    return await habits.get(act.tx, member_id) or Habit(member_id, None, None, None, "", None, None, None)


async def zone_of(act: Act, member_id: int | None) -> ZoneInfo:
    """Of their clock; UTC where it isn't known."""
    found = await habits.get(act.tx, member_id) if member_id is not None else None
    return ZoneInfo(found.zone) if found and found.zone else UTC
