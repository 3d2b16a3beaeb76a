"""A look at a database from outside, which changes nothing: no migration, and no file beside it that stays there."""

import sqlite3
import threading
from collections.abc import Callable, Coroutine, Generator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path
from typing import Any, Concatenate, Literal, ParamSpec, TypeVar

from store import onlooking
from store.connections import address
from store.failures import CantOpen, Damaged, StoreFailed, cause_of
from store.onlooking import connected, modes, nothing, state
from store.opening import MIGRATIONS, SCHEMA, in_plain_words, revisions
from store.place import STILL, followed, need_index
from store.transaction import Transaction, drive

P = ParamSpec("P")
T = TypeVar("T")

NEWEST = revisions(MIGRATIONS)[-1]
"""The schema that this code knows."""

BACKUP = "A backup in its place: dibs restore FILE"

ENOUGH = 5
"""Faults that are worth reading."""

Found = Literal["whole", "unfinished"] | tuple[str, ...]
"""What a check of the file came to; the faults, if there are any."""


class Peek:
    """`need_unchanged`: CantOpen where what was just read may not be of one moment."""

    def __init__(self, connection: sqlite3.Connection, need_unchanged: Callable[[], None]) -> None:
        self._connection, self._need_unchanged = connection, need_unchanged

    def read(
        self,
        body: Callable[Concatenate[Transaction, P], Coroutine[Any, Any, T]],
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> T:
        read = drive(Transaction(self._connection), lambda tx: body(tx, *args, **kwargs))
        self._need_unchanged()
        return read

    @property
    def schema(self) -> str:
        """The revision; empty if the file holds something else."""
        try:
            row = self._connection.execute("select version_num from alembic_version").fetchone()
        except sqlite3.OperationalError:
            return ""
        return row[0] if row else ""

    def check(self, seconds: float | None) -> Found:
        """Whether each page is as it should be; after so many seconds it is given up, None: never."""
        bell = threading.Timer(seconds, self._connection.interrupt) if seconds is not None else None
        if bell is not None:
            bell.start()
        try:
            rows = self._connection.execute(f"pragma quick_check({ENOUGH})").fetchall()
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode == sqlite3.SQLITE_INTERRUPT:
                return "unfinished"
            raise
        finally:
            if bell is not None:
                bell.cancel()
        self._need_unchanged()
        faults = tuple(str(row[0]) for row in rows)
        return "whole" if faults == ("ok",) else faults

    def faults(self) -> list[str]:
        """All of it looked through, and each reference followed: what is wrong, a sentence each, the first ones."""
        rows = self._rows(f"pragma integrity_check({ENOUGH})")
        pages = [line for row in rows for line in str(row[0]).splitlines() if not line.startswith("***")]
        broken = self._rows("pragma foreign_key_check")
        self._need_unchanged()
        return [
            *(page for page in pages[:ENOUGH] if page != "ok"),
            *(
                f"Row {row} of {table} refers to a row of {parent} that isn't there."
                for table, row, parent, _ in broken
            ),
        ]

    def _rows(self, sql: str) -> list[Any]:
        """On a thread: while SQLite looks through a large file, no signal would be heard for minutes."""
        with ThreadPoolExecutor(1) as pool:
            rows = pool.submit(lambda: self._connection.execute(sql).fetchmany(ENOUGH))
            try:
                return rows.result()
            except BaseException:
                self._connection.interrupt()
                raise

    def strangers(self) -> list[str]:
        """Triggers and views run by themselves when somebody reads or writes: none but a desk's may be there."""
        if self.schema != NEWEST:
            return []
        with closing(sqlite3.connect(":memory:")) as fresh:
            fresh.executescript(SCHEMA.read_text())
            strange = _running(self._connection) - _running(fresh)
        return [f"It has a {kind} {name!r} that no desk has." for kind, name, _ in sorted(strange)[:ENOUGH]]

    def stand_still(self) -> None:
        """From here on all that is read is of one moment."""
        self._connection.execute("begin")

    def beside(self, other: Path) -> None:
        """What is in that file can be read, too, as `other.` and the table's name."""
        self._connection.execute("attach database ? as other", [address(other, modes(other)[-1])])


def _running(connection: sqlite3.Connection) -> set[tuple[str, str, str]]:
    rows = connection.execute("select type, name, sql from sqlite_schema where type in ('trigger', 'view')")
    return {(kind, name, " ".join(sql.split())) for kind, name, sql in rows}


@contextmanager
def peek(file: Path, remedy: str = BACKUP, called: Path | None = None) -> Generator[Peek]:
    """CantOpen, in a sentence, where there is none or it can't be read. `remedy`: what to do about a damaged one;
    `called`: by which name it is told of."""
    with in_plain_words(file):
        file = followed(file)
        before = state(file)  # says better than SQLite why not
        need_index(file)
        connection, mode = connected(file)
    need_unchanged = partial(onlooking.need_unchanged, file, before) if mode == STILL else nothing
    try:
        yield Peek(connection, need_unchanged)
    except sqlite3.Error as error:
        need_unchanged()  # pages of two moments look damaged
        kind, cause = cause_of(error) or (StoreFailed, str(error))
        rest = f" {remedy}" if kind is Damaged else ""
        raise CantOpen(f"Can't read the database {called or file}: {cause}.{rest}") from error
    finally:
        connection.close()
