"""One service that is kept running: started again after a pause where it failed, and at once where that is asked."""

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from chatbot.desk.mishaps import in_short, mishap
from chatbot.services.waiting import unwatched
from store.database import Transaction

log = logging.getLogger("dibs.supervisor")

FIRST_PAUSE, LONGEST_PAUSE = 0.5, 30.0
"""Seconds between a failure and the next start, doubling; after a run that was longer than the longest, anew."""

GRACE = 4.0
"""Seconds that a run has to end when it must. One that doesn't is left behind."""

HUNG = "hung"

Run = Callable[[], Awaitable[None]]
Backlog = Callable[[Transaction, datetime], Coroutine[Any, Any, int]]
"""How much work waits at that moment: it only reads, and by an index."""


@dataclass(slots=True)
class Kept:
    """`patience`: how long it may give no sign of life; None where none would be honest. `idle`: whether it has nothing
    to do, so that its silence says nothing. `up`: whether that is up which it keeps up.
    """

    name: str
    run: Run
    now: Callable[[], datetime]
    patience: timedelta | None = None
    backlog: Backlog | None = None
    idle: Callable[[], bool] = lambda: False
    up: Callable[[], bool] | None = None
    restarted: Callable[[], None] = unwatched
    restarts: int = 0
    error: str = ""
    failed_at: datetime | None = None
    ended_at: datetime | None = None
    running: bool = False
    started_at: datetime = field(init=False)
    beat_at: datetime = field(init=False)
    _task: asyncio.Task[None] = field(init=False)
    _wanted: asyncio.Event = field(default_factory=asyncio.Event)
    _why: str = ""
    _beats: int = 0
    _heard: int = 0
    _silence: timedelta = timedelta()

    def start(self) -> None:
        self.ended_at = None
        self.started_at = self.beat_at = self.now()
        self._task = asyncio.create_task(self._keep(), name=self.name)

    def cancel(self) -> asyncio.Task[None]:
        """For good."""
        self._task.cancel()
        return self._task

    def again(self, why: str = "") -> None:
        """Start it anew, soon. `why`: what it failed at, if it did."""
        if self._task.done():
            self.restarts += 1
            self.start()
        else:
            self._why = why
            self._wanted.set()

    def beat(self) -> None:
        """A sign of life; cheap."""
        self._beats += 1
        self.beat_at = self.now()

    def hangs(self, passed: timedelta) -> bool:
        """Whether it has been silent for too long by now; `passed` since this was asked last."""
        if self.idle():
            self.beat()
        alive = not self.running or self._beats != self._heard
        self._heard = self._beats
        self._silence = timedelta() if alive else self._silence + passed
        hangs = self.patience is not None and self._silence > self.patience
        self._silence = timedelta() if hangs else self._silence
        return hangs

    @property
    def fails(self) -> bool:
        """Whether it is down after a failure, or up again for too short a time to be trusted."""
        if self.failed_at is None or self.ended_at is not None:
            return False
        return not self.running or self.now() - self.started_at < timedelta(seconds=LONGEST_PAUSE)

    async def _keep(self) -> None:
        """Until it ends by itself."""
        pause, clock = FIRST_PAUSE, asyncio.get_running_loop().time
        began = clock()
        while (failure := await self._once()) is not None:
            self.restarts += 1
            if clock() - began > LONGEST_PAUSE or not failure:
                pause = FIRST_PAUSE
            if failure:
                self.failed_at, self.error = self.now(), failure
                await self._rest(pause)
                pause = min(pause * 2, LONGEST_PAUSE)
            began = clock()
        self.ended_at = self.now()

    async def _once(self) -> str | None:
        """What it failed at; "" where it was asked to start anew; None if it ended by itself."""
        self._wanted.clear()
        self._silence, self._why, self.running = timedelta(), "", True
        self.started_at = self.beat_at = self.now()
        if self.restarts:
            self.restarted()
        work = asyncio.create_task(self._work(), name=f"{self.name}: work")
        wanted = asyncio.create_task(self._wanted.wait())
        try:
            await asyncio.wait({work, wanted}, return_when=asyncio.FIRST_COMPLETED)
            cut = not work.done()
        finally:
            self.running = False
            wanted.cancel()
            await self._end(work)
            self._wanted.clear()
        return self._why if cut else self._outcome(work)

    async def _work(self) -> None:
        await self.run()

    async def _rest(self, pause: float) -> None:
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(pause):
                await self._wanted.wait()

    async def _end(self, work: "asyncio.Task[None]") -> None:
        """It may refuse to end: then it is left behind, and the next run is made beside it."""
        work.cancel()
        await asyncio.wait({work}, timeout=GRACE)
        if not work.done():
            log.error("service %s doesn't end; left behind", self.name)
        work.add_done_callback(_seen)

    def _outcome(self, work: "asyncio.Task[None]") -> str | None:
        """A run that was cancelled by nobody here has failed, too."""
        error = asyncio.CancelledError() if work.cancelled() else work.exception()
        if error is None:
            return None
        mishap(log, f"service {self.name} failed; started again", error)
        return in_short(error)


def _seen(work: "asyncio.Task[None]") -> None:
    """Nobody waits for what was left behind: else its failure would be logged with its texts."""
    if not work.cancelled():
        work.exception()
