"""Who waits for a commit hears of another program's at its ring, and not only at the next look."""

import asyncio
import sqlite3
from pathlib import Path

from chatbot.services.doorbell import Doorbell
from store.bell import bell_of, ring
from store.database import POLL_SECONDS, open_database
from tests.waiting import until


def written_by_another(file: Path) -> None:
    other = sqlite3.connect(file)
    try:
        with other:
            other.execute("insert into role (name, name_key, created_at) values ('net', 'net', '2026')")
    finally:
        other.close()


async def test_a_sleeper_wakes_at_the_ring_of_another_program(tmp_path: Path) -> None:
    async with await open_database(tmp_path / "dibs.db", poll_seconds=600) as database:
        listening = asyncio.create_task(Doorbell(database).run())
        await until("it listens", bell_of(database.file).exists)
        sleeper = asyncio.create_task(database.changed(database.commits))
        written_by_another(database.file)
        ring(database.file)
        async with asyncio.timeout(15):
            assert await sleeper == 1
        listening.cancel()
        await asyncio.gather(listening, return_exceptions=True)


async def test_what_was_written_before_it_listens_is_seen_then(tmp_path: Path) -> None:
    async with await open_database(tmp_path / "dibs.db", poll_seconds=600) as database:
        sleeper = asyncio.create_task(database.changed(database.commits))
        written_by_another(database.file)
        listening = asyncio.create_task(Doorbell(database).run())
        async with asyncio.timeout(15):
            assert await sleeper == 1
        listening.cancel()
        await asyncio.gather(listening, return_exceptions=True)


async def test_a_ring_after_which_nothing_was_written_wakes_nobody(tmp_path: Path) -> None:
    async with await open_database(tmp_path / "dibs.db", poll_seconds=600) as database:
        listening = asyncio.create_task(Doorbell(database).run())
        await until("it listens", bell_of(database.file).exists)
        ring(database.file)
        await database.look()
        assert database.commits == 0
        listening.cancel()
        await asyncio.gather(listening, return_exceptions=True)


def test_where_a_ring_was_lost_the_database_is_looked_at_every_10_seconds() -> None:
    assert POLL_SECONDS == 10
