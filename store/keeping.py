"""Tickets that are over: those that are kept, those that are archived, and what is erased. Indices serve them.

Once archived or erased, a ticket isn't kept any more; once erased, it isn't in the archive.
"""

from datetime import datetime

from store.database import Transaction
from store.forgetting import SOMEBODY
from store.records import Ticket

ERASED = "(erased)"


async def first_kept(tx: Transaction, type_name: str) -> Ticket | None:
    """Of that type the one that has been over for longest."""
    return await tx.one(
        Ticket,
        """select * from ticket where type = :type and closed_at is not null and archived_at is null
               and erased_at is null order by closed_at limit 1""",
        type=type_name,
    )


async def first_archived(tx: Transaction, type_name: str) -> Ticket | None:
    return await tx.one(
        Ticket,
        "select * from ticket where type = :type and archived_at is not null order by closed_at limit 1",
        type=type_name,
    )


async def list_kept(tx: Transaction, type_name: str, *, before: datetime, limit: int) -> list[Ticket]:
    """Those that were over by then, the oldest first."""
    return await tx.all(
        Ticket,
        """select * from ticket where type = :type and closed_at is not null and archived_at is null
               and erased_at is null and closed_at <= :before order by closed_at limit :limit""",
        type=type_name,
        before=before,
        limit=limit,
    )


async def list_archived(tx: Transaction, type_name: str, *, before: datetime, limit: int) -> list[Ticket]:
    return await tx.all(
        Ticket,
        """select * from ticket where type = :type and archived_at is not null and closed_at <= :before
           order by closed_at limit :limit""",
        type=type_name,
        before=before,
        limit=limit,
    )


async def count_kept(tx: Transaction, type_name: str, *, before: datetime) -> int:
    found = await tx.value(
        """select count(*) from ticket where type = :type and closed_at is not null and archived_at is null
               and erased_at is null and closed_at <= :before""",
        type=type_name,
        before=before,
    )
    return int(found or 0)


async def count_archived(tx: Transaction, type_name: str, *, before: datetime) -> int:
    found = await tx.value(
        "select count(*) from ticket where type = :type and archived_at is not null and closed_at <= :before",
        type=type_name,
        before=before,
    )
    return int(found or 0)


async def mark_archived(tx: Transaction, ticket_id: int, *, now: datetime) -> int:
    """0 if it is open, or was archived or erased before."""
    return await tx.run(
        """update ticket set archived_at = :now
           where id = :id and closed_at is not null and archived_at is null and erased_at is null""",
        id=ticket_id,
        now=now,
    )


async def mark_erased(tx: Transaction, ticket_id: int, *, now: datetime) -> int:
    """What it says goes, and who reported it, but for members and services. 0 if it is open, or was erased before."""
    return await tx.run(
        """update ticket set erased_at = :now, archived_at = null, title = :erased, description = '', key = null,
               reporter_name = case when reporter_id is null and reporter_network <> '' then :somebody
                   else reporter_name end,
               reporter_mask = '', reporter_bound = 0
           where id = :id and closed_at is not null and erased_at is null""",
        id=ticket_id,
        now=now,
        erased=ERASED,
        somebody=SOMEBODY,
    )
