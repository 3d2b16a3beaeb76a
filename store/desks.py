"""The desk itself: its id goes onto every ticket and event, so that two desks can be told apart one day."""

from datetime import datetime

from store.database import Transaction
from store.records import Desk


async def get(tx: Transaction) -> Desk | None:
    return await tx.one(Desk, "select * from desk limit 1")


async def add(tx: Transaction, *, desk_id: str, now: datetime) -> int:
    return await tx.run("insert into desk (id, created_at) values (:id, :now)", id=desk_id, now=now)


ROOM = 50_000
"""Bytes, as half of what `try_room` needs: more than a long text has."""


async def try_room(tx: Transaction) -> None:
    """Write as much as a long text needs, and change nothing: whether anything can be saved now.

    What is put there and taken away again goes to the disk all the same, since what is erased is overwritten.
    """
    await tx.run("update desk set created_at = created_at || hex(zeroblob(:room))", room=ROOM)
    await tx.run("update desk set created_at = substr(created_at, 1, length(created_at) - 2 * :room)", room=ROOM)
