"""All that is said on one connection, paced, most urgent first, and proved by PING barriers."""

import asyncio
import heapq
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from itertools import count

from chatbot.irc.barrier import Barriers, Row, Sent
from chatbot.irc.folding import Fold
from chatbot.irc.outgoing import WireLine, command
from chatbot.irc.pacing import Profile, TokenBucket

MOST_REPLIES = 50
"""Replies waiting for one target, before those who make more of them have to wait."""

MOST_AHEAD = 4
"""Replies to one target that go before notices. Who asks for more than the pace allows waits for everybody else."""

Write = Callable[[WireLine], None]
Clock = Callable[[], float]


class Priority(IntEnum):
    CONTROL = 0
    REPLY = 1
    URGENT = 2
    NOTICE = 3


@dataclass(order=True, slots=True)
class Unit:
    """Lines that stay together. `alone`: in a segment of its own, so that whatever is refused is this.

    `turn`: which of the replies that wait for its target it is, so that targets take turns.
    """

    priority: Priority
    turn: int = field(init=False, default=0)
    serial: int = field(init=False, default=0)
    lines: Sequence[WireLine] = field(compare=False)
    target: str = field(compare=False, default="")
    row: Row | None = field(compare=False, default=None)
    alone: bool = field(compare=False, default=False)
    dropped: bool = field(init=False, compare=False, default=False)
    """What isn't said of it yet is for nobody any more."""

    @property
    def is_reply(self) -> bool:
        return self.row is None and self.priority is not Priority.CONTROL


class Writer:
    """`write` puts bytes on the wire; `clock` gives seconds that only grow."""

    def __init__(self, write: Write, profile: Profile, clock: Clock, fold: Fold) -> None:
        self.barriers = Barriers(fold)
        self._write = write
        self._profile = profile
        self._clock = clock
        self._bucket = TokenBucket(profile, clock)
        self._queue: list[Unit] = []
        self._rows: set[Row] = set()
        self._serials = count(1)
        self._replies: Counter[str] = Counter()
        self._moved = asyncio.Event()
        self._stopped = False
        self._saying: Unit | None = None

    def put(self, unit: Unit) -> None:
        unit.serial = next(self._serials)
        if unit.is_reply:
            self._take_turn(unit)
        heapq.heappush(self._queue, unit)
        self._replies[unit.target] += unit.is_reply
        if unit.row:
            self._rows.add(unit.row)
        self._moved.set()

    def _take_turn(self, unit: Unit) -> None:
        """Behind the replies that wait for the same target, beside those for others."""
        turns = [other.turn for other in self._queue if other.is_reply and other.target == unit.target]
        unit.turn = max(turns, default=-1) + 1
        if unit.turn >= MOST_AHEAD:
            unit.priority = Priority.NOTICE

    async def room_for_reply(self, target: str) -> bool:
        """Until few enough replies wait for that folded target. False if the link broke meanwhile."""
        while self._replies[target] >= MOST_REPLIES and not self._stopped:
            await self._wait()
        return not self._stopped

    def drop(self, target: str) -> None:
        """Forget what waits for that folded target; its rows may be sent again, to whom they are meant for then."""
        waiting = [*self._queue, *([self._saying] if self._saying else [])]
        gone = [unit for unit in waiting if unit.target == target]
        if gone:
            self._queue = [unit for unit in self._queue if unit.target != target]
            heapq.heapify(self._queue)
            self._replies.pop(target, None)
            self._moved.set()
        for unit in gone:
            unit.dropped = True
            if unit.row:
                unit.row.finish(broken=True)
                self._rows.discard(unit.row)

    def register(self, line: WireLine) -> None:
        """Before the welcome, where servers don't count yet."""
        self._write(line)

    def now(self, line: WireLine) -> None:
        """Past the queue, for what a server waits for. Those in the queue pay for it."""
        self._bucket.take()
        self._write(line)

    def pong(self, token: str) -> bool:
        known = self.barriers.confirm(token)
        self._rows = {row for row in self._rows if not row.settled}
        self._moved.set()
        return known

    def stop(self) -> None:
        """The link broke: nothing that wasn't proved is known to have arrived."""
        for row in self._rows:
            row.finish(broken=True)
        self._rows.clear()
        self._queue.clear()
        self._stopped = True
        self._moved.set()

    @property
    def idle(self) -> bool:
        return not self._queue and not self._saying and not self._rows

    async def drained(self) -> None:
        """Until all that was queued is written and every row proved."""
        while not self.idle:
            await self._wait()

    async def run(self) -> None:
        while True:
            while not self._queue:
                await self._wait()
            self._saying = self._pop()
            await self._say(self._saying)
            self._saying = None
            self._moved.set()

    def _pop(self) -> Unit:
        unit = heapq.heappop(self._queue)
        self._replies[unit.target] -= unit.is_reply
        if not self._replies[unit.target]:
            del self._replies[unit.target]
        return unit

    async def _say(self, unit: Unit) -> None:
        if unit.row and unit.row.settled:
            return
        if unit.alone and self.barriers.open.sent:
            await self._barrier()
        for line in unit.lines:
            await self._line(line, unit)
        open_segment = self.barriers.open
        if open_segment.sent and (unit.alone or (open_segment.has_rows and not self._queue)):
            await self._barrier()

    async def _line(self, line: WireLine, unit: Unit) -> None:
        await self._window(len(line))
        await self._turn()
        if unit.dropped:
            return
        self.now(line)
        self.barriers.add(Sent(len(line), unit.target, unit.row))
        if len(self.barriers.open.sent) >= self._profile.group:
            await self._barrier()

    async def _barrier(self) -> None:
        token = f"dibs{next(self._serials)}"
        await self._turn()
        self.now(command("PING", token))
        self.barriers.close(token, self._clock())

    async def _window(self, size: int) -> None:
        """Until that many more bytes may be unproved; a line that is too long for the window goes by itself."""
        while (unproved := self.barriers.unproved) and unproved + size > self._profile.window:
            if self.barriers.open.sent:
                await self._barrier()
            await self._wait()

    async def _turn(self) -> None:
        """Until the pace allows one more line."""
        if (delay := self._bucket.delay()) > 0:
            await asyncio.sleep(delay)

    async def _wait(self) -> None:
        self._moved.clear()
        await self._moved.wait()
