"""What waits to be said: most urgent first, and of the replies those for many targets in turn."""

import heapq
from collections import Counter
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


class Queue:
    def __init__(self) -> None:
        self._units: list[Unit] = []
        self._replies: Counter[str] = Counter()
        self._serials = count(1)

    def __len__(self) -> int:
        return len(self._units)

    def put(self, unit: Unit) -> None:
        unit.serial = next(self._serials)
        if unit.is_reply:
            self._take_turn(unit)
        heapq.heappush(self._units, unit)
        self._replies[unit.target] += unit.is_reply

    def _take_turn(self, unit: Unit) -> None:
        """Behind the replies that wait for the same target, beside those for others."""
        turns = [other.turn for other in self._units if other.is_reply and other.target == unit.target]
        unit.turn = max(turns, default=-1) + 1
        if unit.turn >= MOST_AHEAD:
            unit.priority = Priority.NOTICE

    def replies(self, target: str) -> int:
        """How many wait for that folded target."""
        return self._replies[target]

    def pop(self) -> Unit:
        """The next one. Raises IndexError if there is none."""
        unit = heapq.heappop(self._units)
        self._replies[unit.target] -= unit.is_reply
        if not self._replies[unit.target]:
            del self._replies[unit.target]
        return unit

    def drop(self, target: str) -> list[Unit]:
        """Those that waited for that folded target."""
        gone = [unit for unit in self._units if unit.target == target]
        if gone:
            self._units = [unit for unit in self._units if unit.target != target]
            heapq.heapify(self._units)
            self._replies.pop(target, None)
        return gone

    def clear(self) -> None:
        self._units.clear()
