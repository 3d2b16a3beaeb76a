"""How tickets belong together."""

from dataclasses import dataclass
from datetime import datetime

from store.database import Transaction

FOLLOWS, ERROR_OF = "follows", "error of"


@dataclass(frozen=True, slots=True)
class Relation:
    """`kind`: how the ticket stands to the other one."""

    ticket_id: int
    kind: str
    other_id: int


async def add(tx: Transaction, ticket_id: int, kind: str, other_id: int, *, now: datetime) -> int:
    """0 if it was so already."""
    return await tx.run(
        """insert into relation (ticket_id, kind, other_id, created_at) values (:ticket, :kind, :other, :now)
           on conflict (ticket_id, kind, other_id) do nothing""",
        ticket=ticket_id,
        kind=kind,
        other=other_id,
        now=now,
    )


async def list_of(tx: Transaction, ticket_id: int) -> list[Relation]:
    """How it stands to others."""
    return await tx.all(
        Relation,
        "select ticket_id, kind, other_id from relation where ticket_id = :ticket order by id",
        ticket=ticket_id,
    )


async def list_to(tx: Transaction, ticket_id: int) -> list[Relation]:
    """How others stand to it."""
    return await tx.all(
        Relation,
        "select ticket_id, kind, other_id from relation where other_id = :ticket order by id",
        ticket=ticket_id,
    )
