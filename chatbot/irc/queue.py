"""What waits to be said: most urgent first, and of the replies those for many targets in turn."""

import heapq
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from itertools import count

from chatbot.irc.barrier import Row
from chatbot.irc.outgoing import WireLine

MOST_AHEAD = 4
"""Replies to one target that go before notices. Who asks for more than the pace allows waits for everybody else."""


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
    remade: Callable[[], Sequence[WireLine]] | None = field(compare=False, default=None)
    """The lines as they are when their turn comes, where waiting changes them."""
    is_reply: bool = field(init=False, compare=False)
    is_control: bool = field(init=False, compare=False)
    dropped: bool = field(init=False, compare=False, default=False)
    """What isn't said of it yet is for nobody any more."""

    def __post_init__(self) -> None:
        self.is_control = self.priority is Priority.CONTROL
        self.is_reply = self.row is None and not self.is_control


@dataclass(slots=True)
class Target:
    """What waits for one target, by serial. `turn`: of the next reply; it begins anew when none waits."""

    units: dict[int, Unit] = field(default_factory=dict[int, Unit])
    replies: int = 0
    turn: int = 0

    def put(self, unit: Unit) -> None:
        self.units[unit.serial] = unit
        self.replies += unit.is_reply
        self.turn += unit.is_reply

    def take(self, unit: Unit) -> None:
        del self.units[unit.serial]
        self.replies -= unit.is_reply
        self.turn = self.turn if self.replies else 0


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

    def pop(self) -> Unit:
        while (unit := heapq.heappop(self._units)).dropped:
            self._dropped -= 1
        return unit

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
        self._units = Heap()
        self._targets: dict[str, Target] = {}

    def __len__(self) -> int:
        return len(self._units)

    def put(self, unit: Unit) -> None:
        unit.serial = next(self._serials)
        target = self._targets.setdefault(unit.target, Target())
        if unit.is_reply:
            self._take_turn(unit, target)
        target.put(unit)
        self._units.push(unit)

    def _take_turn(self, unit: Unit, target: Target) -> None:
        """Behind the replies that wait for the same target, beside those for others."""
        unit.turn = target.turn
        if unit.turn >= MOST_AHEAD:
            unit.priority = Priority.NOTICE

    def replies(self, target: str) -> int:
        """How many wait for that folded target."""
        return self._targets[target].replies if target in self._targets else 0

    def pop(self) -> Unit:
        """The next one. Raises IndexError if there is none."""
        unit = self._units.pop()
        self._targets[unit.target].take(unit)
        if not self._targets[unit.target].units:
            del self._targets[unit.target]
        return unit

    def drop(self, target: str) -> list[Unit]:
        """Those that waited for that folded target."""
        gone = list(self._targets.pop(target, Target()).units.values())
        for unit in gone:
            self._units.drop(unit)
        return gone
