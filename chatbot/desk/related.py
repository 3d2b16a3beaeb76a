"""How a ticket stands to others: what it blocks, what it follows, what tells of an error at it."""

from collections.abc import Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from chatbot.desk.act import Act
from chatbot.desk.views import need_ticket, view
from store import relations, tickets
from store.records import Event

LABELS: Mapping[tuple[str, bool], str] = {
    (relations.BLOCKS, False): "blocks",
    (relations.BLOCKS, True): "blocked by",
    (relations.DUPLICATES, False): "duplicates",
    (relations.DUPLICATES, True): "duplicated by",
    (relations.FOLLOWS, False): "follows",
    (relations.FOLLOWS, True): "followed by",
    (relations.PART_OF, False): "part of",
    (relations.PART_OF, True): "has part",
    (relations.SEE_ALSO, False): "see also",
    (relations.SEE_ALSO, True): "see also",
    (relations.ERROR_OF, False): "for an error at",
    (relations.ERROR_OF, True): "error told in",
}
"""How one ticket stands to another, before its number; and how that one stands to it."""


class Related(Struct, frozen=True):
    """`kind`: how it stands to the ticket `number`; `back`: how that one stands to it. `closed`: that one is over."""

    kind: str
    number: int
    back: bool
    closed: bool


async def related(act: Act, number: int) -> Sequence[Related]:
    """Of those alone that may be read here."""
    there = [(one.kind, one.other_id, False) for one in await relations.list_of(act.tx, number)]
    back = [(one.kind, one.ticket_id, True) for one in await relations.list_to(act.tx, number)]
    found = [
        (kind, await view(act, await need_ticket(act, other)), is_back) for kind, other, is_back in (*there, *back)
    ]
    return [
        Related(kind, seen.ticket.id, is_back, seen.ticket.closed_at is not None)
        for kind, seen, is_back in found
        if seen.readable
    ]


async def open_blockers(act: Act, number: int) -> list[int]:
    """Of those alone that may be read here."""
    found = await related(act, number)
    return sorted(one.number for one in found if one.kind == relations.BLOCKS and one.back and not one.closed)


async def masked(act: Act, events: Sequence[Event]) -> list[Event]:
    """Without the numbers of other tickets that may not be read here."""
    others = {int(event.data["other"]) for event in events if event.data.get("other")}
    hidden = {other for other in others if not await _is_readable(act, other)}
    return [
        replace(event, data={**event.data, "other": None}) if event.data.get("other") in hidden else event
        for event in events
    ]


async def _is_readable(act: Act, number: int) -> bool:
    found = await tickets.get(act.tx, number)
    return found is not None and (await view(act, found)).readable
