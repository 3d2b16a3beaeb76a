"""Who wants to hear what happens to a ticket that isn't theirs."""

from datetime import datetime

from store.database import Transaction
from store.records import Watcher


async def add(tx: Transaction, ticket_id: int, member_id: int, *, now: datetime) -> int:
    """0 if they watched it already."""
    return await tx.run(
        """insert into watcher (ticket_id, member_id, since) values (:ticket, :member, :now)
           on conflict (ticket_id, member_id) do nothing""",
        ticket=ticket_id,
        member=member_id,
        now=now,
    )


async def drop(tx: Transaction, ticket_id: int, member_id: int) -> int:
    """0 if they didn't watch it."""
    return await tx.run(
        "delete from watcher where ticket_id = :ticket and member_id = :member", ticket=ticket_id, member=member_id
    )


async def drop_all(tx: Transaction, ticket_id: int) -> int:
    return await tx.run("delete from watcher where ticket_id = :ticket", ticket=ticket_id)


async def get(tx: Transaction, ticket_id: int, member_id: int) -> Watcher | None:
    return await tx.one(
        Watcher,
        "select * from watcher where ticket_id = :ticket and member_id = :member",
        ticket=ticket_id,
        member=member_id,
    )


async def list_of_ticket(tx: Transaction, ticket_id: int) -> list[Watcher]:
    return await tx.all(Watcher, "select * from watcher where ticket_id = :ticket order by member_id", ticket=ticket_id)


async def count(tx: Transaction, ticket_id: int) -> int:
    return int(await tx.value("select count(*) from watcher where ticket_id = :ticket", ticket=ticket_id) or 0)
