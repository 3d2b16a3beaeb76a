"""Ticket types as somebody wrote them down, before they are anything: parts of a workflow, and what is said of each."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from functools import cached_property
from typing import Literal

from msgspec import Struct, field

from chatbot.desk.priorities import NORMAL

Afterwards = Literal["archive", "delete"]
NAME = re.compile(r"[^\W\d_][\w -]{0,29}")
"""Of a state."""


class Pace(Struct, frozen=True):
    """How long an offer lives, and how often it is repeated; None leaves it to the type, the role or the desk. Of a
    state that isn't offered: how long a ticket may stay there, and how often that is said then."""

    lifetime: timedelta | None = None
    every: timedelta | None = None


class Draft(Struct, frozen=True, dict=True):
    """`transitions`: a row for each state: it first, then its normal next one, then the others that are possible.

    `states` names the codes. A flag that isn't given follows from the rows: the first state is offered, those that lead
    nowhere are final, and all others are owned. `keep`: how long one that is over is kept before it is `afterwards`;
    None is for good.
    """

    name: str
    transitions: Sequence[Sequence[int]]
    states: Mapping[int, str]
    role: str | None = None
    offered: frozenset[int] | None = None
    owned: frozenset[int] | None = None
    waiting: frozenset[int] = frozenset()
    final: frozenset[int] | None = None
    pace: Pace = field(default_factory=Pace)
    paces: Mapping[int, Pace] = field(default_factory=dict[int, Pace])
    onward: Mapping[int, int] = field(default_factory=dict[int, int])
    """By state the one into which a ticket goes by itself when its time there is over."""
    priority: int = NORMAL
    keep: timedelta | None = None
    afterwards: Afterwards = "archive"
    given: frozenset[str] = frozenset()
    """What somebody wrote down of it; the rest is what holds where nobody says."""

    @property
    def start(self) -> int | None:
        return next((row[0] for row in self.transitions if row), None)

    @cached_property
    def following(self) -> Mapping[int, Sequence[int]]:
        """By state those that may come next, the normal one first."""
        return {row[0]: tuple(row[1:]) for row in reversed(self.transitions) if row}

    @cached_property
    def is_offered(self) -> frozenset[int]:
        if self.offered is not None:
            return self.offered
        return frozenset() if self.start is None else frozenset({self.start})

    @cached_property
    def is_final(self) -> frozenset[int]:
        if self.final is not None:
            return self.final
        return frozenset(code for code in self.states if not self.following.get(code))

    @cached_property
    def is_owned(self) -> frozenset[int]:
        if self.owned is not None:
            return self.owned
        return frozenset(self.states) - self.is_offered - self.is_final

    def behind(self, code: int) -> frozenset[int]:
        """All states that can be reached from it, itself among them."""
        found, left = {code}, [code]
        while left:
            new = set(self.following.get(left.pop(), ())) - found
            found |= new
            left.extend(new)
        return frozenset(found)

    def shown(self, codes: Iterator[int] | Sequence[int] | frozenset[int]) -> str:
        """`3 (ordered), 4 (received)`; what is no name isn't repeated, since anything may stand in a file."""
        names = {code: name for code, name in self.states.items() if NAME.fullmatch(name)}
        return ", ".join(f"{code} ({names[code]})" if code in names else str(code) for code in codes)


REQUEST = Draft(
    "request",
    ((1, 2, 4), (2, 4, 3, 1), (3, 2, 4, 1), (4, 1, 2)),
    {1: "new", 2: "accepted", 3: "on hold", 4: "closed"},
    waiting=frozenset({3}),
    final=frozenset({4}),
)
"""What a ticket is where nobody says. A row of the database like every other; whom it is for is asked by role."""
