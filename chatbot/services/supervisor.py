"""Keeps the services running: one that fails is logged and started again, the others go on."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from chatbot.desk.mishaps import mishap

log = logging.getLogger("dibs.supervisor")

FIRST_PAUSE, LONGEST_PAUSE = 0.5, 30.0
"""Seconds between a failure and the next start, doubling."""


@dataclass(slots=True)
class Supervisor:
    _tasks: dict[str, asyncio.Task[None]] = field(default_factory=dict[str, "asyncio.Task[None]"])

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(self._tasks)

    def start(self, name: str, run: Callable[[], Awaitable[None]]) -> None:
        self._tasks[name] = asyncio.create_task(_keep(name, run), name=name)

    async def stop(self, *names: str) -> None:
        """Those, or all of them; returns when they have ended."""
        wanted = [self._tasks.pop(name) for name in names or tuple(self._tasks) if name in self._tasks]
        for task in wanted:
            task.cancel()
        await asyncio.gather(*wanted, return_exceptions=True)


async def _keep(name: str, run: Callable[[], Awaitable[None]]) -> None:
    pause = FIRST_PAUSE
    while True:
        started = asyncio.get_running_loop().time()
        try:
            return await run()
        except Exception as error:  # noqa: BLE001 - whatever it is, the service must run
            mishap(log, f"service {name} failed; started again", error)
        if asyncio.get_running_loop().time() - started > LONGEST_PAUSE:
            pause = FIRST_PAUSE
        await asyncio.sleep(pause)
        pause = min(pause * 2, LONGEST_PAUSE)
