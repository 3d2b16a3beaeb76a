"""One dibs at a time serves a database: two would say everything twice."""

import fcntl
import os
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path


class AlreadyRunning(Exception):
    """The text says what holds the database, and what to do."""


@contextmanager
def only_one(database: Path) -> Generator[None]:
    """Hold `<database>.lock`; the system lets go of it when the process ends, however it ends."""
    path = database.with_name(database.name + ".lock")
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise AlreadyRunning(
                f"dibs is running on {database} already. Stop that one first, or set another desk.database."
            ) from error
        yield
    finally:
        os.close(handle)
