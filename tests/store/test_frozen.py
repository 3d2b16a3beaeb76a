"""A desk of any schema that there ever was is brought to the newest one, with all that is in it, and works on."""

import sqlite3
from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pytest

from chatbot.app import command_table
from chatbot.cli.verifying import look_through
from chatbot.commands.answer import Commander
from chatbot.wire import Channel, Message
from store.copying import nobody
from store.database import open_database
from store.migrations.upgrade import upgrade
from store.opening import MIGRATIONS, SCHEMA, revisions
from tests.chaos.scale import FULL
from tests.docs import ROOT
from tests.people import NETWORK, FakeClock, opened_desk, principal
from tests.store import freezing
from tests.store.freezing import columns, dump, frozen, migrations_up_to, rows, tables, thaw
from tests.store.test_migrations import shape

REVISIONS = freezing.frozen_revisions()
every_schema = pytest.mark.parametrize("revision", REVISIONS)
some_schemas = pytest.mark.parametrize("revision", REVISIONS if FULL else [*REVISIONS[:-1:7], *REVISIONS[-2:]])
"""In short, the oldest, the newest two and some between them."""
CHANGED = {"habit": {"seen_at"}}
"""By 0005: whoever is known counts as seen on the day of it."""


def test_every_schema_is_frozen_but_perhaps_the_newest_while_it_is_unreleased() -> None:
    """If one is missing, see freezing.py."""
    known = revisions(MIGRATIONS)
    _, _, latest = (ROOT / "CHANGELOG.md").read_text("utf-8").partition("## [Unreleased]\n")
    unreleased = latest.partition("\n## ")[0].strip() != ""
    assert REVISIONS in ([known, known[:-1]] if unreleased else [known])


def test_what_is_frozen_is_never_changed_nor_is_the_migration_to_it() -> None:
    """What is in the field can't be changed any more: write another migration."""
    assert freezing.sums() == freezing.known()


@every_schema
def test_a_frozen_desk_has_something_in_each_table(revision: str, tmp_path: Path) -> None:
    thaw(revision, tmp_path / "dibs.db")
    with closing(sqlite3.connect(tmp_path / "dibs.db")) as connection:
        assert [table for table in tables(connection) if not rows(connection, table, ["rowid"])] == []
        assert dump(connection) == frozen(revision).read_text("ascii")


@some_schemas
def test_a_frozen_desk_has_the_tables_that_its_migrations_make(revision: str, tmp_path: Path) -> None:
    made, kept = tmp_path / "made.db", tmp_path / "kept.db"
    thaw(revision, kept)
    made.touch()
    upgrade(made, migrations_up_to(revision, tmp_path), revision)
    assert {**shape(made), "rows": {}} == {**shape(kept), "rows": {}}


@some_schemas
async def test_all_that_was_in_it_is_still_there_and_the_desk_works_on(revision: str, tmp_path: Path) -> None:
    file, fresh = tmp_path / "dibs.db", tmp_path / "fresh.db"
    thaw(revision, file)
    with closing(sqlite3.connect(file)) as connection:
        before = {table: _counted(connection, table, columns(connection, table)) for table in tables(connection)}
    async with await open_database(file), await open_database(fresh):
        pass
    assert {**shape(file), "rows": {}} == {**shape(fresh), "rows": {}}, f"not as {SCHEMA.name} says"
    assert look_through(file, nobody) == []
    with closing(sqlite3.connect(file)) as connection:
        for table, (names, found) in before.items():
            assert found <= _counted(connection, table, names)[1], f"something of {table} is lost"
            _has_no_more(connection, table, found)
        words = "select rowid from ticket_word where ticket_word match 'prin*' order by rowid"
        assert connection.execute(words).fetchall() == [(1,)]
    await _works(file)
    assert look_through(file, nobody) == []


def _counted(
    connection: sqlite3.Connection, table: str, names: Sequence[str]
) -> tuple[list[str], "Counter[tuple[object, ...]]"]:
    """Its rows, with those columns whose values no migration changes."""
    kept = [name for name in names if name not in CHANGED.get(table, set()) and table != "alembic_version"]
    return kept, Counter(rows(connection, table, kept) if kept else [])


def _has_no_more(connection: sqlite3.Connection, table: str, found: "Counter[tuple[object, ...]]") -> None:
    """A migration adds rows to no table that was there, but that of habits."""
    if table not in CHANGED and found:
        assert connection.execute(f"select count(*) from {table}").fetchone()[0] == found.total()


async def _works(file: Path) -> None:
    """alice opens one more, bob finds it, takes it and closes it; what was there goes on."""
    async with await open_database(file) as database:
        clock = FakeClock()
        clock.advance(minutes=10)
        commander = Commander(await opened_desk(database, clock), command_table())

        async def say(who: str, line: str) -> str:
            clock.advance(seconds=30)
            message = Message(principal(who), Channel(NETWORK, "#desk"), line, clock.now(), ("dibs",))
            return " ".join(line for reply in await commander.answer(message) for line in reply.lines)

        assert (await say("alice", "!new one more printer")).startswith("#8 opened for ops: one more printer")
        assert "#8 one more printer" in await say("bob", "!list @ops")
        assert "is yours" in await say("bob", "!accept 8")
        assert "closed (fixed)" in await say("bob", "!close 8 fixed")
        assert "#1" in await say("bob", "!search fire")
        assert "closed" in await say("bob", "!close 1 done at last")


def test_what_is_frozen_holds_hostile_texts() -> None:
    text = frozen("0001").read_text("ascii")
    assert "drop table ticket" in text
    assert "u202e" in text
