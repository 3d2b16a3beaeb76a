"""Once a minute: what hangs is started anew, and how each service stands is written down.

What it writes is a commit, by which all that wait for commits are woken: so they give a sign of life by themselves.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from chatbot.desk.desk import Desk
from chatbot.desk.mishaps import mishap
from chatbot.services.kept import Kept
from chatbot.services.supervisor import Supervisor
from store import services
from store.database import Transaction
from store.failures import StoreFailed
from store.records import Service

log = logging.getLogger("dibs.overseer")

BETWEEN = timedelta(minutes=1)


@dataclass(slots=True)
class Overseer:
    desk: Desk
    supervisor: Supervisor
    _looked_at: datetime | None = None
    """None, too, after a look at which nothing could be written: nobody was woken by it, so silence says nothing."""

    async def run(self) -> None:
        """For ever."""
        while True:
            await self.step()
            await self.desk.clock.sleep_until(self.desk.clock.now() + BETWEEN)

    async def step(self) -> None:
        now = self.desk.clock.now()
        self.supervisor.end_hung(self._passed(now))
        try:
            await self._write(now)
        except StoreFailed as error:
            mishap(log, "the signs of life could not be written down", error)
            self._looked_at = None
        else:
            self._looked_at = now

    def _passed(self, now: datetime) -> timedelta:
        """No longer than the time between two looks: the machine may have slept, or its clock been set."""
        passed = now - self._looked_at if self._looked_at else timedelta()
        return min(max(passed, timedelta()), BETWEEN)

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
