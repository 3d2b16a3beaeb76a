"""Many bodies, one commit: they run where they were asked for, and what waits for the disk on a thread of its own."""

import asyncio
import sqlite3
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from store.connections import patient
from store.failures import Doing, told, unknown
from store.seldom import Seldom
from store.transaction import Transaction, drive

T = TypeVar("T")
Body = Callable[[Transaction], Coroutine[Any, Any, Any]]


@dataclass(slots=True, eq=False)
class Job:
    """A body that waits for its answer. It may be run twice, if its group's commit failed."""

    body: Body
    future: asyncio.Future[Any]
    value: Any = None
    error: BaseException | None = None
    changed: bool = False

    def answer(self) -> None:
        """On the event loop. Whoever was cancelled meanwhile gets none."""
        if self.error is not None:
            self.refuse(self.error)
        elif not self.future.done():
            self.future.set_result(self.value)

    def refuse(self, error: BaseException) -> None:
        """On the event loop."""
        if not self.future.done():
            self.future.set_exception(error)
            self.future.exception()  # seen, even if its caller is cancelled before it can look

    def fail(self, error: BaseException) -> None:
        """Beside the database, on whichever thread."""
        self.value, self.error, self.changed = None, error, False


class TransactionLost(Exception):
    """SQLite has rolled the whole group back by itself, as it does when the disk is full."""


def run_group(jobs: Sequence[Job], connection: Seldom) -> bool:
    """Run the bodies, and commit nothing yet. False, and nothing is done, if that can't be done at once: another
    program is just writing, or the disk won't have it."""
    try:
        connection.execute("begin immediate")
        connection.begin()
        for job in jobs:
            write_in_savepoint(connection, job)
    except (sqlite3.Error, TransactionLost):
        roll_back(connection)
        return False
    else:
        return True


def commit_group(jobs: Sequence[Job], connection: Seldom) -> None:
    """What `run_group` did is on the disk afterwards, or each job has its error."""
    try:
        connection.execute("commit")
    except sqlite3.Error:
        roll_back(connection)
        write_group(jobs, connection)
    else:
        connection.end()


def write_group(jobs: Sequence[Job], connection: Seldom) -> None:
    """Every job has its value or its error afterwards, and what it says is on the disk. It may wait for the lock."""
    with patient(connection):
        if len(jobs) == 1:
            return write_alone(connection, jobs[0])
        try:
            connection.execute("begin immediate")
        except sqlite3.Error as error:  # one by one they would wait for the lock one by one
            return fail_all(jobs, error, "save")
        if not commit_together(connection, jobs):
            for job in jobs:
                write_alone(connection, job)
    return None


def commit_together(connection: Seldom, jobs: Sequence[Job]) -> bool:
    try:
        connection.begin()
        for job in jobs:
            write_in_savepoint(connection, job)
        connection.execute("commit")
    except (sqlite3.Error, TransactionLost):
        return False
    else:
        return True
    finally:
        roll_back(connection)


def write_in_savepoint(connection: sqlite3.Connection, job: Job) -> None:
    connection.execute("savepoint body")
    run(connection, job, "save")
    if not connection.in_transaction:
        raise TransactionLost
    if job.error is not None:
        connection.execute("rollback to body")
    connection.execute("release body")


def write_alone(connection: Seldom, job: Job) -> None:
    try:
        connection.execute("begin immediate")
        connection.begin()
        run(connection, job, "save")
        if job.error is None:
            connection.execute("commit")
    except sqlite3.Error as error:
        job.fail(told(error, "save"))
    finally:
        roll_back(connection)


def read_group(jobs: Sequence[Job], connection: Seldom) -> None:
    """One snapshot for all; a read leaves nothing to undo."""
    try:
        connection.execute("begin")
        connection.begin()
        for job in jobs:
            run(connection, job, "read")
    except sqlite3.Error as error:
        fail_all(jobs, error, "read")
    finally:
        roll_back(connection)


def read_alone(body: Callable[[Transaction], Coroutine[Any, Any, T]], connection: Seldom) -> T:
    """What it returns; what it raises is raised, and StoreFailed if the machine can't."""
    tx = Transaction(connection)
    try:
        connection.execute("begin")
        connection.begin()
        return drive(tx, body)
    except sqlite3.Error as error:
        raise told(error, "read") from error
    finally:
        tx.end()
        roll_back(connection)


def run(connection: sqlite3.Connection, job: Job, doing: Doing) -> None:
    """Whatever a body raises, KeyboardInterrupt too, is its caller's: the thread and the others go on."""
    tx, before = Transaction(connection), connection.total_changes
    try:
        job.value, job.error = drive(tx, job.body), None
        job.changed = connection.total_changes != before
        tx.raise_if_lost()
    except BaseException as error:  # noqa: BLE001 - handed to the caller, who raises it
        job.fail(told(error, doing))
    finally:
        tx.end()


def fail_all(jobs: Sequence[Job], error: BaseException, doing: Doing) -> None:
    for job in jobs:
        job.fail(unknown(error, doing))


def roll_back(connection: Seldom) -> None:
    """Where it is over already nothing is left to undo."""
    connection.end()
    if connection.in_transaction:
        connection.execute("rollback")
