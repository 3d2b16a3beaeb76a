"""What one service says to another."""

from datetime import datetime

from msgspec import Struct

from store.database import Transaction


class Note(Struct, frozen=True):
    """For the service of that state of that type. The ticket is the one at which `sender` said it."""

    id: int
    type: str
    state: int
    ticket_id: int
    sender: str
    text: str
    created_at: datetime


async def add(
    tx: Transaction, *, type_name: str, state: int, ticket_id: int, sender: str, text: str, now: datetime
) -> int:
    return await tx.run(
        """insert into note (type, state, ticket_id, sender, text, created_at)
           values (:type, :state, :ticket, :sender, :text, :now)""",
        type=type_name,
        state=state,
        ticket=ticket_id,
        sender=sender,
        text=text,
        now=now,
    )


async def list_for(tx: Transaction, type_name: str, state: int, *, limit: int) -> list[Note]:
    """Unread, the oldest first."""
    return await tx.all(
        Note,
        "select * from note where type = :type and state = :state order by id limit :limit",
        type=type_name,
        state=state,
        limit=limit,
    )


async def drop(tx: Transaction, note_id: int) -> int:
    """0 if it was read already."""
    return await tx.run("delete from note where id = :id", id=note_id)


async def count(tx: Transaction) -> int:
    return int(await tx.value("select count(*) from note") or 0)


async def count_for(tx: Transaction, type_name: str, state: int) -> int:
    found = await tx.value(
        "select count(*) from note where type = :type and state = :state", type=type_name, state=state
    )
    return int(found or 0)
