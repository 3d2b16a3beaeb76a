"""The desk itself: its id goes onto every ticket and event, so that two desks can be told apart one day."""

from datetime import datetime

from store.database import Transaction
from store.records import Desk


async def get(tx: Transaction) -> Desk | None:
    return await tx.one(Desk, "select * from desk limit 1")


async def add(tx: Transaction, *, desk_id: str, now: datetime) -> int:
    return await tx.run("insert into desk (id, created_at) values (:id, :now)", id=desk_id, now=now)
