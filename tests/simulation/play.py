"""Moves the clock from one moment to the next at which somebody does something, or something falls due by itself."""

import heapq
import itertools
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from tests.simulation.office import Office
from tests.simulation.transcript import Heard

Action = Callable[[], Awaitable[None]]
MOST_IN_A_MOMENT = 1000
"""Rounds, after which something has gone round in a circle."""
LINK_IS_BACK = timedelta(minutes=2)


@dataclass(slots=True)
class Play:
    """`audience`: those who hear every new line, in order. All chance comes from `dice`."""

    office: Office
    dice: Random
    audience: list[Callable[[Heard], None]] = field(default_factory=list[Callable[[Heard], None]])
    _plans: list[tuple[datetime, int, Action]] = field(default_factory=list[tuple[datetime, int, Action]])
    _count: "itertools.count[int]" = field(default_factory=itertools.count)
    _read: int = 0

    @property
    def now(self) -> datetime:
        return self.office.clock.now()

    def at(self, moment: datetime, action: Action) -> None:
        heapq.heappush(self._plans, (moment, next(self._count), action))

    def minutes(self, mean: float) -> timedelta:
        """Some: never none, seldom many times the mean."""
        return timedelta(minutes=min(0.3 + self.dice.expovariate(1 / mean), 6 * mean))

    async def run(self, until: datetime) -> None:
        rounds, before = 0, self.now
        while (moment := await self._next_moment()) is not None and moment <= until:
            self.office.clock.set(max(moment, self.now))
            rounds, before = (rounds + 1 if self.now == before else 0), self.now
            assert rounds < MOST_IN_A_MOMENT, f"time stands still at {self.now}"
            await self._act()
            await self.office.settle()
            self._hand_out()
        self.office.clock.set(until)

    async def _next_moment(self) -> datetime | None:
        planned = self._plans[0][0] if self._plans else None
        return min((one for one in (planned, await self.office.next_moment()) if one), default=None)

    async def _act(self) -> None:
        while self._plans and self._plans[0][0] <= self.now:
            await heapq.heappop(self._plans)[2]()

    def _hand_out(self) -> None:
        new, self._read = self.office.wire.tape[self._read :], len(self.office.wire.tape)
        for line in new:
            for hears in self.audience:
                hears(line)
