"""One dibs at a time serves a database: two would say everything twice."""

import errno
import fcntl
import os
import time
from collections.abc import Generator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from msgspec import Struct

from store.opening import in_plain_words

TRIES, BETWEEN = 5, 0.02
"""Who only looks whether it is held holds it for a moment, so one try isn't enough; seconds."""


class AlreadyRunning(Exception):
    """The text says what holds the database, and what to do."""


class Holder(Struct, frozen=True):
    """`pid` 0: not known."""

    pid: int
    since: datetime


@contextmanager
def only_one(database: Path) -> Generator[None]:
    """Hold `<database>.lock`; the system lets go of it when the process ends, however it ends. CantOpen where it can't
    be made."""
    path = _beside(database)
    with in_plain_words(database):
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle = _opened(path)
    try:
        if not _taken(handle):
            raise AlreadyRunning(
                f"dibs is running on {database} already. Stop that one first, or set another desk.database."
            )
        with suppress(OSError):  # on a full disk nobody can read who it is; what can't be done there says so itself
            os.ftruncate(handle, 0)
            os.write(handle, f"{os.getpid()}\n".encode())
        yield
    finally:
        os.close(handle)


def holder(database: Path) -> Holder | None:
    """Who serves it; None if nobody does. Nothing is made by looking. OSError where one may not look."""
    try:
        handle = os.open(_beside(database), os.O_RDONLY)
    except FileNotFoundError:
        return None
    try:
        with suppress(BlockingIOError):
            fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
            return None
        written = os.read(handle, 20).strip()
        since = datetime.fromtimestamp(os.fstat(handle).st_mtime, UTC)
        return Holder(int(written) if written.isdigit() else 0, since)
    finally:
        os.close(handle)


def _opened(path: Path) -> int:
    """Something else in its place, a link, is taken away: what that leads to is nobody's to write to."""
    flags = os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW
    try:
        return os.open(path, flags, 0o600)
    except OSError as error:
        if error.errno != errno.ELOOP:
            raise
    path.unlink()
    return os.open(path, flags, 0o600)


def _beside(database: Path) -> Path:
    return database.with_name(database.name + ".lock")


def _taken(handle: int) -> bool:
    for turn in range(TRIES):
        time.sleep(BETWEEN if turn else 0)
        with suppress(BlockingIOError):
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return True
    return False
