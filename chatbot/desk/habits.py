"""How somebody likes to be spoken to: by which clock they live."""

from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from chatbot.desk import checks
from chatbot.desk.act import Act
from chatbot.desk.bounds import USUAL
from chatbot.desk.refused import Refused
from chatbot.desk.suggest import nearest
from chatbot.desk.wording import TYPE, clean, fit
from store import habits
from store.database import Transaction
from store.records import Habit

UTC = ZoneInfo("UTC")


async def habit_of(act: Act, member_id: int) -> Habit:
    """With nothing in it, where they never said anything."""
    return await habits.get(act.tx, member_id) or Habit(member_id, None, None, None, "", None, None, None, None)


async def zone_of(act: Act, member_id: int | None) -> ZoneInfo:
    """Of their clock; UTC where it isn't known."""
    return await zone_in(act.tx, member_id)


async def zone_in(tx: Transaction, member_id: int | None) -> ZoneInfo:
    found = await habits.get(tx, member_id) if member_id is not None else None
    return ZoneInfo(found.zone) if found and found.zone else UTC


async def known_zone(act: Act) -> ZoneInfo | None:
    """Of who speaks; None where they never said."""
    return await known_zone_of(act, act.member_id) if act.member_id is not None else None


async def known_zone_of(act: Act, member_id: int) -> ZoneInfo | None:
    found = await habits.get(act.tx, member_id)
    return ZoneInfo(found.zone) if found and found.zone else None


async def own_zone(act: Act) -> ZoneInfo:
    return await zone_of(act, act.member_id)


async def need_zone(act: Act) -> ZoneInfo:
    """Whoever never said is told how."""
    member = checks.need_member(act, "have a clock here")
    found = await habits.get(act.tx, member.id)
    if found is None or found.zone is None:
        raise Refused(f"By which clock you live isn't known, so you read UTC. Say: {TYPE}set tz=Europe/Berlin")
    return ZoneInfo(found.zone)


async def put_zone(act: Act, typed: str) -> ZoneInfo:
    member = checks.need_member(act, "set your clock")
    zone = need_known(typed)
    await habits.put_zone(act.tx, member.id, zone)
    await act.journal("zone_set", person=member.id, zone=zone)
    return ZoneInfo(zone)


def need_known(typed: str) -> str:
    """`Europe/Berlin`, however it is spelled; `berlin` too, where there is one such place."""
    if len(typed) > USUAL.zone:
        raise Refused(f"A zone has at most {USUAL.zone} characters, such as Europe/Berlin. Nothing changed.")
    if not clean(typed).strip():
        raise Refused("Which zone? A place in the world's list, such as tz=Europe/Berlin. Nothing changed.")
    folded = typed.replace(" ", "_").lower()
    found = _zones().get(folded)
    if found is None:
        near = nearest(folded, _zones(), edits=2)
        meant = f" Did you mean {_zones()[near]}?" if near else " Such as Europe/Berlin."
        raise Refused(f"No zone {fit(clean(typed), 32)} in the world's list.{meant}")
    return found


@cache
def _zones() -> dict[str, str]:
    """By folded name, and by the place alone where it is unique."""
    names = sorted(available_timezones())
    places: dict[str, list[str]] = {}
    for name in names:
        if "/" in name:
            places.setdefault(name.rpartition("/")[2].lower(), []).append(name)
    alone = {place: found[0] for place, found in places.items() if len(found) == 1}
    return alone | {name.lower(): name for name in names}
