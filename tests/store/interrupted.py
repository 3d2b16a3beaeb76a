"""A migration that is stopped at its n-th statement: `python -m tests.store.interrupted FOLDER REVISION EVERY`.

For each of them a child of this process migrates a copy of its own and kills itself there; what is left is looked at.
"""

import os
import signal
import sqlite3
import sys
from collections.abc import Generator
from contextlib import closing, contextmanager
from pathlib import Path
from unittest.mock import patch

from store.connections import connect
from store.migrations import upgrade as upgrading
from store.opening import MIGRATIONS, revisions
from tests.store.freezing import dump, thaw

NEWEST = revisions(MIGRATIONS)[-1]
NOW = "2026-01-01T00:00:00.000Z"
"""0005 writes down the moment at which it runs."""


def _now(_form: str, _moment: str) -> str:
    return NOW


class Counting:
    """Counts the statements of each connection that is opened for the migration, and kills the process at one."""

    def __init__(self, last: int | None = None) -> None:
        self.count = 0
        self._last = last

    def __call__(self, statement: str) -> None:
        self.count += 1
        if self.count == self._last:
            os.kill(os.getpid(), signal.SIGKILL)

    def connect(self, file: Path, mode: str, pragmas: tuple[str, ...]) -> sqlite3.Connection:
        connection = connect(file, mode, pragmas)
        connection.create_function("strftime", 2, _now)
        connection.set_trace_callback(self)
        return connection


@contextmanager
def counted(last: int | None = None) -> Generator[Counting]:
    counting = Counting(last)
    with patch.object(upgrading, "connect", counting.connect):
        yield counting


def statements(folder: Path, revision: str) -> int:
    """How many there are, the begin and the commit among them."""
    file = folder / "whole.db"
    thaw(revision, file)
    with counted() as counting:
        upgrading.upgrade(file, MIGRATIONS, NEWEST)
    return counting.count


def kill_at(file: Path, statement: int) -> bool:
    """In a child. Whether it was killed: else it had come to its end."""
    child = os.fork()
    if child == 0:
        with counted(statement):
            upgrading.upgrade(file, MIGRATIONS, NEWEST)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL


def content(file: Path) -> str:
    with closing(sqlite3.connect(file)) as connection:
        assert connection.execute("pragma integrity_check").fetchall() == [("ok",)]
        return dump(connection)


def main(folder: Path, revision: str, every: int) -> None:
    total = statements(folder, revision)
    wholly_new = content(folder / "whole.db")
    old = folder / "old.db"
    thaw(revision, old)
    as_it_was = content(old)
    for number in sorted({*range(1, total + 1, every), total - 1, total}):
        file = folder / f"killed-{number}.db"
        thaw(revision, file)
        assert kill_at(file, number), f"it ended before statement {number}"
        assert content(file) == as_it_was, f"killed at statement {number} of {total}, it is another"
        with counted():
            upgrading.upgrade(file, MIGRATIONS, NEWEST)
        assert content(file) == wholly_new, f"killed at statement {number} of {total}, it can't go on"
        assert content(Path(f"{file}.before-{NEWEST}")) == as_it_was


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
