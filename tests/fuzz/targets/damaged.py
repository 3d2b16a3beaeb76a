"""A desk's file in which any bytes are others: it is opened, looked through and read, or that is refused in a sentence.

Three bytes each: a place, in two bytes, and what stands there instead.
"""

import asyncio
import contextlib
import tempfile
from pathlib import Path

import typer

from chatbot.cli.verifying import look_through
from store.copying import nobody
from store.database import open_database
from store.failures import StoreFailed
from store.peeking import peek
from tests.fuzz.ground import database, folder

LONGEST = 60


def one(data: bytes) -> None:
    content = bytearray(database().read_bytes())
    for at in range(0, len(data) - 2, 3):
        content[int.from_bytes(data[at : at + 2], "big") % len(content)] = data[at + 2]
    with tempfile.TemporaryDirectory(dir=folder()) as here:
        file = Path(here) / "dibs.db"
        file.write_bytes(content)
        for read in (_verified, _peeked, _opened):
            with contextlib.suppress(StoreFailed, typer.Exit):
                read(file)


def _verified(file: Path) -> None:
    for fault in look_through(file, nobody):
        assert fault


def _peeked(file: Path) -> None:
    with peek(file) as found:
        assert isinstance(found.schema, str)
        found.check(None)


def _opened(file: Path) -> None:
    asyncio.run(_open(file))


async def _open(file: Path) -> None:
    async with await open_database(file):
        pass
