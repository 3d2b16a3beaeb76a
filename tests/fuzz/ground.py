"""A desk with alice, bob, charlie and ada, made once in a process, that imports are looked at against; and a folder."""

import asyncio
import tempfile
from collections.abc import Collection
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from chatbot.cli.importing import applying
from chatbot.config import Config
from chatbot.config.model import Desk as DeskSection
from chatbot.desk.importing import Ground, Wanted
from tests.people import FakeClock, furnish, opened_database, opened_desk

NOW = datetime(2026, 11, 27, 12, 0, tzinfo=UTC)
MEMORY = Path("/dev/shm")


@cache
def folder() -> Path:
    """Gone with the process, where that ends as it should."""
    kept = tempfile.TemporaryDirectory(prefix="dibs-fuzz-", dir=MEMORY if MEMORY.is_dir() else None)
    _KEPT.append(kept)
    return Path(kept.name)


_KEPT: list["tempfile.TemporaryDirectory[str]"] = []


@cache
def database() -> Path:
    return asyncio.run(_furnished())


async def _furnished() -> Path:
    async with opened_database(folder()) as opened:
        await furnish(await opened_desk(opened, FakeClock()))
    return opened.file


def ground(names: Collection[str], numbers: Collection[int]) -> Ground:
    wanted = Wanted("old", "ops", None, {"durrendal": "bob"}, sorted(names), [*map(str, numbers)], sorted(numbers))
    return applying.looked(Config(desk=DeskSection(database=database())), NOW, wanted)
