"""How the statements are watched that all tests have the store run (tests/plans.py), and that the list is true."""

import ast
import inspect
import re
import sqlite3
from collections.abc import Generator, Iterable, Iterator
from contextlib import closing
from importlib import import_module
from pathlib import Path
from typing import cast

import pytest

from store import bills, exported, finding, tickets
from store.database import Database, Transaction
from store.finding import Reader, Wanted
from store.opening import SCHEMA
from tests.plans import EXCEPTED, FEW, LARGE, MANY_SHARE, SHORT, SMALL, Watch, crowds, explained, faults

ALL = finding.statement(Wanted(Reader(public=True)), 1).text
EVENTS = exported.EVENTS + " where event.id > :last order by event.id limit :part"
OF_CLIENT = bills.WORKED + " join ticket_client using (ticket_id) where client_id = :client order by worked.id"
MADE = {
    "store.finding.find": [ALL],
    "store.finding.numbers": [ALL],
    "store.exported.events_after": [EVENTS],
    "store.bills.list_unbilled": [OF_CLIENT],
}
"""Statements that stand nowhere as a whole."""


@pytest.fixture
def empty(tmp_path: Path) -> Generator[sqlite3.Connection]:
    """With another one beside it, as where a backup is put back."""
    with closing(sqlite3.connect(tmp_path / "other.db")) as other:
        other.executescript(SCHEMA.read_text())
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute("pragma foreign_keys = on")
        connection.executescript(SCHEMA.read_text())
        connection.execute("attach database ? as other", [str(tmp_path / "other.db")])
        yield connection


def names(connection: sqlite3.Connection, kind: str) -> set[str]:
    found = connection.execute("select name from sqlite_schema where type = ? and sql is not null", [kind])
    return {name for (name,) in found if not name.startswith(("ticket_word_", "sqlite_"))}


def plan_of(connection: sqlite3.Connection, sql: str) -> list[str]:
    return explained(connection, sql, dict.fromkeys(re.findall(r":(\w+)", sql)))


def test_each_table_is_large_or_is_said_why_not(empty: sqlite3.Connection) -> None:
    assert LARGE | SMALL.keys() == names(empty, "table")
    assert not LARGE & SMALL.keys()
    assert names(empty, "index") >= SHORT.keys()


@pytest.mark.parametrize("where", EXCEPTED)
def test_what_is_excepted_still_reads_all(empty: sqlite3.Connection, where: str) -> None:
    assert any(faults(plan_of(empty, sql), sql) for sql in statements_of(where))


@pytest.mark.parametrize("where", FEW)
def test_what_is_said_to_read_few_still_looks_by_what_many_share(empty: sqlite3.Connection, where: str) -> None:
    assert any(crowds(plan_of(empty, sql), sql) for sql in statements_of(where))


def test_what_many_share_are_columns_of_large_tables(empty: sqlite3.Connection) -> None:
    found = {column for table in LARGE for (column,) in empty.execute("select name from pragma_table_info(?)", [table])}
    assert found >= MANY_SHARE


def statements_of(where: str) -> list[str]:
    module, _, name = where.rpartition(".")
    function = getattr(import_module(module), name)
    return [*MADE.get(where, ()), *statements(function.__globals__, inspect.getsource(function))]


def statements(known: dict[str, object], source: str) -> Iterator[str]:
    """Texts in a function, and in what it takes from its module."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Constant):
            yield from sql_in(node.value)
        elif isinstance(node, ast.Name):
            yield from sql_in(known.get(node.id))


def sql_in(value: object) -> Iterator[str]:
    if isinstance(value, str) and re.match(r"\s*(select|update|delete|insert|with recursive)\s", value):
        yield value.replace("$", "1").replace("§", "=")
    elif isinstance(value, tuple | dict):
        for one in cast("Iterable[object]", value.values() if isinstance(value, dict) else value):
            yield from sql_in(one)


def test_no_trigger_reads_a_table_from_end_to_end(empty: sqlite3.Connection) -> None:
    triggers = [sql for (sql,) in empty.execute("select sql from sqlite_schema where type = 'trigger'")]
    bodies = [one for sql in triggers for one in re.split(r"\bbegin\b", sql)[1].removesuffix("end").split(";")]
    found = [re.sub(r"\b(?:new|old)\.(\w+)", r":\1", one) for one in bodies if one.strip() and "raise(" not in one]
    assert len(found) >= 3
    assert [step for sql in found for step in faults(plan_of(empty, sql), sql)] == []


@pytest.mark.parametrize(
    "sql",
    [
        "select * from ticket where title = 'printer'",
        "select count(*) from event",
        "select * from notice order by id desc limit 1",
        "select old.id from ticket as old where old.title = 'printer'",
        "select * from ticket_word",
        "delete from prompt_answer where member_id = 1",
        "delete from event where id = 1",
    ],
)
def test_what_reads_a_large_table_is_seen(empty: sqlite3.Connection, sql: str) -> None:
    assert faults(plan_of(empty, sql), sql)


@pytest.mark.parametrize(
    "sql",
    [
        "select * from ticket where id = 1",
        "select * from ticket where owner_id = 1",
        "select max(id) from event",
        "select * from member where name = 'bob'",
        "select rowid from ticket_word where ticket_word match 'printer'",
        "select * from timer order by due_at, id limit 1",
        "insert into event (uuid, desk, at, kind, actor) values ('u', 'd', 'now', 'k', 'a')",
    ],
)
def test_what_goes_by_an_index_passes(empty: sqlite3.Connection, sql: str) -> None:
    assert faults(plan_of(empty, sql), sql) == []


@pytest.mark.parametrize(
    "sql",
    [
        "select * from ticket where owner_id = 1 order by id",
        "select * from ticket where role_id = 1 and private = 0 and opened_at > 'now' order by id",
        "select count(*) from ticket where closed_at is null and owner_id is null",
        "select max(id) from event where member_id = 1 and kind = 'ticket_urgent'",
        "select 1 from notice where id > 12 and plugin = 'reminders' limit 1",
        "select mine.id from ticket as mine where mine.type = 'request' and mine.state = 4",
        "update ticket set title = '' where closed_at < 'now' and title <> ''",
    ],
)
def test_what_reads_all_that_somebody_ever_had_is_seen(empty: sqlite3.Connection, sql: str) -> None:
    assert crowds(plan_of(empty, sql), sql)


@pytest.mark.parametrize(
    "sql",
    [
        "select * from ticket where id = 1",
        "select * from event where ticket_id = 1",
        "select * from event where member_id = 1 and at > 'now'",
        "select * from ticket where role_id = 1 and id > 12",
        "select * from member where name_key = 'bob'",
        "select * from notice where status = 'waiting' and member_id = 1",
        "insert into event (uuid, desk, at, kind, actor, role_id) values ('u', 'd', 'now', 'k', 'a', 1)",
    ],
)
def test_what_reads_little_of_it_passes(empty: sqlite3.Connection, sql: str) -> None:
    assert crowds(plan_of(empty, sql), sql) == []


async def test_a_test_that_has_all_tickets_read_is_told_by_which_function(
    database: Database, watch: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def list_titled(tx: Transaction) -> int:
        return await tx.run("update ticket set title = title where title = 'a text of this test alone'")

    monkeypatch.setitem(list_titled.__globals__, "__name__", tickets.__name__)
    for _ in range(2):
        await database.write(list_titled)
    (told,) = watch.take()
    assert told.startswith("store.tickets.list_titled: SCAN ticket: update ticket set title = title where")
