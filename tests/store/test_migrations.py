"""An older file becomes a newer one, or stays exactly what it was."""

import asyncio
import shutil
import sqlite3
import sys
from pathlib import Path
from typing import Any

import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory

from store.connections import connect
from store.database import CantOpen, open_database
from store.migrations.upgrade import upgrade
from store.opening import MIGRATIONS, revisions, stamp
from tests.store.bodies import add, names, opened

SECOND = """
import os, signal
from alembic import op
revision = "9999"
down_revision = "{before}"

def upgrade() -> None:
    op.add_column("role", sa.Column("colour", sa.Text()))
    op.execute("update role set colour = 'blue'")
    {then}
""".replace("from alembic import op", "import sqlalchemy as sa\nfrom alembic import op")
REBUILD = (
    'with op.batch_alter_table("role", recreate="always") as table: table.alter_column("name", new_column_name="n")'
)
ORPHAN = "op.execute(\"insert into membership (role_id, member_id, confirmed, joined_at) values (77, 78, 0, '')\")"
Shape = dict[str, Any]


@pytest.fixture
def newer(tmp_path: Path) -> Path:
    """The migrations of a later version; `add_second` gives them a second one."""
    return shutil.copytree(MIGRATIONS, tmp_path / "100% later")


@pytest.fixture
async def old(tmp_path: Path) -> Path:
    file = tmp_path / "dibs.db"
    async with opened(file) as database:
        await database.write(add, "ops")
    return file


def add_second(migrations: Path, then: str = "pass") -> None:
    script = SECOND.format(then=then, before=revisions(migrations)[-1])
    (migrations / "versions" / "9999_colour.py").write_text(script)


def rows(file: Path, sql: str) -> list[Any]:
    connection = sqlite3.connect(file)
    try:
        return connection.execute(sql).fetchall()
    finally:
        connection.close()


def shape(file: Path) -> Shape:
    """Everything that the schema says, but for the order of columns and the way that it is laid out."""
    tables = [name for (name,) in rows(file, "select name from sqlite_schema where type = 'table' order by name")]
    return {
        "columns": {table: sorted(row[1:] for row in rows(file, f"pragma table_xinfo({table})")) for table in tables},
        "references": {
            table: sorted(row[1:] for row in rows(file, f"pragma foreign_key_list({table})")) for table in tables
        },
        "unique": {table: sorted(unique_keys(file, table)) for table in tables},
        "never_again": sorted(
            t for (t,) in rows(file, "select name from sqlite_schema where sql like '%autoincrement%'")
        ),
        "others": sorted(
            " ".join(sql.split())
            for (sql,) in rows(file, "select sql from sqlite_schema where type <> 'table' and sql is not null")
        ),
        "rows": {table: sorted(rows(file, f"select * from {table}")) for table in tables if table != "sqlite_sequence"},
    }


def unique_keys(file: Path, table: str) -> list[list[str]]:
    indexes = [row[1] for row in rows(file, f"pragma index_list({table})") if row[2]]
    return [[column[2] for column in rows(file, f"pragma index_info({index})")] for index in indexes]


async def test_the_schema_that_one_reads_is_the_one_that_all_migrations_make(tmp_path: Path) -> None:
    fresh, migrated = tmp_path / "fresh.db", tmp_path / "migrated.db"
    async with opened(fresh):
        pass
    migrated.touch()
    upgrade(migrated, MIGRATIONS, revisions(MIGRATIONS)[-1])
    assert shape(fresh) == shape(migrated), "schema.sql has moved: write a migration that does the same"


def test_the_newest_revision_is_known_without_alembic() -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    assert ScriptDirectory.from_config(config).get_heads() == [revisions(MIGRATIONS)[-1]]


async def test_alembic_is_imported_only_when_there_is_something_to_migrate(old: Path) -> None:
    code = (
        "import asyncio, sys; from tests.store.bodies import *; asyncio.run(add_one(Path(sys.argv[1]), 'net'));"
        "sys.exit('alembic' in sys.modules or 'sqlalchemy' in sys.modules)"
    )
    child = await asyncio.create_subprocess_exec(sys.executable, "-c", code, old)
    assert await child.wait() == 0


async def test_an_older_file_is_migrated_and_a_copy_of_it_kept(old: Path, newer: Path) -> None:
    add_second(newer)
    async with await open_database(old, migrations=newer) as database:
        assert await database.read(names) == {"ops"}
    assert rows(old, "select name, colour from role") == [("ops", "blue")]
    copy = old.with_name("dibs.db.before-9999")
    assert rows(copy, "select name from role") == [("ops",)]
    assert "colour" not in str(shape(copy)["columns"]["role"])
    assert copy.stat().st_mode & 0o777 == 0o600


async def test_a_migration_happens_once(old: Path, newer: Path) -> None:
    add_second(newer)
    for _ in range(2):
        async with await open_database(old, migrations=newer):
            pass
    assert rows(old, "select version_num from alembic_version") == [("9999",)]


async def test_rebuilding_a_table_keeps_the_rows_that_point_to_it(old: Path, newer: Path) -> None:
    member = "insert into member (id, uuid, name, name_key, created_at) values (1, 'u', 'bob', 'bob', '')"
    connection = connect(old, "rw", ())
    connection.execute(member)
    connection.execute("insert into membership (role_id, member_id, confirmed, joined_at) values (1, 1, 1, '')")
    connection.close()
    add_second(newer, REBUILD)
    async with await open_database(old, migrations=newer):
        pass
    assert rows(old, "select n from role") == [("ops",)]
    assert rows(old, "select role_id, member_id from membership") == [(1, 1)]


@pytest.mark.parametrize(
    ("then", "says"),
    [
        ("op.execute('update no_such_table set a = 1')", "Can't migrate the database .*: no such table: no_such_table"),
        (ORPHAN, "references in membership would break. It is as it was."),
    ],
)
async def test_a_migration_that_fails_leaves_the_old_file_as_it_was(
    old: Path, newer: Path, then: str, says: str
) -> None:
    before = shape(old)
    add_second(newer, then)
    with pytest.raises(CantOpen, match=says):
        await open_database(old, migrations=newer)
    assert shape(old) == before
    async with opened(old) as database:
        assert await database.read(names) == {"ops"}


async def test_a_migration_killed_half_way_leaves_the_old_file_as_it_was(old: Path, newer: Path) -> None:
    before = shape(old)
    add_second(newer, "os.kill(os.getpid(), signal.SIGKILL)")
    code = "import asyncio, sys; from tests.store.bodies import *; asyncio.run(open_database(*map(Path, sys.argv[1:])))"
    code = code.replace("*map(Path, sys.argv[1:])", "sys.argv[1], migrations=Path(sys.argv[2])")
    child = await asyncio.create_subprocess_exec(sys.executable, "-c", code, old, newer)
    assert await child.wait() == -9
    assert shape(old) == before


async def test_a_file_of_a_newer_version_is_refused_and_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "dibs.db"
    connection = sqlite3.connect(file)
    stamp(connection, "9998")
    connection.commit()
    connection.close()
    before = file.read_bytes()
    with pytest.raises(CantOpen, match=r"a newer dibs wrote it \(schema 9998; this one knows [0-9]+\)"):
        await open_database(file)
    assert file.read_bytes() == before
