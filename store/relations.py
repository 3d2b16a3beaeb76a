"""How tickets belong together."""

from datetime import datetime

from msgspec import Struct

from store.database import Transaction

FOLLOWS, ERROR_OF = "follows", "error of"
BLOCKS, DUPLICATES, PART_OF, SEE_ALSO = "blocks", "duplicates", "part of", "see also"


class Relation(Struct, frozen=True):
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


async def drop(tx: Transaction, ticket_id: int, kind: str, other_id: int) -> int:
    """0 if it wasn't so."""
    return await tx.run(
        "delete from relation where ticket_id = :ticket and kind = :kind and other_id = :other",
        ticket=ticket_id,
        kind=kind,
        other=other_id,
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


async def list_between(tx: Transaction, one: int, other: int) -> list[Relation]:
    """How either stands to the other."""
    return [found for found in await list_of(tx, one) if found.other_id == other] + [
        found for found in await list_to(tx, one) if found.ticket_id == other
    ]


async def list_all(tx: Transaction, kind: str) -> list[Relation]:
    """For who looks through a whole desk."""
    return await tx.all(
        Relation,
        "select ticket_id, kind, other_id from relation where kind = :kind order by ticket_id, other_id",
        kind=kind,
    )
