"""Databases as each schema once had them, with data, kept as SQL: what is in the field stays as it was.

`frozen/NNNN.sql` is the desk of that schema; it is never made anew from today's code. `frozen/SHA256SUMS` knows them,
and the migrations, too, in the form of `sha256sum`. The newest migration may still change while it is unreleased; then,
and before there is another, it is frozen by

    python -m tests.store.freezing 0023 "insert into new_table ..." ...

which takes the frozen desk before it through it, adds those rows, and writes both down.
"""

import hashlib
import re
import sqlite3
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from store.migrations.upgrade import upgrade
from store.opening import MIGRATIONS

FROZEN = Path(__file__).with_name("frozen")
SUMS = FROZEN / "SHA256SUMS"
HEAD = "-- A desk of schema {}, with data. It stays as it is: see tests/store/freezing.py.\n\n"
_PLAIN = re.compile(r"[ -~]+")
_SHADOW = re.compile(r"ticket_word_|sqlite_")


def frozen_revisions() -> list[str]:
    return sorted(file.stem for file in FROZEN.glob("*.sql"))


def frozen(revision: str) -> Path:
    return FROZEN / f"{revision}.sql"


def thaw(revision: str, file: Path) -> None:
    """That desk, as a file in WAL mode, as dibs leaves it."""
    with closing(sqlite3.connect(file)) as connection:
        connection.executescript("pragma journal_mode = wal; begin;" + frozen(revision).read_text("ascii") + "commit;")
    file.chmod(0o600)


def tables(connection: sqlite3.Connection) -> list[str]:
    """Those of the desk, without what SQLite keeps for itself, and what is another view of the index of words."""
    found = connection.execute(
        "select name from sqlite_schema where type = 'table' and sql not like '% using fts5vocab %' order by rowid"
    ).fetchall()
    return [name for (name,) in found if not _SHADOW.match(name)]


def columns(connection: sqlite3.Connection, table: str) -> list[str]:
    """With the number of the row where that stands in no column of its own."""
    found = [row[0] for row in connection.execute("select name from pragma_table_info(?)", [table])]
    return ["rowid", *found] if table == "ticket_word" else found


def rows(connection: sqlite3.Connection, table: str, wanted: Sequence[str]) -> list[tuple[object, ...]]:
    names = ", ".join(wanted)
    return connection.execute(f"select {names} from {table} order by {names}").fetchall()


def dump(connection: sqlite3.Connection) -> str:
    """As SQL in ASCII. Triggers and indexes come last, so that they do nothing while the rows come in."""
    revision = connection.execute("select version_num from alembic_version").fetchone()[0]
    return HEAD.format(revision) + "\n".join(_statements(connection)) + "\n"


def _statements(connection: sqlite3.Connection) -> Iterator[str]:
    schema = connection.execute("select name, type, sql from sqlite_schema where sql is not null order by rowid")
    found = [(name, kind, sql) for name, kind, sql in schema.fetchall() if not _SHADOW.match(name)]
    yield from (f"{sql};" for _, kind, sql in found if kind == "table")
    for table in tables(connection):
        names = columns(connection, table)
        yield from _inserts(table, names, rows(connection, table, names))
    yield "delete from sqlite_sequence;"  # which has noted the rows above
    yield from _inserts("sqlite_sequence", ["name", "seq"], rows(connection, "sqlite_sequence", ["name", "seq"]))
    yield from (f"{sql};" for _, kind, sql in found if kind != "table")


def _inserts(table: str, names: Sequence[str], found: Sequence[Sequence[object]]) -> Iterator[str]:
    if found:
        values = ",\n".join(f"({', '.join(map(_literal, row))})" for row in found)
        yield f"insert into {table} ({', '.join(names)}) values\n{values};"


def _literal(value: object) -> str:
    if value is None:
        return "null"
    if isinstance(value, int | float):
        return repr(value)
    assert isinstance(value, str), "a desk holds no bytes"
    return " || ".join(_pieces(value)) or "''"


def _pieces(text: str) -> Iterator[str]:
    """What isn't plain ASCII is told by its numbers: such a file shows what it holds."""
    at = 0
    while at < len(text):
        plain = _PLAIN.match(text, at)
        if plain:
            yield "'" + plain.group().replace("'", "''") + "'"
            at = plain.end()
        else:
            end = next((one for one in range(at, len(text)) if _PLAIN.match(text, one)), len(text))
            yield f"char({', '.join(str(ord(sign)) for sign in text[at:end])})"
            at = end


def known() -> dict[str, str]:
    """By the path, from this folder on, the sum that was written down."""
    lines = SUMS.read_text("ascii").splitlines() if SUMS.exists() else []
    return {path: sum_ for sum_, _, path in (line.partition("  ") for line in lines)}


def sums() -> dict[str, str]:
    """What they are now, as far as they are frozen."""
    done = frozen_revisions()
    scripts = [file for file in sorted((MIGRATIONS / "versions").glob("[0-9]*.*")) if file.name[:4] in done]
    return {_path(file): _sum(file) for file in [*map(frozen, done), *scripts]}


def _path(file: Path) -> str:
    return file.name if file.parent == FROZEN else f"../../../store/migrations/versions/{file.name}"


def _sum(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def migrations_up_to(revision: str, folder: Path) -> Path:
    """As a dibs of that time had them."""
    versions = folder / "migrations" / "versions"
    versions.mkdir(parents=True)
    scripts = [file for file in (MIGRATIONS / "versions").glob("[0-9]*.*") if file.name[:4] <= revision]
    for file in (MIGRATIONS / "env.py", *scripts):
        copy = folder / "migrations" / file.relative_to(MIGRATIONS)
        copy.write_text(file.read_text("utf-8"), "utf-8")
    return folder / "migrations"


def freeze(revision: str, statements: Sequence[str]) -> list[str]:
    """The tables in which nothing is, where that is to be mended first; then nothing was written."""
    assert not frozen(revision).exists(), f"{revision} is frozen already, and stays as it is"
    with TemporaryDirectory() as folder:
        file = Path(folder) / "dibs.db"
        thaw(frozen_revisions()[-1], file)
        upgrade(file, migrations_up_to(revision, Path(folder)), revision)
        with closing(sqlite3.connect(file)) as connection:
            for statement in statements:
                connection.execute(statement)
            connection.commit()
            empty = [table for table in tables(connection) if not rows(connection, table, ["rowid"])]
            if not empty:
                frozen(revision).write_text(dump(connection), "ascii")
    return empty


def write_sums() -> None:
    """What was known stays as it is: only what is new is added."""
    there = known()
    with SUMS.open("a", encoding="ascii") as file:
        file.writelines(f"{sum_}  {path}\n" for path, sum_ in sums().items() if path not in there)


if __name__ == "__main__":
    if nothing_in := freeze(sys.argv[1], sys.argv[2:]):
        sys.exit(f"Nothing is in {', '.join(nothing_in)}: say rows of it, as insert into {nothing_in[0]} ...")
    write_sums()
