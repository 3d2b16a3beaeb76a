"""How SQLite is set on each connection. Nothing here is asynchronous."""

import sqlite3
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from store.seldom import Seldom

BUSY_SECONDS = 5.0
STATEMENTS_KEPT = 512

# synchronous: what was acknowledged survives a power cut. secure_delete: what was forgotten lingers in no free page;
# who forgets empties the WAL (store/scrubbing.py). journal_size_limit: one round of it, 1,000 pages, stays on the disk,
# since to make the file longer again at each commit costs a third of the wait; what is beyond that is cut off.
# trusted_schema: a hostile file runs no code. temp_store: what a savepoint could undo is kept in memory, not in files
# beside; half of a write's time went there.
WRITER = (
    "pragma journal_mode = wal",
    "pragma synchronous = full",
    "pragma foreign_keys = on",
    "pragma secure_delete = on",
    "pragma journal_size_limit = 4194304",
    "pragma trusted_schema = off",
    "pragma temp_store = memory",
)
READER = ("pragma query_only = on", "pragma trusted_schema = off", "pragma temp_store = memory")
# 8 MB, since a list of some thousand open tickets among a million touches more pages than SQLite's own 2 MB hold.
QUERIES = (*READER, "pragma cache_size = -8000")


def address(file: Path, mode: str) -> str:
    """As SQLite takes it (https://sqlite.org/uri.html)."""
    return f"file:{quote(str(file.absolute()))}?mode={mode}"


def connect(file: Path, mode: str, pragmas: tuple[str, ...]) -> Seldom:
    """Raises sqlite3.Error. No transaction begins by itself: `isolation_level` None."""
    connection = sqlite3.connect(
        address(file, mode),
        uri=True,
        isolation_level=None,
        timeout=BUSY_SECONDS,
        cached_statements=STATEMENTS_KEPT,
        factory=Seldom,
        check_same_thread=False,  # two use it, and never both at once (store/lane.py)
    )
    try:
        for pragma in pragmas:
            connection.execute(pragma).fetchall()
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def connect_writer(file: Path) -> Seldom:
    return connect(file, "rw", WRITER)


def connect_impatient(file: Path) -> Seldom:
    """One that writes and waits for nobody, unless it is told to be `patient`: the event loop uses it, too."""
    connection = connect_writer(file)
    connection.execute("pragma busy_timeout = 0").fetchall()
    return connection


@contextmanager
def patient(connection: sqlite3.Connection) -> Generator[None]:
    """Waits for its turn while another program writes."""
    connection.execute(f"pragma busy_timeout = {int(BUSY_SECONDS * 1000)}").fetchall()
    try:
        yield
    finally:
        connection.execute("pragma busy_timeout = 0").fetchall()


def connect_reader(file: Path) -> Seldom:
    return connect(file, "ro", QUERIES)


def data_version(connection: sqlite3.Connection) -> int:
    """Differs from the last call on this connection if any other has committed since."""
    return connection.execute("pragma data_version").fetchone()[0]
