"""How a database is opened by who only looks: in a way that leaves no file beside it, and shows it as of one moment."""

import os
import sqlite3
from pathlib import Path

from store.connections import BUSY_SECONDS, READER, address
from store.failures import CantOpen
from store.opening import in_plain_words
from store.place import STILL

State = tuple[int, int, int]


def connected(file: Path) -> tuple[sqlite3.Connection, str]:
    """The first way that goes: there may be no room for what SQLite puts beside it."""
    *ways, last = modes(file)
    for mode in ways:
        connection = _connect(file, mode)
        if _can_begin(connection):
            return connection, mode
        connection.close()
    return _connect(file, last), last


def modes(file: Path) -> list[str]:
    """Without a WAL nobody writes yet, but somebody may begin to: what is read STILL is of one moment only if nobody
    does. Who may write there holds its moment as any reader does, and takes away again what it had to put beside the
    file. A journal there is undone by whoever opens the file to write, and by nobody who only looks."""
    wal = Path(f"{file}-wal")
    if wal.exists():
        return ["ro"] if wal.stat().st_size else ["ro", STILL]
    if Path(f"{file}-journal").exists() or not (os.access(file, os.W_OK) and os.access(file.parent, os.W_OK)):
        return [STILL]
    return ["rw", STILL]


def _connect(file: Path, mode: str) -> sqlite3.Connection:
    connection = sqlite3.connect(
        address(file, mode),
        uri=True,
        isolation_level=None,
        timeout=BUSY_SECONDS,
        check_same_thread=False,  # two use it, and never both at once
    )
    for pragma in READER:
        connection.execute(pragma)
    return connection


def _can_begin(connection: sqlite3.Connection) -> bool:
    try:
        connection.execute("select 1 from sqlite_schema").fetchone()
    except sqlite3.OperationalError:
        return False
    except sqlite3.DatabaseError:  # damaged; whoever reads it says so
        return True
    return True


def state(file: Path) -> State:
    """Another one where somebody has written to the file itself."""
    found = file.stat()
    return found.st_mtime_ns, found.st_size, found.st_ino


def need_unchanged(file: Path, before: State) -> None:
    with in_plain_words(file):
        if state(file) != before:
            raise CantOpen(f"Somebody wrote to the database {file} while it was read. Try again.")


def nothing() -> None:
    """Where SQLite itself sees to it that all is of one moment."""
