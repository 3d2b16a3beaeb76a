"""Sleeping until something was committed."""

import asyncio
import sqlite3
from collections.abc import AsyncGenerator
from pathlib import Path

import pytest

from store.database import Closed, Database, open_database
from tests.store.bodies import NOW, add, add_then_raise, names, reset


@pytest.fixture
async def unpolled(tmp_path: Path) -> AsyncGenerator[Database]:
    async with await open_database(tmp_path / "dibs.db", poll_seconds=600) as database:
        yield database


async def test_a_sleeper_wakes_at_the_commit(unpolled: Database) -> None:
    since = unpolled.commits
    sleeper = asyncio.create_task(unpolled.changed(since))
    await asyncio.sleep(0)  # lets it fall asleep
    await unpolled.write(add, "ops")
    async with asyncio.timeout(5):
        assert await sleeper == unpolled.commits == since + 1


async def test_who_comes_late_does_not_sleep(database: Database) -> None:
    since = database.commits
    await database.write(add, "ops")
    async with asyncio.timeout(5):
        assert await database.changed(since) > since


async def test_what_changed_nothing_wakes_nobody(database: Database) -> None:
    await database.write(names)
    await database.write(reset)
    with pytest.raises(ValueError, match="ops"):
        await database.write(add_then_raise, "ops")
    assert database.commits == 0


async def test_a_sleeper_wakes_at_the_commit_of_another_program(database: Database, tmp_path: Path) -> None:
    sleepers = [asyncio.create_task(database.changed(database.commits)) for _ in range(3)]
    other = sqlite3.connect(tmp_path / "data" / "dibs.db")
    try:
        with other:
            other.execute("insert into role (name, name_key, created_at) values ('net', 'net', ?)", [NOW.isoformat()])
    finally:
        other.close()
    async with asyncio.timeout(5):
        assert await asyncio.gather(*sleepers) == [1, 1, 1]


async def test_our_own_commit_is_not_taken_for_that_of_another_program(database: Database) -> None:
    await database.write(add, "ops")
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.3):
            await database.changed(database.commits)


async def test_closing_wakes_the_sleepers(unpolled: Database) -> None:
    sleeper = asyncio.create_task(unpolled.changed(unpolled.commits))
    await asyncio.sleep(0)  # lets it fall asleep
    await unpolled.close()
    with pytest.raises(Closed):
        async with asyncio.timeout(5):
            await sleeper


async def test_what_comes_right_behind_a_waking_is_told_with_the_next(tmp_path: Path) -> None:
    async with await open_database(tmp_path / "dibs.db", poll_seconds=600, gap_seconds=0.5) as database:
        await database.write(add, "ops")
        async with asyncio.timeout(5):
            await database.changed(0)
        commits = database.commits
        await database.write(add, "net")
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.1):
                await database.changed(commits)
        async with asyncio.timeout(5):
            assert await database.changed(commits) == commits + 1
