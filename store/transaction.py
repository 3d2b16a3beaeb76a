"""What a body sees: the four helpers, the only place that speaks to the driver."""

import sqlite3
from collections.abc import Callable, Coroutine, Sequence
from contextlib import suppress
from typing import Any, LiteralString, TypeVar

from store.rows import Row, Value, bind, maker, storable
from store.seldom import Seldom

T = TypeVar("T")
R = TypeVar("R")


class Transaction:
    """One body's view of the database, for as long as the body runs.

    The helpers never suspend on SQLite; they are async so that another engine can drive the same bodies. All rows are
    fetched at once: an open cursor pins the snapshot, and an unfetched RETURNING blocks the commit.
    """

    __slots__ = ("_connection", "_ended", "_makers", "_seldom")

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._seldom = connection if isinstance(connection, Seldom) else None
        self._makers = connection.makers if isinstance(connection, Seldom) else {}
        self._ended: BaseException | None = None

    async def one(self, record: type[R], sql: LiteralString, /, **params: Value) -> R | None:
        found = self._records(record, sql, params, most=1)
        return found[0] if found else None

    async def all(self, record: type[R], sql: LiteralString, /, **params: Value) -> list[R]:
        return list(self._records(record, sql, params))

    async def run(self, sql: LiteralString, /, **params: Value) -> int:
        """How many rows were changed."""
        cursor, _ = self._execute(sql, params)
        return cursor.rowcount

    async def value(self, sql: LiteralString, /, **params: Value) -> int | str | None:
        """The first column of the first row: `count(*)`, `max(id)`, one name."""
        _, rows = self._execute(sql, params)
        return rows[0][0] if rows else None

    def _records(self, record: type[R], sql: str, params: dict[str, Value], *, most: int | None = None) -> Sequence[R]:
        """At most so many of them are made."""
        if self._seldom is None or not self._seldom.keeps(sql):
            return self._made(record, sql, params, most)
        key = (record, sql, most, *params.values())
        kept = self._seldom.kept
        if key not in kept:
            kept[key] = self._made(record, sql, params, most)
        return kept[key]

    def _made(self, record: type[R], sql: str, params: dict[str, Value], most: int | None) -> Sequence[R]:
        cursor, rows = self._execute(sql, params)
        make = self._makers.get((record, sql))
        if make is None:
            make = self._makers[record, sql] = maker(record, columns(cursor))
        return [*map(make, rows[:most])]

    def raise_if_lost(self) -> None:
        """For a body that hid the error with which SQLite ended the whole transaction."""
        if self._ended is not None:
            raise self._ended

    def end(self) -> None:
        self._ended = self._ended or RuntimeError("the body has ended, and its transaction with it")

    def _execute(self, sql: str, params: dict[str, Value]) -> tuple[sqlite3.Cursor, list[Row]]:
        if self._ended is not None:
            raise RuntimeError("this transaction is over") from self._ended
        if self._seldom is not None:
            self._seldom.sees(sql)
        try:
            cursor = self._step(sql, bind(params))
            return cursor, cursor.fetchall()
        except sqlite3.Error as error:
            if not self._connection.in_transaction:
                self._ended = error
            raise

    def _step(self, sql: str, params: dict[str, Value]) -> sqlite3.Cursor:
        try:
            return self._connection.execute(sql, params)
        except UnicodeEncodeError:  # raised while binding, so that nothing was done yet
            return self._connection.execute(sql, storable(params))


def columns(cursor: sqlite3.Cursor) -> tuple[str, ...]:
    if not cursor.description:
        raise TypeError("no rows come from this statement: it needs `returning`, or `run`")
    return tuple([column[0] for column in cursor.description])


def drive(tx: Transaction, body: Callable[[Transaction], Coroutine[Any, Any, T]]) -> T:
    """Run a body to its end at once. RuntimeError if it waits for something other than its transaction."""
    steps = body(tx)
    try:
        steps.send(None)
    except StopIteration as stop:
        return stop.value
    finally:
        with suppress(RuntimeError):  # of a body that goes on awaiting while it is closed
            steps.close()
    raise RuntimeError(f"a body may await nothing but its transaction: {steps!r}")
