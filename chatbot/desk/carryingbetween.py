"""What one ticket of another desk has to do with another one, once both are here, and the time worked on it."""

from typing import Any

from chatbot.desk.carriedids import Ids, Line
from chatbot.desk.landing import Landing
from store import carrying
from store.records import Arriving


async def settle_between(landing: Landing, part: Arriving) -> None:
    """What names two tickets, or something of another one: both are here by now."""
    ids = Ids(landing, part.payload["whole"])
    for what, row in part.payload["rows"]:
        await BETWEEN[what](ids, row)


async def put_entry(ids: Ids, row: Line) -> None:
    """Where what was written to it isn't in the file, it is said anew that so much was worked."""
    number, member = await ids.need("ticket", row["of"]), await ids.need("member", row["member"])
    event = await (_made_up(ids, number, member, row) if row["event"] is None else ids.need("event", row["event"]))
    await carrying.put(
        ids.landing.act.tx,
        "entry",
        id=await ids.need("entry", row["id"]),
        ticket=number,
        member=member,
        minutes=row["minutes"],
        day=row["day"],
        corrects=await ids.here("entry", row["corrects"]),
        event=event,
        created_at=row["created_at"],
    )


async def _made_up(ids: Ids, number: int, member: int, row: Line) -> int:
    return await ids.landing.note(
        "time_logged",
        ids.landing.importer,
        ids.landing.act.now,
        ticket_id=number,
        role_id=await ids.here("role", row["role_id"]),
        minutes=row["minutes"],
        day=row["day"],
        person=member,
        corrects=await ids.here("entry", row["corrects"]),
        started=None,
        began=None,
        moved=False,
    )


async def _put_relation(ids: Ids, row: Line) -> None:
    ticket, other = await ids.here("ticket", row["of"]), await ids.here("ticket", row["ticket"])
    if ticket is not None and other is not None and ticket != other:
        await carrying.put(
            ids.landing.act.tx, "relation", ticket=ticket, kind=row["kind"], other=other, since=row["since"]
        )


async def put_trouble(ids: Ids, row: Line) -> None:
    await carrying.put(
        ids.landing.act.tx,
        "trouble",
        ticket=await ids.need("ticket", row["of"]),
        type=row["type"],
        state=row["code"],
        other=await ids.here("ticket", row["ticket"]),
        error=row["error"],
        since=row["since"],
    )


async def _put_waiting(ids: Ids, row: Line) -> None:
    other = await ids.here("ticket", row["ticket"])
    if other is not None:
        await carrying.put(ids.landing.act.tx, "waiting", ticket=await ids.need("ticket", row["of"]), other=other)


async def _put_bundle(ids: Ids, row: Line) -> None:
    first = await ids.here("prompt", row["bundle"])
    if first is not None:
        await carrying.put(ids.landing.act.tx, "bundle", id=await ids.need("prompt", row["id"]), bundle=first)


BETWEEN: dict[str, Any] = {
    "relation": _put_relation,
    "trouble": put_trouble,
    "waiting": _put_waiting,
    "bundle": _put_bundle,
    "entry": put_entry,
}
