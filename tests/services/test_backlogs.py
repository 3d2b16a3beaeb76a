"""What waits for a service is counted as it is, once a minute, by an index: among a million it takes no longer."""

import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest

from chatbot.desk.desk import Desk
from chatbot.services import backlogs
from chatbot.services.kept import Backlog
from store import cursors, journal, notes, timers
from store.database import Database
from store.stays import ServiceKey
from store.transaction import Transaction, drive
from tests.desk.doing import BOB, accept, new
from tests.people import FakeClock

NEW, ACCEPTED = ServiceKey("request", 1), ServiceKey("request", 2)

COUNTED: dict[str, Backlog] = {
    "plugin": partial(backlogs.events_unread, plugin="announce"),
    "sender": partial(backlogs.notices_due, network="testnet"),
    "timekeeper": backlogs.timers_due,
    "station": partial(backlogs.todo, key=NEW),
}


@pytest.fixture
def tables(database: Database, tmp_path: Path) -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(tmp_path / "dibs.sqlite", isolation_level=None)
    yield connection
    connection.close()


@pytest.mark.parametrize("name", COUNTED)
def test_each_is_counted_by_an_index(tables: sqlite3.Connection, name: str) -> None:
    asked = list[str]()
    tables.set_trace_callback(asked.append)
    drive(Transaction(tables), lambda tx: COUNTED[name](tx, datetime.now(UTC)))
    tables.set_trace_callback(None)
    steps = [row[3] for sql in asked for row in tables.execute(f"explain query plan {sql}")]
    assert steps
    assert [step for step in steps if step.startswith("SCAN")] == []


async def test_what_a_plugin_has_not_read_is_behind_its_place(desk: Desk) -> None:
    await desk.database.write(cursors.add, "announce", await desk.database.read(journal.last_id))
    now = desk.clock.now()
    assert await desk.database.read(COUNTED["plugin"], now) == 0
    await new(desk)
    unread = await desk.database.read(COUNTED["plugin"], now)
    assert unread == await desk.database.read(journal.last_id) - (await _place(desk))
    assert unread > 0


async def _place(desk: Desk) -> int:
    cursor = await desk.database.read(cursors.get, "announce")
    assert cursor is not None, "just made"
    return cursor.event_id


async def test_one_that_there_is_not_yet_has_nothing_behind(desk: Desk) -> None:
    assert await desk.database.read(partial(backlogs.events_unread, plugin="later"), desk.clock.now()) == 0


async def test_timers_count_when_they_are_due(desk: Desk, clock: FakeClock) -> None:
    await desk.database.write(timers.put, "digest", 99, due_at=clock.now())
    before = await desk.database.read(backlogs.timers_due, clock.now())
    await new(desk)
    assert await desk.database.read(backlogs.timers_due, clock.now()) == before
    clock.advance(days=2)
    assert await desk.database.read(backlogs.timers_due, clock.now()) > before


async def test_a_ticket_and_a_note_wait_for_the_service_of_their_state(desk: Desk) -> None:
    number = await new(desk)
    now = desk.clock.now()
    assert await desk.database.read(partial(backlogs.todo, key=NEW), now) == 1
    await accept(desk, BOB, number)
    note = {"type_name": "request", "state": 2, "ticket_id": number, "sender": "x", "text": "y"}
    await desk.database.write(partial(notes.add, **note, now=now))  # pyright: ignore[reportArgumentType] - one row
    found = [await desk.database.read(partial(backlogs.todo, key=key), now) for key in (NEW, ACCEPTED)]
    assert found == [0, 2]
