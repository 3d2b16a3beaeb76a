import asyncio
import sqlite3
from contextlib import suppress
from pathlib import Path

import pytest

from store.database import Closed, Database, Transaction
from tests.store.bodies import add, add_then_raise, find, names, opened, reset, together


async def test_a_hundred_at_once_all_commit_and_each_sees_its_own(database: Database) -> None:
    async def one(number: int) -> None:
        made = await database.write(add, f"r{number}")
        seen = await database.read(find, f"r{number}")
        assert seen is not None
        assert seen.id == made

    await asyncio.gather(*(one(number) for number in range(100)))
    assert len(await database.read(names)) == 100


async def test_what_was_answered_can_be_read_by_another_program(database: Database, tmp_path: Path) -> None:
    await database.write(add, "ops")
    other = sqlite3.connect(tmp_path / "data" / "dibs.db")
    try:
        assert other.execute("select name from role").fetchall() == [("ops",)]
    finally:
        other.close()


async def test_a_body_that_raises_is_undone_alone(database: Database) -> None:
    calls = [database.write(add_then_raise if n % 3 == 0 else add, f"r{n}") for n in range(12)]
    answers = await together(calls)
    assert [isinstance(answer, ValueError) for answer in answers] == [n % 3 == 0 for n in range(12)]
    assert await database.read(names) == {f"r{n}" for n in range(12) if n % 3}


async def test_a_body_alone_that_raises_leaves_nothing(database: Database) -> None:
    with pytest.raises(ValueError, match="ops"):
        await database.write(add_then_raise, "ops")
    assert await database.read(names) == set()


async def test_a_body_may_survive_a_statement_that_fails(database: Database) -> None:
    async def add_twice(tx: Transaction) -> str:
        await add(tx, "ops")
        with suppress(sqlite3.IntegrityError):
            await add(tx, "ops")
        return "one"

    assert await database.write(add_twice) == "one"
    assert await database.read(names) == {"ops"}


async def test_one_of_many_wins_by_compare_and_set(database: Database) -> None:
    async def take(tx: Transaction, who: int) -> bool:
        return await tx.run("update role set lifetime = :who where name = 'ops' and lifetime is null", who=who) == 1

    await database.write(add, "ops")
    for _ in range(20):
        await database.write(reset)
        answers = await asyncio.gather(*(database.write(take, who) for who in range(50)))
        assert answers.count(True) == 1


async def test_a_body_that_waits_for_something_else_is_told_so_and_undone(database: Database) -> None:
    async def naps(tx: Transaction) -> None:
        await add(tx, "ops")
        await asyncio.sleep(0)  # the very thing that a body must not do

    answers = await together([database.write(naps), database.write(naps)])
    assert all("may await nothing but its transaction" in str(answer) for answer in answers)
    assert await database.read(names) == set()


async def test_whatever_a_body_raises_reaches_its_caller_and_the_thread_goes_on(database: Database) -> None:
    class Odd(BaseException):
        pass

    async def odd(tx: Transaction) -> None:
        await add(tx, "odd")
        raise Odd

    answers = await together([database.write(odd), database.write(add, "ops")])
    assert isinstance(answers[0], Odd)
    assert await database.read(names) == {"ops"}


async def test_a_transaction_is_of_no_use_after_its_body(database: Database) -> None:
    async def escape(tx: Transaction) -> Transaction:
        return tx

    kept = await database.write(escape)
    with pytest.raises(RuntimeError, match="this transaction is over"):
        await add(kept, "ops")


async def test_a_read_can_not_write(database: Database) -> None:
    with pytest.raises(Exception, match="Can't read now: the database is read-only"):
        await database.read(add, "ops")


async def test_reads_of_one_group_fail_alone(database: Database) -> None:
    async def wrong(tx: Transaction) -> int | str | None:
        raise LookupError

    answers = await together([database.read(wrong), database.read(names)])
    assert isinstance(answers[0], LookupError)
    assert answers[1] == set()


async def add_pair(tx: Transaction, name: str) -> None:
    await add(tx, f"{name}-left")
    await add(tx, f"{name}-right")


async def test_who_is_cancelled_while_queued_has_nothing_done_and_breaks_nobody(database: Database) -> None:
    tasks = [asyncio.create_task(database.write(add, f"r{n}")) for n in range(10)]
    await asyncio.sleep(0)  # lets them queue
    for task in tasks[::2]:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    assert await database.read(names) == {f"r{n}" for n in range(10) if n % 2}


async def test_who_is_cancelled_at_any_moment_leaves_no_half(database: Database) -> None:
    for turns in range(60):
        tasks = [asyncio.create_task(database.write(add_pair, f"{turns}-{n}")) for n in range(10)]
        for _ in range(turns):
            await asyncio.sleep(0)  # one turn of the loop nearer to the answer
        for task in tasks[::2]:
            task.cancel()
        answers = await asyncio.gather(*tasks, return_exceptions=True)
        assert answers[1::2] == [None] * 5
    found = await database.read(names)
    assert {name.replace("left", "right") for name in found if "left" in name} == {n for n in found if "right" in n}


async def test_close_does_first_what_is_queued(tmp_path: Path) -> None:
    async with opened(tmp_path / "dibs.db") as database:
        tasks = [asyncio.create_task(database.write(add, f"r{n}")) for n in range(300)]
        await asyncio.sleep(0)  # lets them queue
        await database.close()
        await asyncio.gather(*tasks)
    async with opened(tmp_path / "dibs.db") as database:
        assert len(await database.read(names)) == 300


async def test_close_may_be_called_twice_and_at_once(database: Database) -> None:
    await asyncio.gather(database.close(), database.close())
    await database.close()


async def test_after_close_there_is_a_clear_sentence(database: Database) -> None:
    await database.close()
    with pytest.raises(Closed, match="Can't save now: dibs is stopping"):
        await database.write(add, "ops")
    with pytest.raises(Closed, match="Can't read now"):
        await database.read(names)
    with pytest.raises(Closed):
        await database.changed(database.commits)


async def test_one_round_of_the_journal_stays_on_the_disk_and_no_more(database: Database, tmp_path: Path) -> None:
    """To lengthen it anew at each commit costs more than the commit; what a large one needed goes away again."""
    wal = tmp_path / "data" / "dibs.db-wal"

    async def add_much(tx: Transaction) -> None:
        await tx.run("insert into role (name, name_key, created_at) values ('ops', 'ops', hex(zeroblob(4000000)))")

    await database.write(add_much)
    most = wal.stat().st_size
    await database.write(reset)
    sizes = set[int]()
    for number in range(5):
        await database.write(add, f"r{number}")
        sizes.add(wal.stat().st_size)
    assert max(sizes) <= 4_194_304 < most
    assert min(sizes) > 1_000_000
