"""What the machine can't do: each who waited gets an answer of their own, and nothing is half done."""

import asyncio
import sqlite3
from collections.abc import Callable, Coroutine
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from store.connections import BUSY_SECONDS
from store.database import Closed, Database, StoreFailed, Transaction
from store.failures import Damaged, DiskFull, Locked, ReadOnly
from tests.store.bodies import add, add_a_broken_reference, add_then_raise, names, together

FULL = "Can't save now: disk full. Nothing changed. Admins are told."


async def fill_up(tx: Transaction) -> None:
    """From here on the file may not grow, as on a full disk."""
    pages = await tx.value("pragma page_count")
    assert isinstance(pages, int)
    assert await tx.value("pragma max_page_count = 1") == pages  # SQLite takes what there is as the least


async def make_room(tx: Transaction) -> None:
    await tx.value("pragma max_page_count = 1000000")


async def add_much(tx: Transaction, name: str) -> int:
    return await add(tx, name + "x" * 100_000)


async def end_the_transaction(tx: Transaction, name: str) -> int:
    """As SQLite does by itself when the disk is full at a bad moment."""
    await tx.run("insert or rollback into role (name, name_key, created_at) values (:name, null, '')", name=name)
    return 0


async def end_the_transaction_and_hide_it(tx: Transaction, name: str) -> int:
    with suppress(sqlite3.Error):
        await end_the_transaction(tx, name)
    return 0


async def end_the_transaction_and_go_on(tx: Transaction, name: str) -> int:
    await end_the_transaction_and_hide_it(tx, name)
    return await add(tx, name)


async def test_a_commit_that_fails_is_the_fault_of_one_alone(database: Database) -> None:
    answers = await together(
        [
            database.write(add, "ops"),
            database.write(add_a_broken_reference, "broken"),
            database.write(add_then_raise, "raised"),
            database.write(add, "net"),
        ]
    )
    assert [type(answer) for answer in answers] == [int, sqlite3.IntegrityError, ValueError, int]
    assert await database.read(names) == {"ops", "net"}


async def test_each_whose_commit_fails_has_an_exception_of_its_own(database: Database) -> None:
    answers = await together(database.write(add_a_broken_reference, f"r{n}") for n in range(10))
    assert {type(answer) for answer in answers} == {sqlite3.IntegrityError}
    assert len({id(answer) for answer in answers}) == 10
    assert await database.read(names) == set()


async def test_a_full_disk_is_said_and_what_fits_is_kept(database: Database) -> None:
    await database.write(fill_up)
    answers = await together([database.write(add_much, "big"), database.write(add, "small")])
    assert isinstance(answers[0], DiskFull)
    assert str(answers[0]) == FULL
    assert isinstance(answers[1], int)
    assert await database.read(names) == {"small"}


@pytest.mark.parametrize("ends_it", [end_the_transaction, end_the_transaction_and_hide_it])
async def test_a_transaction_that_sqlite_ends_is_lost_for_one_alone(
    database: Database, ends_it: Callable[[Transaction, str], Coroutine[Any, Any, int]]
) -> None:
    answers = await together([database.write(add, "ops"), database.write(ends_it, "x"), database.write(add, "net")])
    assert [type(answer) for answer in answers] == [int, sqlite3.IntegrityError, int]
    assert await database.read(names) == {"ops", "net"}


async def test_after_its_transaction_was_ended_a_body_can_not_go_on(database: Database) -> None:
    answers = await together(database.write(end_the_transaction_and_go_on, f"r{n}") for n in range(2))
    assert [type(answer) for answer in answers] == [RuntimeError] * 2
    assert await database.read(names) == set()


async def test_after_a_full_disk_writing_goes_on(database: Database) -> None:
    await database.write(fill_up)
    with pytest.raises(DiskFull):
        await database.write(add_much, "big")
    await database.write(make_room)
    await database.write(add_much, "big")
    assert len(await database.read(names)) == 1


async def test_a_database_that_can_not_be_written_says_so(database: Database) -> None:
    async def forbid(tx: Transaction) -> None:
        await tx.value("pragma query_only = 1")

    await database.write(forbid)
    answers = await together(database.write(add, f"r{n}") for n in range(3))
    assert [type(answer) for answer in answers] == [ReadOnly] * 3
    assert "Can't save now: the database is read-only." in str(answers[0])


async def test_a_lock_held_too_long_is_said_to_each_once(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("store.connections.BUSY_SECONDS", 1.0)
    other = sqlite3.connect(tmp_path / "data" / "dibs.db", isolation_level=None)
    try:
        other.execute("begin immediate")
        async with asyncio.timeout(10):  # a wait for each in turn would take 60 s
            answers = await together(database.write(add, f"r{n}") for n in range(60))
    finally:
        other.close()
    assert {type(answer) for answer in answers} == {Locked}
    assert len({id(answer) for answer in answers}) == 60
    assert all(isinstance(answer, StoreFailed) for answer in answers)


async def test_a_lock_held_for_a_moment_is_waited_for(database: Database, tmp_path: Path) -> None:
    other = sqlite3.connect(tmp_path / "data" / "dibs.db", isolation_level=None)
    try:
        other.execute("begin immediate")
        writing = asyncio.create_task(database.write(add, "ops"))
        assert await database.read(names) == set()
        assert not writing.done()
        other.execute("commit")
        assert await writing
    finally:
        other.close()


async def test_who_waits_for_the_lock_of_another_program_holds_up_nobody(database: Database, tmp_path: Path) -> None:
    """Not the loop, on which the bodies run: it is answered while it waits."""
    other = sqlite3.connect(tmp_path / "data" / "dibs.db", isolation_level=None)
    try:
        other.execute("begin immediate")
        writing = asyncio.create_task(database.write(add, "ops"))
        async with asyncio.timeout(BUSY_SECONDS / 2):
            for _ in range(5):
                await asyncio.sleep(0.01)  # a turn for whoever writes
                assert await database.glance(names) == await database.read(names) == set()
        assert not writing.done()
        other.execute("rollback")
        await writing
        assert await database.glance(names) == {"ops"}
    finally:
        other.close()


async def test_a_glance_says_what_failed(database: Database) -> None:
    async def broken(_tx: Transaction) -> None:
        error = sqlite3.DatabaseError()
        error.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
        raise error

    with pytest.raises(Damaged, match="Can't read now: the database file is damaged"):
        await database.glance(broken)
    assert await database.glance(names) == set()
    await database.close()
    with pytest.raises(Closed):
        await database.glance(names)
