"""The services of the states: one for each state of each type, which sees to the tickets that stand there.

A station first does what it missed, then sleeps until it is called: by the switchboard, which looks after each commit
for whom there is something to do, or by its own look once a minute. What is to be done is in the table `stay`, so that
nothing is lost with a call. Without code it sees to it that what is due there will be; its code proceeds with each
ticket that comes, a few at once, and never two at once with the same one.
"""

import asyncio
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial

from chatbot.desk import steps
from chatbot.desk.act import Caller
from chatbot.desk.desk import Desk
from chatbot.desk.mishaps import mishap
from chatbot.services.codes import Code
from chatbot.services.hands import Hands
from chatbot.services.hearing import Hearing
from chatbot.services.proceeding import Proceeding
from chatbot.services.waiting import Bell, first_of
from chatbot.wire import Principal, Private
from store import notes, stays
from store.database import Transaction
from store.failures import StoreFailed
from store.stays import ServiceKey, Stay

log = logging.getLogger("dibs.stations")

BATCH = 100
TOGETHER = 25
"""In one transaction: whoever else wants something waits that long."""
LOOKS = timedelta(minutes=1)
"""Between two looks of its own."""
AFTER_FAILURE = timedelta(minutes=1)
ENDS = 1.0
"""Seconds that what is under way is given to end."""


def caller_of(name: str) -> Caller:
    """Who acts when a station does: known by its name in the history."""
    return Caller(Principal("", name, None, name, "none"), Private("", name))


@dataclass(slots=True)
class Station:
    name: str
    key: ServiceKey
    desk: Desk
    hands: Hands
    proceeding: Proceeding | None = None
    """None where there is no code."""
    hearing: Hearing | None = None
    beat: Callable[[], None] = lambda: None
    bell: Bell = field(default_factory=Bell)
    _jobs: set[asyncio.Task[None]] = field(default_factory=set[asyncio.Task[None]])

    async def run(self) -> None:
        """For ever. What its code was at when it ends is begun again one day: nothing of it was carried out."""
        try:
            await self.desk.database.write(_begin_with, self.key, self.code_name)
            if self.hearing is not None:
                await self.hearing.begin()
            while True:
                rings = self.bell.count
                self._beat()
                if not await self.step():
                    await first_of(self.bell.rung_after(rings), self._next_look())
        finally:
            await self._end_jobs()

    @property
    def code(self) -> Code | None:
        return self.proceeding.code if self.proceeding is not None else None

    @property
    def code_name(self) -> str | None:
        return f"{self.code.plugin}.{self.code.name}" if self.code is not None else None

    async def step(self) -> bool:
        """Do what is to be done, or begin with it; False if there is nothing that can be begun now."""
        self._raise_what_failed()
        heard = await self.hearing.step() if self.hearing is not None else await self._drop_notes()
        found = await self.desk.database.glance(stays.list_todo, self.key.type, self.key.state, limit=BATCH)
        if self.proceeding is None:
            for first in range(0, len(found), TOGETHER):
                await self._see_to_all(found[first : first + TOGETHER])
            return bool(found) or heard
        return self._begin(found, self.proceeding) or heard

    async def ended(self) -> None:
        """Until what it began with is done."""
        if self._jobs:
            await asyncio.wait(self._jobs)

    async def _next_look(self) -> None:
        await self.desk.clock.sleep_until(self.desk.clock.now() + LOOKS)

    def _beat(self) -> None:
        """Only while its code isn't stuck beyond its patience: then it is not well, though it turns."""
        if self.proceeding is None or not self.proceeding.stuck:
            self.beat()

    async def _see_to_all(self, found: Sequence[Stay]) -> None:
        """In one go, which is quicker; where that fails each by itself, so that one stops none of the others."""
        try:
            await self.desk.change(caller_of(self.name), _do_all, found)
        except StoreFailed:
            raise
        except Exception:  # noqa: BLE001 - it comes again from the one at which it failed, and is told then
            await asyncio.gather(*[self._see_to(stay) for stay in found])

    async def _see_to(self, stay: Stay) -> None:
        try:
            await self.desk.change(caller_of(self.name), ACTIONS[stay.todo], stay)
        except StoreFailed:
            raise
        except Exception as error:  # noqa: BLE001 - one ticket must not stop the others
            mishap(log, f"service {self.name} failed at #{stay.ticket_id}", error)
            await self.desk.change(caller_of(self.name), steps.fail, stay, AFTER_FAILURE)

    def _begin(self, found: list[Stay], proceeding: Proceeding) -> bool:
        free = [stay for stay in found if stay.ticket_id not in self.hands]
        begun = free[: max(0, proceeding.code.workers - len(self._jobs))]
        for stay in begun:
            self.hands.take(stay.ticket_id)
            job = asyncio.create_task(proceeding.proceed(stay), name=f"{self.name} #{stay.ticket_id}")
            job.add_done_callback(partial(self._ended, proceeding, stay.ticket_id))
            self._jobs.add(job)
        return bool(begun)

    def _ended(self, proceeding: Proceeding, ticket_id: int, job: "asyncio.Task[None]") -> None:
        """Called back, since one that is cancelled before its first step runs no `finally`."""
        if not job.cancelled():
            job.exception()  # nobody asks for it where the station ends
        proceeding.let_go(ticket_id)
        self.bell.ring()

    def _raise_what_failed(self) -> None:
        """A job fails only where the store does: then all of it is begun anew."""
        done = {job for job in self._jobs if job.done()}
        self._jobs -= done
        for job in done:
            job.result()

    async def _drop_notes(self) -> bool:
        """Nobody reads them here: what they are about is proceeded with."""
        found = await self.desk.database.glance(notes.list_for, self.key.type, self.key.state, limit=BATCH)
        for note in found:
            await self.desk.change(caller_of(self.name), steps.pass_over, note)
        return bool(found)

    async def _end_jobs(self) -> None:
        """The next run has nothing to do with them: that they were ended is no failure of it."""
        jobs, self._jobs = self._jobs, set()
        for job in jobs:
            job.cancel()
        if jobs:
            await asyncio.wait(jobs, timeout=ENDS)


async def _begin_with(tx: Transaction, key: ServiceKey, code: str | None) -> None:
    """Code that is new to a state hasn't proceeded with the tickets there; whatever is over by then it needn't."""
    if code is None:
        await stays.drop_code(tx, key)
    elif await stays.get_code(tx, key) != code:
        await stays.put_code(tx, key, code)
        await stays.call_open(tx, key)


async def _settle(act: steps.Act, stay: Stay) -> None:
    await steps.settle(act, stay)


async def _do_all(act: steps.Act, found: Sequence[Stay]) -> None:
    for stay in found:
        await ACTIONS[stay.todo](act, stay)


ACTIONS = {stays.PROCEED: _settle, stays.SETTLE: _settle, stays.TIMEOUT: steps.time_out}
"""What a station does without code."""
