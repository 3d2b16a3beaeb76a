"""Waiting for whichever of several things happens first."""

import asyncio
from collections.abc import Coroutine
from typing import Any


def unwatched() -> None:
    """Nobody asks for a sign of life."""


async def first_of(*waits: Coroutine[Any, Any, Any]) -> None:
    """Return when one of them is done; the others are cancelled. What the first one raised is raised here."""
    tasks = [asyncio.ensure_future(wait) for wait in waits]
    try:
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        for task in done:
            task.result()
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


class Bell:
    """Rings are counted, so that none is missed between looking and waiting."""

    def __init__(self) -> None:
        self.count = 0
        self._event = asyncio.Event()

    def ring(self) -> None:
        self.count += 1
        self._event.set()

    async def rung_after(self, count: int) -> None:
        """Return once it has rung more than `count` times."""
        while self.count <= count:
            self._event.clear()
            await self._event.wait()
