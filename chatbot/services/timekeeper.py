"""Sleeps until the next thing is due, and lets the desk do it. Nothing true lives in it: all is in the timer table."""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from chatbot.desk import due
from chatbot.desk.desk import Desk
from chatbot.desk.mishaps import mishap
from chatbot.services.waiting import first_of, unwatched
from store import timers
from store.records import Timer

log = logging.getLogger("dibs.timekeeper")

BATCH = 100
AFTER_FAILURE = timedelta(minutes=1)


@dataclass(slots=True)
class Timekeeper:
    desk: Desk
    beat: Callable[[], None] = unwatched

    async def run(self) -> None:
        while True:
            self.beat()
            commits = self.desk.database.commits
            if not await self.step():
                await self._rest(commits)

    async def step(self) -> bool:
        """Do what is due now; False if nothing is."""
        found = await self.desk.database.glance(timers.list_due, self.desk.clock.now(), limit=BATCH)
        self.beat()
        await asyncio.gather(*[self._fire(timer) for timer in found])  # in their order, and in few commits
        return bool(found)

    async def _fire(self, timer: Timer) -> None:
        try:
            await due.do(self.desk, timer)
        except Exception as error:  # noqa: BLE001 - one timer that fails must not stop the clock for all others
            mishap(log, f"timer {timer.kind} {timer.subject_id} failed; again in a minute", error)
            later = self.desk.clock.now() + AFTER_FAILURE
            await self.desk.database.write(timers.put, timer.kind, timer.subject_id, due_at=later)

    async def _rest(self, commits: int) -> None:
        following = await self.desk.database.glance(timers.next_one)
        waits = [self.desk.database.changed(commits)]
        if following is not None:
            await first_of(*waits, self.desk.clock.sleep_until(following.due_at))
        else:
            await first_of(*waits)
