"""Once a minute: what hangs is started anew, and how each service stands is written down; and when one was.

What it writes is a commit, by which all that wait for commits are woken: so they give a sign of life by themselves.
"""

import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from chatbot.desk.desk import Desk
from chatbot.desk.mishaps import mishap
from chatbot.services.kept import Kept
from chatbot.services.supervisor import Supervisor
from chatbot.services.waiting import first_of
from store import services
from store.database import Transaction
from store.failures import StoreFailed
from store.records import Service

log = logging.getLogger("dibs.overseer")

BETWEEN = timedelta(minutes=1)


def unmoved(_: StoreFailed) -> None:
    """Nobody does anything about it."""


@dataclass(slots=True)
class Overseer:
    """`steady`: seconds that only grow. Silence is measured by them: the desk's clock may be set, and some jump."""

    desk: Desk
    supervisor: Supervisor
    steady: Callable[[], float] = time.monotonic
    doubt: Callable[[StoreFailed], None] = unmoved
    """Called where that can't be written down."""
    _looked_at: float | None = None
    """None, too, after a look at which nothing could be written: nobody was woken by it, so silence says nothing."""

    async def run(self) -> None:
        """For ever."""
        while True:
            rung, due = self.supervisor.bell.count, self.desk.clock.now() + BETWEEN
            await self.step()
            await first_of(self.desk.clock.sleep_until(due), self.supervisor.bell.rung_after(rung))

    async def step(self) -> None:
        now, steady = self.desk.clock.now(), self.steady()
        self.supervisor.end_hung(self._passed(steady))
        try:
            await self._write(now)
        except StoreFailed as error:
            mishap(log, "the signs of life could not be written down", error)
            self._looked_at = None
            self.doubt(error)
        else:
            self._looked_at = steady

    def _passed(self, steady: float) -> timedelta:
        """No longer than the time between two looks: what held up all of them is nobody's silence."""
        passed = steady - self._looked_at if self._looked_at is not None else 0.0
        return min(timedelta(seconds=passed), BETWEEN)

    async def _write(self, now: datetime) -> None:
        kept = self.supervisor.kept
        backlogs = await self.desk.database.read(_backlogs, kept, now)
        rows = [_row(one, backlogs.get(one.name), now) for one in kept]
        await self.desk.database.write(_put, rows)


async def _backlogs(tx: Transaction, kept: Sequence[Kept], now: datetime) -> dict[str, int]:
    found = dict[str, int]()
    for one in kept:
        if one.backlog is not None:
            found[one.name] = await one.backlog(tx, now)
    return found


async def _put(tx: Transaction, rows: Sequence[Service]) -> None:
    """All that run, and no others."""
    for row in rows:
        await services.put(tx, row)
    running = {row.name for row in rows}
    for gone in [one for one in await services.list_all(tx) if one.name not in running]:
        await services.drop(tx, gone.name)


def _row(one: Kept, backlog: int | None, now: datetime) -> Service:
    up = one.up() if one.up else None
    return Service(
        name=one.name,
        seen_at=now,
        started_at=one.started_at,
        beat_at=one.beat_at if one.patience else None,
        patience=int(one.patience.total_seconds()) if one.patience else None,
        backlog=backlog,
        restarts=one.restarts,
        failed_at=one.failed_at,
        error=one.error,
        failing=one.fails,
        ended_at=one.ended_at,
        up=up,
        down_since=now if up is False else None,
    )
