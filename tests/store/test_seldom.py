"""What changes seldom is read once, and never older than what stands in the file."""

import asyncio
import re
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from store.database import Database, Transaction
from store.opening import SCHEMA
from store.seldom import TABLES, sort_of
from tests.store.bodies import NOW, add, add_then_raise, names


@dataclass(frozen=True, slots=True)
class Name:
    name: str


async def test_it_is_read_once(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    await database.write(add, "ops")
    assert await database.read(names) == {"ops"}
    monkeypatch.setattr(Transaction, "_execute", None)  # whoever asks the database now fails
    assert await database.read(names) == {"ops"}


async def test_what_was_written_here_is_seen_at_once(database: Database) -> None:
    for number in range(3):
        await database.write(add, f"role{number}")
        expected = {f"role{each}" for each in range(number + 1)}
        assert await database.read(names) == await database.glance(names) == await database.write(names) == expected


async def test_what_another_program_wrote_is_seen_at_once(database: Database, tmp_path: Path) -> None:
    await database.write(add, "ops")
    assert await database.read(names) == await database.glance(names) == await database.write(names) == {"ops"}
    with closing(sqlite3.connect(tmp_path / "data" / "dibs.db")) as other, other:
        other.execute("update role set name = 'net'")
    assert await database.read(names) == await database.glance(names) == await database.write(names) == {"net"}


async def test_who_writes_sees_it_while_nobody_else_does(database: Database) -> None:
    async def grow(tx: Transaction) -> tuple[set[str], set[str]]:
        before = await names(tx)
        await add(tx, "ops")
        return before, await names(tx)

    assert await database.write(grow) == (set(), {"ops"})


async def test_what_was_undone_was_never_seen(database: Database) -> None:
    """The three share a commit."""
    first, failed, last = await asyncio.gather(
        database.write(names), database.write(add_then_raise, "ops"), database.write(names), return_exceptions=True
    )
    assert isinstance(failed, ValueError)
    assert first == last == set()
    await database.write(add, "net")  # the same count of changes as of what was undone
    assert await database.write(names) == {"net"}


async def test_who_is_given_a_list_may_change_it(database: Database) -> None:
    async def list_names(tx: Transaction) -> list[str]:
        found = await tx.all(Name, "select name from role")
        found.clear()
        return [row.name for row in await tx.all(Name, "select name from role")]

    await database.write(add, "ops")
    assert await database.read(list_names) == ["ops"]


@pytest.mark.parametrize(
    ("sql", "sort"),
    [
        ("select * from role where id = :id", "read"),
        ("select member.id from identity join member on member.id = identity.member_id", "read"),
        ("select * from role where id in (select role_id from ticket)", "other"),
        ("select * from ticket", "other"),
        ("select 1", "other"),
        ("insert into role (name) values (:name)", "write"),
        ("insert or ignore into membership (role_id) select id from role", "write"),
        ("insert into habit (member_id) values (:id) on conflict (member_id) do update set away = 1", "write"),
        ("update or ignore member set name = :name", "write"),
        ("update ticket set role_id = (select id from role)", "other"),
        ("delete from identity where id = :id", "write"),
        ("with gone as (select 1) delete from member", "write"),
    ],
)
def test_what_a_statement_does_is_told_by_its_tables(sql: str, sort: str) -> None:
    assert sort_of(sql) == sort


def test_each_of_these_tables_counts_what_comes_changes_and_goes() -> None:
    found = re.findall(
        r"create trigger \w+ after (insert|update|delete) on (\w+)\nbegin\n    update seldom set", SCHEMA.read_text()
    )
    assert sorted(found) == sorted((what, table) for table in TABLES for what in ("insert", "update", "delete"))


async def test_each_of_them_is_read_anew_after_a_change(database: Database, tmp_path: Path) -> None:
    """Whatever statement changes it: the triggers count."""

    async def changes(tx: Transaction) -> int:
        return int(await tx.value("select changes from seldom") or 0)

    before = await database.read(changes)
    with closing(sqlite3.connect(tmp_path / "data" / "dibs.db")) as other, other:
        other.execute(
            "insert into member (uuid, name, name_key, created_at) values ('u', 'bob', 'bob', ?)", [NOW.isoformat()]
        )
        other.execute("delete from member")
    assert await database.read(changes) == before + 2
