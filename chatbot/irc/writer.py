"""All that is said on one connection, paced, most urgent first, and proved: by labels where the server answers them,
else by PING barriers."""

import asyncio
import logging
from collections.abc import Callable
from itertools import count

from chatbot.irc.barrier import Barriers, Row, Sent
from chatbot.irc.folding import Fold
from chatbot.irc.outgoing import WireLine, command, labelled
from chatbot.irc.pacing import Profile, TokenBucket
from chatbot.irc.queue import Queue, Unit
from chatbot.irc.refusals import Refusal

log = logging.getLogger("dibs.irc")

MOST_REPLIES = 50
"""Replies waiting for one target, before those who make more of them have to wait."""

Write = Callable[[WireLine], None]
Clock = Callable[[], float]


class Writer:
    """`write` puts bytes on the wire; `clock` gives seconds that only grow."""

    def __init__(self, write: Write, profile: Profile, clock: Clock, fold: Fold) -> None:
        self.barriers = Barriers(fold)
        self._write = write
        self._profile = profile
        self._clock = clock
        self._bucket = TokenBucket(profile, clock)
        self._queue = Queue()
        self._rows: set[Row] = set()
        self._serials = count(1)
        self._moved = asyncio.Event()
        self._stopped = False
        self._saying: Unit | None = None
        self._answers_labels = False
        self.wrote: Callable[[], None] = lambda: None
        """Called after each line, before anything is heard of it."""

    def put(self, unit: Unit) -> None:
        self._queue.put(unit)
        if unit.row:
            self._rows.add(unit.row)
        self._moved.set()

    async def room_for_reply(self, target: str) -> bool:
        """Until few enough replies wait for that folded target. False if the link broke meanwhile."""
        while self._queue.replies(target) >= MOST_REPLIES and not self._stopped:
            await self._wait()
        return not self._stopped

    def drop(self, target: str) -> None:
        """Forget what waits for that folded target; its rows may be sent again, to whom they are meant for then.

        A line of the server that names nobody is about nobody: without a target are JOIN, WHO and all else that isn't
        said to anybody.
        """
        if not target:
            return
        gone = self._queue.drop(target)
        if self._saying and self._saying.target == target:
            gone.append(self._saying)
        for unit in gone:
            unit.dropped = True
            if unit.row:
                unit.row.finish(broken=True)
                self._rows.discard(unit.row)
        self._moved.set()

    def register(self, line: WireLine) -> None:
        """Before the welcome, where servers don't count yet."""
        self._write(line)

    def now(self, line: WireLine) -> None:
        """Past the queue, for what a server waits for. Those in the queue pay for it."""
        self._bucket.take()
        self._write(line)
        self.wrote()

    def follow(self, profile: Profile) -> None:
        """Speak at another pace from now on."""
        self._profile = profile
        self._bucket.follow(profile)

    # what proves it

    def label(self, *, wanted: bool) -> None:
        """Whether the server says that it answers labels."""
        if not wanted:
            self.ask()
        self._answers_labels = wanted

    @property
    def labels(self) -> bool:
        """A server that has passed over one isn't trusted with more of them."""
        return self._answers_labels and not self.barriers.unanswered

    def answered(self, label: str, refusal: Refusal | None) -> None:
        self.barriers.answer(label, refusal)
        self._look()

    def ask(self) -> None:
        """Labels may stay unanswered: a PING behind them is, in order, the proof."""
        if self.barriers.labelled_since is not None:
            self._ping()

    def pong(self, token: str) -> bool:
        labels, known = self.labels, self.barriers.confirm(token)
        if labels and not self.labels:
            log.warning("the server doesn't answer labels, though it offers to; going on by PING")
        self._look()
        return known

    def _look(self) -> None:
        self._rows = {row for row in self._rows if not row.settled}
        self._moved.set()

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

    @property
    def rests(self) -> bool:
        """Nothing is to be said, and no answer is awaited to what was."""
        return self.idle and self.barriers.waiting_since is None and self.barriers.labelled_since is None

    async def drained(self) -> None:
        """Until all that was queued is written and every row proved."""
        while not self.idle:
            await self._wait()

    async def run(self) -> None:
        while True:
            while not self._queue:
                await self._wait()
            self._saying = self._queue.pop()
            await self._say(self._saying)
            self._saying = None
            self._moved.set()

    async def _say(self, unit: Unit) -> None:
        alone = unit.alone and not self.labels
        if unit.row and unit.row.settled:
            self._rows.discard(unit.row)  # given up; what went before it is to be proved all the same
        else:
            await self._lines(unit, alone=alone)
        open_segment = self.barriers.open
        if (alone and open_segment.sent) or (open_segment.has_plain_rows and not self._queue):
            await self._barrier()

    async def _lines(self, unit: Unit, *, alone: bool) -> None:
        if alone and self.barriers.open.sent:
            await self._barrier()
        for line in unit.remade() if unit.remade else unit.lines:
            await self._line(line, unit)

    async def _line(self, line: WireLine, unit: Unit) -> None:
        await self._window(len(line))
        await self._turn()
        if unit.dropped:
            return
        label = f"d{next(self._serials)}" if self.labels and not unit.is_control else ""
        line = labelled(line, label) if label else line
        self.now(line)
        self.barriers.add(Sent(len(line), unit.target, unit.row, label, self._clock()))
        if self.barriers.open.plain >= self._profile.group:
            await self._barrier()

    async def _barrier(self) -> None:
        await self._turn()
        self._ping()

    def _ping(self) -> None:
        token = f"dibs{next(self._serials)}"
        self.now(command("PING", token))
        self.barriers.close(token, self._clock())

    async def _window(self, size: int) -> None:
        """Until that many more bytes may be unproved; a line that is too long for the window goes by itself."""
        while (unproved := self.barriers.unproved) and unproved + size > self._profile.window:
            if self.barriers.open.plain:
                await self._barrier()
            await self._wait()

    async def _turn(self) -> None:
        """Until the pace allows one more line."""
        if (delay := self._bucket.delay()) > 0:
            await asyncio.sleep(delay)

    async def _wait(self) -> None:
        self._moved.clear()
        await self._moved.wait()
