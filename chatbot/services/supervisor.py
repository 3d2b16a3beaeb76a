"""Keeps the services running: one that fails or hangs is logged and started again, the others go on."""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from chatbot.services.kept import HUNG, Backlog, Kept, Run
from chatbot.services.waiting import Bell

log = logging.getLogger("dibs.supervisor")


def _utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass(slots=True)
class Supervisor:
    """`bell` rings when one was started anew, or a link came up or went down: when it is to be written down."""

    now: Callable[[], datetime] = _utc_now
    bell: Bell = field(default_factory=Bell)
    _kept: dict[str, Kept] = field(default_factory=dict[str, Kept])

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(self._kept)

    @property
    def kept(self) -> tuple[Kept, ...]:
        return tuple(self._kept.values())

    def start(
        self,
        name: str,
        run: Run,
        *,
        patience: timedelta | None = None,
        backlog: Backlog | None = None,
        idle: Callable[[], bool] = lambda: False,
        up: Callable[[], bool] | None = None,
    ) -> None:
        """With a `patience` it must `beat` at least so often, unless it is `idle`; else it hangs, and is started anew.
        The overseer commits something once a minute, so who waits for commits need wake for no other reason."""
        self._kept[name] = one = Kept(name, run, self.now, patience, backlog, idle, up, self.bell.ring)
        one.start()

    def beat(self, name: str) -> None:
        """A sign of life of that service; cheap."""
        if name in self._kept:
            self._kept[name].beat()

    def restart(self, name: str) -> bool:
        """Start it anew, soon; False if there is none of that name."""
        if name in self._kept:
            self._kept[name].again()
        return name in self._kept

    def end_hung(self, passed: timedelta) -> None:
        """Start those anew that have been silent for too long by now; `passed` since this was done last."""
        for one in self.kept:
            if one.hangs(passed):
                log.error("service %s hangs: no sign of life for %s; started again", one.name, one.patience)
                one.again(HUNG)

    async def stop(self, *names: str) -> None:
        """Those, or all of them; returns when they have ended."""
        wanted = [self._kept.pop(name) for name in names or self.names if name in self._kept]
        await asyncio.gather(*[one.cancel() for one in wanted], return_exceptions=True)
