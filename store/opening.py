"""From a path to a file that can be used: who may read it, and which schema is in it."""

import errno
import os
import sqlite3
import stat
from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Event

from store.connections import connect, connect_writer
from store.failures import USUAL_REMEDY, CantOpen, DiskFull, StoreFailed, cause_of, remedy_of
from store.place import need_index
from store.waiting import one_at_a_time

HERE = Path(__file__).parent
SCHEMA = HERE / "schema.sql"
MIGRATIONS = HERE / "migrations"


def prepare(file: Path, migrations: Path, given_up: Event | None = None) -> None:
    """Afterwards the file is there, private, and of the newest schema. CantOpen says why not. `given_up`: another
    program isn't waited for any more."""
    with in_plain_words(file):
        make_private(file)
        with one_at_a_time(file.parent, given_up):
            need_index(file)
            bring_up(file, migrations)
            connect_writer(file).close()


@contextmanager
def in_plain_words(file: Path) -> Generator[None]:
    """Errors of the system and of SQLite as CantOpen."""
    try:
        yield
    except OSError as error:
        kind = DiskFull if error.errno in {errno.ENOSPC, errno.EDQUOT} else StoreFailed
        raise cant_open(file, error.strerror or str(error), remedy_of(kind)) from error
    except sqlite3.Error as error:
        kind, cause = cause_of(error) or (StoreFailed, str(error))
        raise cant_open(file, cause, remedy_of(kind)) from error


def cant_open(file: Path, reason: str, remedy: str = USUAL_REMEDY) -> CantOpen:
    return CantOpen(f"Can't open the database {file}: {reason}. {remedy}")


def make_private(file: Path) -> None:
    """SQLite gives -wal and -shm the mode of the file itself. A folder that is there already keeps its mode."""
    if not file.parent.exists():
        file.parent.mkdir(parents=True, mode=0o700)
    try:
        os.close(os.open(file, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    except FileExistsError:
        need_writable(file)
        for existing in (file, Path(f"{file}-wal"), Path(f"{file}-shm")):
            with suppress(FileNotFoundError):
                withdraw_rights(existing)
        need_own(file)


def need_writable(file: Path) -> None:
    """SQLite makes two more files beside it; where it may not, it says only that it can't open this one."""
    for path in (file, file.parent):
        if not os.access(path, os.W_OK):
            raise cant_open(file, f"{path} is read-only here")


def need_own(file: Path) -> None:
    """Who may write the file is admin. What we can't close to others may have been put there for us."""
    if file.stat().st_mode & stat.S_IWOTH:
        raise cant_open(file, "everybody on this machine may write it")


def withdraw_rights(file: Path) -> None:
    found = file.stat()
    if file.is_file() and found.st_mode & 0o077 and found.st_uid == os.getuid():
        file.chmod(0o600)


def bring_up(file: Path, migrations: Path) -> None:
    known = revisions(migrations)
    found = schema_of(file, known[-1])
    if found is None:
        raise CantOpen(f"Can't open the database {file}: it holds something else, not a desk. Set another path.")
    if found not in known:
        raise CantOpen(
            f"Can't open the database {file}: a newer dibs wrote it (schema {found}; this one knows {known[-1]}). "
            "Install that version, or restore an older backup."
        )
    if found != known[-1]:
        from store.migrations.upgrade import upgrade  # noqa: PLC0415 - Alembic is slow to import and rarely needed

        upgrade(file, migrations, known[-1])


def revisions(migrations: Path) -> list[str]:
    """Known without Alembic: the number in front of a version's file name is its revision."""
    return sorted(version.stem.split("_")[0] for version in (migrations / "versions").glob("[0-9]*.py"))


def schema_of(file: Path, newest: str) -> str | None:
    """The revision of the file's schema, None if it isn't ours. An empty file is given the newest."""
    connection = connect(file, "rw", ())
    try:
        connection.execute("begin immediate")
        found = read_or_create(connection, newest)
        connection.execute("commit")
    finally:
        connection.close()
    return found


def read_or_create(connection: sqlite3.Connection, newest: str) -> str | None:
    tables = {name for (name,) in connection.execute("select name from sqlite_schema where type = 'table'")}
    if not tables:
        create(connection, newest)
    elif "alembic_version" not in tables:
        return None
    row = connection.execute("select version_num from alembic_version").fetchone()
    return row[0] if row else None


def create(connection: sqlite3.Connection, newest: str) -> None:
    for statement in statements(SCHEMA.read_text(encoding="utf-8")):
        connection.execute(statement)
    stamp(connection, newest)


def stamp(connection: sqlite3.Connection, revision: str) -> None:
    """The table is made as Alembic makes it."""
    connection.execute(
        "create table alembic_version ("
        "version_num VARCHAR(32) not null, constraint alembic_version_pkc primary key (version_num))"
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
