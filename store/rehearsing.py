"""A copy of a desk on which something is tried out: whole as it was, but nothing of its own goes on there."""

from store.database import Transaction


async def drop_timers(tx: Transaction) -> int:
    return await tx.run("delete from timer")


async def mark_notices(tx: Transaction) -> int:
    """What was still to be said isn't."""
    return await tx.run("update notice set status = 'superseded' where status in ('queued', 'waiting')")


async def put_nothing_todo(tx: Transaction) -> int:
    """For the services."""
    return await tx.run("update stay set todo = '' where todo <> ''")


async def drop_notes(tx: Transaction) -> int:
    return await tx.run("delete from note")


async def end_storms(tx: Transaction) -> int:
    return await tx.run("update storm set ended_at = began_at where ended_at is null")


async def put_cursors(tx: Transaction) -> int:
    """All has been read that has happened so far."""
    return await tx.run(
        "update cursor set event_id = (select coalesce(max(id), 0) from event), failures = 0, retry_at = null"
    )
