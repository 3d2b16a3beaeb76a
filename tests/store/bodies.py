"""Small bodies to try the engine with. Roles serve as rows: a name that must be unique, and a number."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

from store.database import Database, Transaction, open_database

T = TypeVar("T")
NOW = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Named:
    id: int
    name: str


@asynccontextmanager
async def opened(path: Path) -> AsyncGenerator[Database]:
    async with await open_database(path, poll_seconds=0.05) as database:
        yield database


async def add_one(path: Path, name: str) -> None:
    """For a program of its own."""
    async with opened(path) as database:
        await database.write(add, name)


async def add(tx: Transaction, name: str) -> int:
    """The id of the new row."""
    row = await tx.one(
        Named,
        "insert into role (name, name_key, created_at) values (:name, :name, :now) returning id, name",
        name=name,
        now=NOW,
    )
    assert row is not None
    return row.id


async def names(tx: Transaction) -> set[str]:
    return {row.name for row in await tx.all(Named, "select id, name from role")}


async def find(tx: Transaction, name: str) -> Named | None:
    return await tx.one(Named, "select id, name from role where name = :name", name=name)


async def reset(tx: Transaction) -> int:
    return await tx.run("update role set lifetime = null")


async def add_then_raise(tx: Transaction, name: str) -> int:
    await add(tx, name)
    raise ValueError(name)


async def add_a_broken_reference(tx: Transaction, name: str) -> int:
    """Fails at the commit, not before."""
    await tx.run("pragma defer_foreign_keys = on")
    await tx.run("insert into membership (role_id, member_id, confirmed, joined_at) values (1, 99, 0, :now)", now=NOW)
    return await add(tx, name)


async def together(calls: Iterable[Awaitable[T]]) -> list[T | BaseException]:
    """What is asked for in one turn of the loop shares a group."""
    return await asyncio.gather(*calls, return_exceptions=True)
