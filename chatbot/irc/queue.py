"""What waits to be said: most urgent first, and of the replies those for many targets in turn.

Replies to strangers, who aren't logged in, come behind those to others, and there may be too many of them.
"""

import heapq
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from itertools import count

from chatbot.irc.barrier import Row
from chatbot.irc.lanes import Lane, Lanes
from chatbot.irc.outgoing import WireLine

log = logging.getLogger("dibs.irc")

MOST_PASSED = 4
"""Replies to others in a row while one for a stranger waits: strangers are the last, but not for ever."""


class Priority(IntEnum):
    CONTROL = 0
    REPLY = 1
    URGENT = 2
    NOTICE = 3


@dataclass(order=True, slots=True)
class Unit:
    """Lines that stay together. `alone`: in a segment of its own, so that whatever is refused is this.

    `turn`: which of the replies of its lane it is, so that lanes take turns. `host`: where the stranger is who asked.
    """

    priority: Priority
    turn: int = field(init=False, default=0)
    serial: int = field(init=False, default=0)
    lines: Sequence[WireLine] = field(compare=False)
    target: str = field(compare=False, default="")
    row: Row | None = field(compare=False, default=None)
    alone: bool = field(compare=False, default=False)
    remade: Callable[[], Sequence[WireLine]] | None = field(compare=False, default=None)
    """The lines as they are when their turn comes, where waiting changes them."""
    host: str | None = field(compare=False, default=None)
    lane: Lane | None = field(init=False, compare=False, default=None)
    is_reply: bool = field(init=False, compare=False)
    is_control: bool = field(init=False, compare=False)
    dropped: bool = field(init=False, compare=False, default=False)
    """What isn't said of it yet is for nobody any more."""

    def __post_init__(self) -> None:
        self.is_control = self.priority is Priority.CONTROL
        self.is_reply = self.row is None and not self.is_control


@dataclass(slots=True)
class Target:
    """What waits for one target, by serial. `lane`: of the replies among it, and of those that follow them, whoever
    asks by then: so their order stays."""

    units: dict[int, Unit] = field(default_factory=dict[int, Unit])
    replies: int = 0
    lane: Lane | None = None

    def put(self, unit: Unit) -> None:
        self.units[unit.serial] = unit
        self.replies += unit.is_reply
        self.lane = unit.lane or self.lane

    def take(self, unit: Unit) -> None:
        del self.units[unit.serial]
        self.replies -= unit.is_reply
        self.lane = self.lane if self.replies else None


class Heap:
    """In their order. What was dropped is passed over when it comes up, and swept out once it is most of it: so nothing
    looks through all of it at each drop."""

    def __init__(self) -> None:
        self._units: list[Unit] = []
        self._dropped = 0

    def __len__(self) -> int:
        return len(self._units) - self._dropped

    def push(self, unit: Unit) -> None:
        heapq.heappush(self._units, unit)

    @property
    def first(self) -> Unit | None:
        while self._units and self._units[0].dropped:
            heapq.heappop(self._units)
            self._dropped -= 1
        return self._units[0] if self._units else None

    def pop(self) -> Unit:
        """The `first`, of which the caller knows that there is one."""
        return heapq.heappop(self._units)

    def drop(self, unit: Unit) -> None:
        unit.dropped = True
        self._dropped += 1
        if self._dropped > len(self):
            self._units = [other for other in self._units if not other.dropped]
            heapq.heapify(self._units)
            self._dropped = 0


class Queue:
    """What is done to one unit takes about as long, however many others wait."""

    def __init__(self) -> None:
        self._serials = count(1)
        self.clear()

    def clear(self) -> None:
        self._others, self._strangers = Heap(), Heap()
        self._targets: dict[str, Target] = {}
        self._lanes = Lanes()
        self._passed = 0
        self._overflows = False

    def __len__(self) -> int:
        return len(self._others) + len(self._strangers)

    def put(self, unit: Unit) -> None:
        """What is one too many for strangers is dropped; nothing else ever is."""
        unit.serial = next(self._serials)
        if unit.is_reply and not self._take_turn(unit):
            self._overflow()
            return
        self._targets.setdefault(unit.target, Target()).put(unit)
        self._heap(unit).push(unit)

    def _take_turn(self, unit: Unit) -> bool:
        """Behind the replies of its lane, beside those of others. False if there is no room for it."""
        lane = self._lane(unit)
        if unit.host is not None and lane.is_full:
            return False
        unit.lane, unit.turn = lane, lane.turn
        unit.priority = unit.priority if lane.is_ahead else Priority.NOTICE
        lane.join(len(unit.lines))
        return True

    def _lane(self, unit: Unit) -> Lane:
        target = self._targets.get(unit.target)
        if target and target.lane:
            return target.lane
        return Lane() if unit.host is None else self._lanes.of_host(unit.host)

    def _overflow(self) -> None:
        if not self._overflows:  # once: a line in the log for each of theirs would be an attack of its own
            log.warning("people who aren't logged in ask for more than can be said; dropping some of it")
        self._overflows = True

    def _heap(self, unit: Unit) -> Heap:
        return self._strangers if unit.lane and unit.lane.within else self._others

    def replies(self, target: str) -> int:
        """How many wait for that folded target."""
        return self._targets[target].replies if target in self._targets else 0

    def pop(self) -> Unit:
        """The next one. Raises IndexError if there is none."""
        heap = self._next()
        unit = heap.pop()
        waits = self._targets[unit.target]
        waits.take(unit)
        if not waits.units:
            del self._targets[unit.target]
        self._leave(unit)
        passes = unit.is_reply and len(self._strangers) > 0
        self._passed = self._passed + passes if heap is self._others else 0
        return unit

    def _next(self) -> Heap:
        """Strangers are the last where both are as urgent, but for one in so many replies."""
        other, stranger = self._others.first, self._strangers.first
        if not (other and stranger):
            return self._strangers if stranger else self._others
        if other.priority == stranger.priority:
            return self._strangers if other.is_reply and self._passed >= MOST_PASSED else self._others
        return self._strangers if stranger.priority < other.priority else self._others

    def _leave(self, unit: Unit) -> None:
        if unit.lane:
            unit.lane.leave(len(unit.lines))
        self._overflows = self._overflows and len(self._strangers) > 0

    def drop(self, target: str) -> list[Unit]:
        """Those that waited for that folded target."""
        gone = list(self._targets.pop(target, Target()).units.values())
        for unit in gone:
            self._heap(unit).drop(unit)
            self._leave(unit)
        return gone
