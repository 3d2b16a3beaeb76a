"""Replies that take turns as one: those for one target, or for strangers of one host, since nicks cost nothing.

A stranger is who isn't logged in. All strangers together have as many ahead of notices as one target has, and what
waits for them is bounded.
"""

from dataclasses import dataclass
from weakref import WeakValueDictionary

MOST_AHEAD = 4
"""Replies to one target that go before notices. Who asks for more than the pace allows waits for everybody else."""
MOST_FOR_STRANGERS = 500
"""Lines that wait for all of them. Beyond, nothing is added."""
MOST_FOR_A_HOST = 100
"""The same for those of one host, so that the others have room, too."""


@dataclass(slots=True, eq=False, weakref_slot=True)
class Lane:
    """`turn`: of the next reply; it begins anew when none waits. `within`: what it shares room and precedence with."""

    most: int | None = None
    within: "Lane | None" = None
    turn: int = 0
    replies: int = 0
    lines: int = 0

    @property
    def is_full(self) -> bool:
        here = self.most is not None and self.lines >= self.most
        return here or (self.within is not None and self.within.is_full)

    @property
    def is_ahead(self) -> bool:
        """Whether the next reply goes before notices."""
        return (self.within or self).turn < MOST_AHEAD

    def join(self, lines: int) -> None:
        self.turn += 1
        self.replies += 1
        self.lines += lines
        if self.within:
            self.within.join(lines)

    def leave(self, lines: int) -> None:
        self.replies -= 1
        self.lines -= lines
        self.turn = self.turn if self.replies else 0
        if self.within:
            self.within.leave(lines)


class Lanes:
    """Each is there for as long as something holds it: what waits in it does."""

    def __init__(self) -> None:
        self._strangers = Lane(MOST_FOR_STRANGERS)
        self._hosts: WeakValueDictionary[str, Lane] = WeakValueDictionary()

    def of_host(self, host: str) -> Lane:
        return self._hosts.setdefault(host, Lane(MOST_FOR_A_HOST, self._strangers))
