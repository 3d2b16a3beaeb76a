"""The desk that something comes into, looked at before; and the file that it comes from."""

import asyncio
import os
import stat
import sys
import tempfile
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from chatbot.cli.console import fail
from store.database import open_database
from store.joining import need_current
from store.peeking import Peek, peek

STDIN = Path("-")


@contextmanager
def looked_at(database: Path) -> Generator[Peek]:
    """Where there is no desk yet, an empty one, which is gone afterwards."""
    if database.exists():
        with peek(database) as found:
            need_current(database, found.schema)
            yield found
        return
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "dibs.db"
        asyncio.run(made(file))
        with peek(file) as found:
            yield found


async def made(file: Path) -> None:
    """Of the newest schema, and empty if it is new."""
    await (await open_database(file)).close()


@contextmanager
def read_from(file: Path) -> Generator[tuple[BinaryIO, int | None]]:
    """With its size, where that is known. `-` is the standard input."""
    if file == STDIN:
        yield sys.stdin.buffer, None
        return
    try:
        handle = os.open(file, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError as error:
        raise fail(f"{file} can't be read: {error.strerror}.") from None
    found = os.fstat(handle)
    if not stat.S_ISREG(found.st_mode):
        os.close(handle)
        raise fail(f"{file} is no file. What comes out of another program is read by: dibs import ... -")
    with os.fdopen(handle, "rb") as stream:
        yield stream, found.st_size
