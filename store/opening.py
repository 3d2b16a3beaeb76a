"""From a path to connections: who may read the file, how SQLite is set, and which schema is in it."""

import os
import sqlite3
from pathlib import Path
from urllib.parse import quote

from store.failures import CantOpen, cause_of

HERE = Path(__file__).parent
SCHEMA = HERE / "schema.sql"
MIGRATIONS = HERE / "migrations"
BUSY_SECONDS = 10.0
STATEMENTS_KEPT = 512

# synchronous: what was acknowledged survives a power cut. secure_delete and journal_size_limit: what was forgotten
# lingers neither in free pages nor, after a checkpoint, in the WAL. trusted_schema: a hostile file runs no code.
WRITER = (
    "pragma journal_mode = wal",
    "pragma synchronous = full",
    "pragma foreign_keys = on",
    "pragma secure_delete = on",
    "pragma journal_size_limit = 0",
    "pragma trusted_schema = off",
)
READER = ("pragma query_only = on", "pragma trusted_schema = off")


def connect(file: Path, mode: str, pragmas: tuple[str, ...]) -> sqlite3.Connection:
    """Raises sqlite3.Error. No transaction begins by itself: `isolation_level` None."""
    uri = f"file:{quote(str(file.absolute()))}?mode={mode}"
    connection = sqlite3.connect(
        uri, uri=True, isolation_level=None, timeout=BUSY_SECONDS, cached_statements=STATEMENTS_KEPT
    )
    try:
        for pragma in pragmas:
            connection.execute(pragma).fetchall()
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def connect_writer(file: Path) -> sqlite3.Connection:
    return connect(file, "rw", WRITER)


def connect_reader(file: Path) -> sqlite3.Connection:
    return connect(file, "ro", READER)


def data_version(connection: sqlite3.Connection) -> int:
    """Differs from the last call on this connection if any other has committed since."""
    return connection.execute("pragma data_version").fetchone()[0]


def prepare(file: Path, migrations: Path) -> None:
    """Afterwards the file is there, private, and of the newest schema. CantOpen says why not."""
    try:
        make_private(file)
        bring_up(file, migrations)
    except OSError as error:
        raise CantOpen(f"Can't open the database {file}: {error.strerror}. Set another path, or mend this.") from error
    except sqlite3.Error as error:
        cause = cause_of(error)
        reason = cause[1] if cause else str(error)
        raise CantOpen(f"Can't open the database {file}: {reason}. Set another path, or mend this.") from error


def make_private(file: Path) -> None:
    """SQLite gives -wal and -shm the mode of the file itself. A folder that is there already keeps its mode."""
    if not file.parent.exists():
        file.parent.mkdir(parents=True, mode=0o700)
    try:
        os.close(os.open(file, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    except FileExistsError:
        for existing in (file, Path(f"{file}-wal"), Path(f"{file}-shm")):
            withdraw_rights(existing)


def withdraw_rights(file: Path) -> None:
    if file.exists() and file.stat().st_mode & 0o077 and file.stat().st_uid == os.getuid():
        file.chmod(0o600)


def bring_up(file: Path, migrations: Path) -> None:
    known = revisions(migrations)
    connection = connect_writer(file)
    try:
        found = create(connection, known[-1])
    finally:
        connection.close()
    if found not in known:
        raise CantOpen(
            f"Can't open the database {file}: a newer dibs wrote it (schema {found}; this one knows {known[-1]}). "
            "Install that version, or restore an older backup."
        )
    if found != known[-1]:
        from store.migrations.upgrade import upgrade  # noqa: PLC0415 - Alembic takes long to import, and is rarely needed

        upgrade(file, migrations, known[-1])


def revisions(migrations: Path) -> list[str]:
    """Known without Alembic: the number in front of a version's file name is its revision."""
    return sorted(version.stem.split("_")[0] for version in (migrations / "versions").glob("[0-9]*.py"))


def create(connection: sqlite3.Connection, newest: str) -> str:
    """The revision of the file's schema; an empty file is given the newest."""
    connection.execute("begin immediate")
    tables = {name for (name,) in connection.execute("select name from sqlite_schema where type = 'table'")}
    if not tables:
        for statement in statements(SCHEMA.read_text(encoding="utf-8")):
            connection.execute(statement)
        stamp(connection, newest)
    elif "alembic_version" not in tables:
        raise CantOpen("Can't open the database: the file holds something else, not a desk. Set another path.")
    (found,) = connection.execute("select version_num from alembic_version").fetchone()
    connection.execute("commit")
    return found


def stamp(connection: sqlite3.Connection, revision: str) -> None:
    """The table is made as Alembic makes it."""
    connection.execute(
        "create table alembic_version ("
        "version_num varchar(32) not null, constraint alembic_version_pkc primary key (version_num))"
    )
    connection.execute("insert into alembic_version (version_num) values (?)", [revision])


def statements(script: str) -> list[str]:
    """One by one, because `executescript` commits behind one's back."""
    found, current = list[str](), ""
    for line in script.splitlines(keepends=True):
        current += line
        if sqlite3.complete_statement(current):
            found.append(current.strip())
            current = ""
    return found
