"""All that is due one day: one row for each kind and subject."""

from datetime import datetime

from store.database import Transaction
from store.records import Timer


async def put(tx: Transaction, kind: str, subject_id: int, *, due_at: datetime) -> int:
    return await tx.run(
        """insert into timer (kind, subject_id, due_at) values (:kind, :subject, :due)
           on conflict (kind, subject_id) do update set due_at = excluded.due_at""",
        kind=kind,
        subject=subject_id,
        due=due_at,
    )


async def get(tx: Transaction, kind: str, subject_id: int) -> Timer | None:
    return await tx.one(
        Timer,
        "select * from timer where kind = :kind and subject_id = :subject",
        kind=kind,
        subject=subject_id,
    )


async def drop(tx: Transaction, kind: str, subject_id: int) -> int:
    return await tx.run("delete from timer where kind = :kind and subject_id = :subject", kind=kind, subject=subject_id)


async def take(tx: Transaction, timer: Timer) -> int:
    """Remove it if it is still due then; 0 means that somebody was faster or moved it."""
    return await tx.run("delete from timer where id = :id and due_at = :due", id=timer.id, due=timer.due_at)


async def next_one(tx: Transaction) -> Timer | None:
    return await tx.one(Timer, "select * from timer order by due_at, id limit 1")


async def list_due(tx: Transaction, now: datetime, *, limit: int) -> list[Timer]:
    return await tx.all(
        Timer,
        "select * from timer where due_at <= :now order by due_at, id limit :limit",
        now=now,
        limit=limit,
    )


async def count_due(tx: Transaction, now: datetime) -> int:
    return int(await tx.value("select count(*) from timer where due_at <= :now", now=now) or 0)


async def list_next(tx: Transaction, *, limit: int, start: int = 0) -> list[Timer]:
    """From the `start`th on, in the order in which they are due."""
    return await tx.all(
        Timer, "select * from timer order by due_at, id limit :limit offset :start", limit=limit, start=start
    )
