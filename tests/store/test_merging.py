"""Every column that names a member is seen to when two members are one: the schema is walked."""

import sqlite3
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from store import links, merging
from store.database import Database
from store.times import to_text
from tests.people import START, FakeClock

NOW = to_text(START)
ELDER, YOUNGER = 1, 2
Row = dict[str, str | int]

TICKET: Row = {"desk": "d", "type": "request", "state": 2, "role_id": 1, "title": "x", "priority": 2}
TICKET.update({"reporter_name": "m2", "reporter_network": "o", "opened_at": NOW, "changed_at": NOW})
ROWS: tuple[tuple[str, Row], ...] = (
    ("desk", {"id": "d", "created_at": NOW}),
    ("member", {"id": 1, "uuid": 1, "name": "m1", "name_key": "m1", "created_at": NOW}),
    ("member", {"id": 2, "uuid": 2, "name": "m2", "name_key": "m2", "created_at": NOW}),
    ("member", {"id": 3, "uuid": 3, "name": "m3", "name_key": "m3", "created_at": NOW, "linked_to": 2}),
    (
        "arrival",
        {"kind": "tkts", "label": "tkts", "file": "", "member_id": 2, "actor": "m2", "newest": 0, "event": 0}
        | {"began_at": NOW},
    ),
    ("identity", {"member_id": 2, "kind": "account", "network": "o", "value": "m", "shown": "m", "created_at": NOW}),
    ("habit", {"member_id": 2, "zone": "Europe/Berlin", "seen_at": NOW}),
    ("role", {"id": 1, "name": "ops", "name_key": "ops", "created_at": NOW}),
    ("membership", {"role_id": 1, "member_id": 2, "confirmed": 1, "joined_at": NOW}),
    ("ticket", TICKET | {"id": 1, "uuid": "t", "owner_id": 2, "reporter_id": 2, "opener_id": 2}),
    ("watcher", {"ticket_id": 1, "member_id": 2, "since": NOW}),
    ("saved_view", {"name": "late", "name_key": "late", "member_id": 2, "query": "x", "saved_at": NOW}),
    ("storm", {"role_id": 1, "member_id": 2, "network": "", "address": "", "name": "", "first_id": 1, "began_at": NOW}),
    (
        "prompt",
        {"id": 1, "ticket_id": 1, "role_id": 1, "member_id": 2, "asker_id": 2, "opened_at": NOW, "expires_at": NOW}
        | {"lifetime": 60, "every": 60},
    ),
    ("prompt_answer", {"prompt_id": 1, "member_id": 2, "answer": "declined", "answered_at": NOW}),
    (
        "dictation",
        {
            "ticket_id": 1,
            "member_id": 2,
            "network": "o",
            "channel": "#desk",
            "who": "m2",
            "began_at": NOW,
            "until": NOW,
        },
    ),
    ("unquoted", {"member_id": 2, "since": NOW}),
    ("snooze", {"prompt_id": 1, "member_id": 2, "until": NOW}),
    ("event", {"id": 1, "uuid": "e", "desk": "d", "at": NOW, "kind": "x", "member_id": 2, "actor": "m2"}),
    (
        "ignored",
        {"kind": "member", "network": "", "value": "2", "shown": "m2", "member_id": 2, "cause": "admin", "actor": "a"}
        | {"since": NOW},
    ),
    (
        "type_setting",
        {"type": "request", "name": "lifetime", "value": "60", "member_id": 2, "set_at": NOW},
    ),
    ("client", {"id": 1, "name": "acme", "name_key": "acme", "created_at": NOW}),
    ("member_rate", {"client_id": 1, "member_id": 2, "rate": "50"}),
    ("stopwatch", {"ticket_id": 1, "member_id": 2, "event_id": 1, "began_at": NOW, "asked_from": NOW}),
    (
        "worked",
        {"id": 1, "ticket_id": 1, "member_id": 2, "minutes": 6, "day": "2026-11-20", "event_id": 1, "created_at": NOW},
    ),
    (
        "bill",
        {"id": 1, "client_id": 1, "client": "acme", "currency": "USD", "minutes": 6, "amount": 500, "member_id": 2}
        | {"created_at": NOW},
    ),
    (
        "bill_line",
        {"bill_id": 1, "entry_id": 1, "ticket_id": 1, "title": "x", "member_id": 2, "person": "m2", "day": "2026-11-20"}
        | {"minutes": 6, "charged": 6, "rate": "50", "step": 1, "per": "entry", "minimum": 0, "amount": 500},
    ),
    (
        "denial",
        {"network": "o", "who": "m2", "method": "x", "member_id": 2, "verb": "x", "kind": "x", "first_at": NOW}
        | {"last_at": NOW},
    ),
    (
        "notice",
        {"created_at": NOW, "not_before": NOW, "plugin": "p", "event_id": 1, "target": "member", "member_id": 2}
        | {"text": "x"},
    ),
)
"""The younger member is named in every column that can name one."""


def put(connection: sqlite3.Connection, table: str, row: Row) -> None:
    marks = ", ".join("?" for _ in row)
    connection.execute(f"insert into {table} ({', '.join(row)}) values ({marks})", tuple(row.values()))


def columns(connection: sqlite3.Connection) -> Iterator[tuple[str, str]]:
    tables = connection.execute("select name from sqlite_schema where type = 'table'").fetchall()
    for (table,) in tables:
        for row in connection.execute(f'pragma foreign_key_list("{table}")').fetchall():
            if row[2] == "member":
                yield table, row[3]


def naming(connection: sqlite3.Connection, member_id: int) -> set[str]:
    return {
        f"{table}.{column}"
        for table, column in columns(connection)
        if connection.execute(f'select 1 from "{table}" where "{column}" = ?', (member_id,)).fetchone()
    }


@pytest.fixture
def tables(database: Database, tmp_path: Path) -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(tmp_path / "data" / "dibs.db", isolation_level=None)
    for table, row in ROWS:
        put(connection, table, row)
    yield connection
    connection.close()


def test_there_is_a_row_of_the_younger_for_each_column(tables: sqlite3.Connection) -> None:
    """One that is missing here is new: it wants a statement in `store.merging`, and a row in this test."""
    assert naming(tables, YOUNGER) == {f"{table}.{column}" for table, column in columns(tables)}


def test_the_statements_and_what_is_kept_are_all_columns_that_name_a_member(tables: sqlite3.Connection) -> None:
    found = {f"{table}.{column}" for table, column in columns(tables)}
    assert set(merging.MOVES) | merging.KEPT == found
    assert not set(merging.MOVES) & merging.KEPT


async def test_nothing_names_the_younger_afterwards_but_the_journal(
    database: Database, clock: FakeClock, tables: sqlite3.Connection
) -> None:
    await database.write(merging.move_all, YOUNGER, into=ELDER)
    await database.write(links.close, YOUNGER, into=ELDER, now=clock.now())
    assert naming(tables, YOUNGER) == {"event.member_id"}
    assert naming(tables, ELDER) == set(merging.MOVES) | {"member.linked_to"}


async def test_what_both_have_is_one_row_with_the_better_of_both(
    database: Database, tables: sqlite3.Connection
) -> None:
    put(tables, "habit", {"member_id": 1, "quiet_mode": "mine", "seen_at": to_text(START - timedelta(days=1))})
    put(tables, "membership", {"role_id": 1, "member_id": 1, "confirmed": 0, "lead": 1, "joined_at": NOW})
    put(tables, "watcher", {"ticket_id": 1, "member_id": 1, "since": NOW})
    put(tables, "prompt_answer", {"prompt_id": 1, "member_id": 1, "answer": "declined", "answered_at": NOW})
    await database.write(merging.move_all, YOUNGER, into=ELDER)
    habits = tables.execute("select member_id, zone, quiet_mode, seen_at from habit").fetchall()
    assert habits == [(ELDER, "Europe/Berlin", "mine", NOW)]
    assert tables.execute("select member_id, confirmed, lead from membership").fetchall() == [(ELDER, 1, 1)]
    for table in ("watcher", "prompt_answer"):
        assert tables.execute(f"select member_id from {table}").fetchall() == [(ELDER,)]


async def test_one_reporter_s_key_is_one_ticket(database: Database, tables: sqlite3.Connection) -> None:
    tables.execute("update ticket set key = 'disk'")
    put(tables, "ticket", TICKET | {"id": 2, "uuid": "u", "reporter_id": 1, "key": "disk"})
    assert [one.id for one in await database.read(merging.list_keyed_twice, YOUNGER, into=ELDER)] == [1]
    await database.write(merging.move_all, YOUNGER, into=ELDER)
    found = tables.execute("select id, reporter_id, key from ticket order by id").fetchall()
    assert found == [(1, ELDER, None), (2, ELDER, "disk")]


async def test_who_is_ignored_as_either_is_so_as_both_for_as_long_as_the_longer_one(
    database: Database, tables: sqlite3.Connection
) -> None:
    other = {"kind": "member", "network": "", "value": "1", "shown": "m1", "member_id": 1, "cause": "admin"}
    put(tables, "ignored", other | {"actor": "a", "since": NOW, "until": NOW})
    await database.write(merging.move_all, YOUNGER, into=ELDER)
    assert tables.execute("select value, member_id, until from ignored").fetchall() == [("1", ELDER, None)]
