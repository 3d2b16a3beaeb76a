"""Sleeping until something was committed, by this process or another."""

import asyncio
from collections.abc import Awaitable, Callable, Generator
from contextlib import contextmanager

from store.failures import closed

FIRST_SECONDS = 0.002
"""From a commit until sleepers are woken: who waits for the answer to it goes first."""


class Growth:
    """`version` gives a number that differs after another process has committed: asked only while somebody waits.

    Sleepers are woken together, and `gap` seconds apart at the least: where many commits come at once they read of all
    of them at once, and not of each by itself (docs/performance/notes.md).
    """

    def __init__(self, version: Callable[[], Awaitable[int]], poll: float, gap: float) -> None:
        self.commits = 0
        self.others = 0
        """How often other processes were seen to have committed."""
        self._version = version
        self._last = 0
        self._poll = poll
        self._gap = gap
        self._told = 0
        """Commits that sleepers were woken for."""
        self._woken_at = 0.0
        self._waking: asyncio.TimerHandle | None = None
        self._event = asyncio.Event()
        self._closed = False

    async def start(self) -> None:
        self._last = await self._version()

    def grew(self) -> None:
        self.commits += 1
        if self._waking is None:
            loop = asyncio.get_running_loop()
            soon = max(loop.time() + min(FIRST_SECONDS, self._gap), self._woken_at + self._gap)
            self._waking = loop.call_at(soon, self._wake)

    def close(self) -> None:
        self._closed = True
        if self._waking is not None:
            self._waking.cancel()
        self._wake()

    async def changed(self, since: int) -> int:
        while self._told <= since:
            if self._closed:
                raise closed("read")
            try:
                async with asyncio.timeout(self._poll):
                    await self._event.wait()
            except TimeoutError:
                await self.look()
        return self.commits

    def _wake(self) -> None:
        self._waking, self._told, self._woken_at = None, self.commits, asyncio.get_running_loop().time()
        event, self._event = self._event, asyncio.Event()
        event.set()

    async def look(self) -> None:
        """Whether another process has committed since."""
        version = await self._version()
        if version != self._last:
            self._last = version
            self.others += 1
            self.grew()

    @contextmanager
    def seldom(self, poll: float) -> Generator[None]:
        """Meanwhile another process is looked for this seldom, unless it was more seldom anyhow."""
        often, self._poll = self._poll, max(self._poll, poll)
        try:
            yield
        finally:
            self._poll = often
