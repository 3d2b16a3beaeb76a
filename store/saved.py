"""Queries under a name: a member's own, or a role's."""

from collections.abc import Sequence
from datetime import datetime

from store.database import Transaction
from store.records import SavedView


async def put(
    tx: Transaction, *, name: str, member_id: int | None, role_id: int | None, query: str, now: datetime
) -> SavedView:
    """A new one, or another query under the name of an old one."""
    await tx.run(
        """delete from saved_view
           where name_key = :key and member_id is :member and role_id is :role""",
        key=name.lower(),
        member=member_id,
        role=role_id,
    )
    made = await tx.one(
        SavedView,
        """insert into saved_view (name, name_key, member_id, role_id, query, saved_at)
           values (:name, :key, :member, :role, :query, :now) returning *""",
        name=name,
        key=name.lower(),
        member=member_id,
        role=role_id,
        query=query,
        now=now,
    )
    assert made is not None, "an insert returns its row"
    return made


async def list_of_member(tx: Transaction, member_id: int) -> list[SavedView]:
    return await tx.all(
        SavedView,
        """select * from saved_view
           where member_id = :member order by name_key""",
        member=member_id,
    )


async def list_of_role(tx: Transaction, role_id: int) -> list[SavedView]:
    return await tx.all(
        SavedView,
        """select * from saved_view
           where role_id = :role order by name_key""",
        role=role_id,
    )


async def list_all(tx: Transaction) -> list[SavedView]:
    return await tx.all(SavedView, "select * from saved_view order by id")


async def drop(tx: Transaction, views: Sequence[SavedView]) -> None:
    for one in views:
        await tx.run("delete from saved_view where id = :id", id=one.id)


async def drop_of_role(tx: Transaction, role_id: int) -> int:
    return await tx.run("delete from saved_view where role_id = :role", role=role_id)
