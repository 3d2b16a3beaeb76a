"""The archive, as it is looked through: what was archived last comes first."""

from store.database import Transaction
from store.records import Ticket


async def list_all(tx: Transaction, *, limit: int) -> list[Ticket]:
    return await tx.all(
        Ticket,
        "select * from ticket where archived_at is not null order by archived_at desc, id desc limit :limit",
        limit=limit,
    )


async def list_of_role(tx: Transaction, role_id: int, *, limit: int) -> list[Ticket]:
    return await tx.all(
        Ticket,
        """select * from ticket where role_id = :role and archived_at is not null
           order by archived_at desc, id desc limit :limit""",
        role=role_id,
        limit=limit,
    )
