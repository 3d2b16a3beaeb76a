"""All rows of a noun, a part at a time, for who goes through a whole desk: a million rows are never in memory."""

from store.database import Transaction
from store.records import Ticket

PART = 500
"""Rows."""


async def tickets_after(tx: Transaction, ticket_id: int) -> list[Ticket]:
    return await tx.all(
        Ticket, "select * from ticket where id > :after order by id limit :part", after=ticket_id, part=PART
    )
