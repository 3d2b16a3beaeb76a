"""Tickets: what is changed of them besides their state and owner."""

from datetime import datetime

from store.database import Transaction
from store.records import Ticket


async def move(tx: Transaction, ticket_id: int, *, was: int, role_id: int, state: int, now: datetime) -> Ticket | None:
    """Give it from the role `was` to another, where nobody has it yet; None if it is elsewhere or closed by now."""
    return await tx.one(
        Ticket,
        """update ticket set role_id = :role, state = :state, owner_id = null, accepted_at = null, changed_at = :now,
               held_until = null, held_by = null
           where id = :id and role_id = :was and closed_at is null returning *""",
        id=ticket_id,
        was=was,
        role=role_id,
        state=state,
        now=now,
    )


async def advance(tx: Transaction, ticket_id: int, *, was: int, state: int, now: datetime) -> Ticket | None:
    """Into another state, whoever has it, and off hold; None if it isn't in `was` any more."""
    return await tx.one(
        Ticket,
        """update ticket set state = :state, changed_at = :now, held_until = null, held_by = null
           where id = :id and state = :was and closed_at is null returning *""",
        id=ticket_id,
        was=was,
        state=state,
        now=now,
    )


async def put_texts(
    tx: Transaction, ticket_id: int, *, title: str, description: str, priority: int, now: datetime
) -> Ticket | None:
    return await tx.one(
        Ticket,
        """update ticket set title = :title, description = :description, priority = :priority, changed_at = :now
           where id = :id returning *""",
        id=ticket_id,
        title=title,
        description=description,
        priority=priority,
        now=now,
    )
