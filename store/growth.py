"""Sleeping until something was committed, by this process or another."""

import asyncio
from collections.abc import Awaitable, Callable

from store.failures import closed


class Growth:
    """`version` gives a number that differs after another process has committed: asked only while somebody waits."""

    def __init__(self, version: Callable[[], Awaitable[int]], poll: float) -> None:
        self.commits = 0
        self._version = version
        self._last = 0
        self._poll = poll
        self._event = asyncio.Event()
        self._closed = False

    async def start(self) -> None:
        self._last = await self._version()

    def grew(self) -> None:
        self.commits += 1
        self._wake()

    def close(self) -> None:
        self._closed = True
        self._wake()

    async def changed(self, since: int) -> int:
        while self.commits <= since:
            if self._closed:
                raise closed("read")
            try:
                async with asyncio.timeout(self._poll):
                    await self._event.wait()
            except TimeoutError:
                await self.look()
        return self.commits

    def _wake(self) -> None:
        event, self._event = self._event, asyncio.Event()
        event.set()

    async def look(self) -> None:
        """Whether another process has committed since."""
        version = await self._version()
        if version != self._last:
            self._last = version
            self.grew()
