"""Tickets by the key that the system which reports them has for them."""

from datetime import datetime

from store.database import Transaction
from store.records import Ticket


async def get_open(tx: Transaction, reporter_id: int, key: str) -> Ticket | None:
    return await tx.one(
        Ticket,
        "select * from ticket where reporter_id = :reporter and key = :key and closed_at is null",
        reporter=reporter_id,
        key=key,
    )


async def count_again(tx: Transaction, ticket_id: int, *, was: int, now: datetime) -> Ticket | None:
    """Said once more than `was`; None if it is closed, or somebody was faster."""
    return await tx.one(
        Ticket,
        """update ticket set times = times + 1, changed_at = :now
           where id = :id and times = :was and closed_at is null returning *""",
        id=ticket_id,
        was=was,
        now=now,
    )
