"""People who take nothing in private from us: what is for them waits, and somebody was told of it, or not yet."""

from store.database import Transaction
from store.records import Notice


async def put(tx: Transaction, notice_id: int, *, reason: str) -> int:
    """It waits since its person takes nothing from us."""
    return await tx.run("update notice set reason = :reason where id = :id", id=notice_id, reason=f"blocked: {reason}")


async def is_told(tx: Transaction, notice: Notice) -> bool:
    """Whether something else waits for that person since they take nothing from us, or was told of for that ticket."""
    found = await tx.value(
        """select 1 from notice where member_id = :member and status = 'waiting' and id <> :id
               and reason like 'blocked: %'
           union all select 1 from event where ticket_id = :ticket and kind = 'person_blocked'
               and json_extract(data, '$.person') = :member limit 1""",
        member=notice.member_id,
        id=notice.id,
        ticket=notice.ticket_id,
    )
    return bool(found)
