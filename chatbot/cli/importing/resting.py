"""An import lets others write between its transactions (docs/adr/0017-imports.md)."""

import asyncio
import time
from collections.abc import Callable
from pathlib import Path

from chatbot.services.lock import holder
from store.database import Database

PAUSE = 0.005
"""Seconds between two transactions, at the least."""
LATELY = 2.0
"""Seconds for which who wrote is taken to write again."""


class Resting:
    """Between two transactions, for as long as the last one took where others write: SQLite lets who waits for it look
    again only now and then, and of two looks one finds nobody writing. Nobody writes where no dibs runs and no other
    program was seen to write for a while."""

    def __init__(self, database: Database, now: Callable[[], float] = time.perf_counter) -> None:
        self._database = database
        self._now = now
        self._since = self._written_at = now()
        self._others = 0

    async def __call__(self) -> None:
        await asyncio.sleep(await self.length())
        self._since = self._now()

    async def length(self) -> float:
        """Seconds, of the rest that is due now."""
        now = self._now()
        if (others := await self._database.look()) != self._others or served(self._database.file):
            self._others, self._written_at = others, now
        return max(PAUSE, now - self._since) if now - self._written_at < LATELY else PAUSE


def served(database: Path) -> bool:
    """Whether dibs runs on it; it may where one may not look."""
    try:
        return holder(database) is not None
    except OSError:
        return True
