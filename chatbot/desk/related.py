"""How a ticket stands to others: what it follows, what followed from it, what tells of an error at it."""

from collections.abc import Sequence
from dataclasses import dataclass

from chatbot.desk.act import Act
from chatbot.desk.views import need_ticket, view
from store import relations


@dataclass(frozen=True, slots=True)
class Related:
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
