"""A desk that nobody has open: one file again, with nothing beside it, and as small as it can be."""

import sqlite3
from contextlib import closing
from pathlib import Path

from store.connections import connect, connect_writer
from store.copying import cant_write
from store.failures import CantOpen
from store.waiting import one_at_a_time

LOCKED = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)


def settle(file: Path) -> None:
    """One file again, with nothing beside it, and proof that nobody has it open. What is damaged stays as it is."""
    try:
        with closing(connect(file, "rw", ())) as connection:
            (mode,) = connection.execute("pragma journal_mode = delete").fetchone()
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorcode & 0xFF not in LOCKED:
            return
        mode = "wal"
    if mode == "wal":
        raise CantOpen(f"Somebody has {file} open: a dibs at another terminal, or sqlite3. End that first.")


def vacuum(desk: Path) -> tuple[int, int]:
    """Its bytes before and after. Nobody may use it meanwhile."""
    with one_at_a_time(desk.parent), cant_write(desk):
        settle(desk)
        before = desk.stat().st_size
        with closing(connect_writer(desk)) as connection:
            connection.execute("vacuum")
        return before, desk.stat().st_size
