"""Services that run while a test looks on."""

import asyncio
import contextlib
from collections.abc import AsyncGenerator, Coroutine
from datetime import datetime
from typing import Any

import pytest

from store.database import Database
from tests.people import FakeClock


@contextlib.asynccontextmanager
async def running(*loops: Coroutine[Any, Any, None]) -> AsyncGenerator[None]:
    """They run meanwhile; what one raises is raised at the end."""
    tasks = [asyncio.create_task(loop) for loop in loops]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        for task in tasks:
            with contextlib.suppress(asyncio.CancelledError):
                await task


async def settle(database: Database) -> None:
    """Let whoever was woken do what they do, without a wish to see anything in particular."""
    for _ in range(20):
        await asyncio.sleep(0)
        await database.read(_nothing)


async def _nothing(_tx: object) -> None:
    return None


class Reads:
    """How often a database was read, in all."""

    def __init__(self, database: Database, patch: pytest.MonkeyPatch) -> None:
        self.count = 0
        read = database.read

        def counted(body: Any, *args: object, **kwargs: object) -> object:  # noqa: ANN401 - as general as `read`
            self.count += 1
            return read(body, *args, **kwargs)

        patch.setattr(database, "read", counted)


class SteppingClock(FakeClock):
    """Time passes between two looks: it moves on, by itself, right after the `at`-th of them."""

    def __init__(self, at: int, seconds: float) -> None:
        super().__init__()
        self._left, self._seconds = at, seconds

    def now(self) -> datetime:
        found = super().now()
        self._left -= 1
        if self._left == 0:
            self.advance(seconds=self._seconds)
        return found
