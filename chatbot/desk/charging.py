"""What time on a client's tickets costs: rounding and sums. Pure.

An entry and its corrections are one piece of work. `per` entry each piece is rounded up; `per` ticket all pieces of a
ticket together, and what that adds goes to its longest one. What was charged before is taken off of what all of it
comes to, so that nothing is paid twice, a correction after that is charged as the difference, and bills in parts come
to what one bill in the end would. The total is the sum of the lines, and each line the sum of its pieces: money is
rounded once, for each piece.
"""

from collections.abc import Mapping, Sequence
from itertools import groupby

from msgspec import Struct

from chatbot.desk.money import amount


class Terms(Struct, frozen=True):
    """Of a client. `step` and `minimum` in minutes."""

    currency: str
    step: int = 1
    per: str = "entry"
    minimum: int = 0


class Piece(Struct, frozen=True):
    """One entry with its corrections. `minutes`: what isn't charged yet; `before`: what was worked and charged by then,
    `charged` minutes of it after rounding, for `paid` in minor units."""

    entry: int
    ticket: int
    member: int
    minutes: int
    rate: str
    before: int = 0
    charged: int = 0
    paid: int = 0

    @property
    def whole(self) -> int:
        return self.before + self.minutes


class Charge(Struct, frozen=True):
    """`minutes` after rounding; `amount` in minor units."""

    piece: Piece
    minutes: int
    amount: int


def rounded(minutes: int, terms: Terms) -> int:
    """Up to the next step, and at least the minimum; of nothing nothing."""
    return max(-(-minutes // terms.step) * terms.step, terms.minimum) if minutes > 0 else 0


def charges(pieces: Sequence[Piece], terms: Terms) -> list[Charge]:
    """In the order of the pieces."""
    found: dict[int, Charge] = {}
    for together in _rounded_together(pieces, terms.per):
        whole = sum(one.whole for one in together)
        more = rounded(whole, terms) - whole
        longest = max(together, key=lambda one: (one.whole, -one.entry))
        for one in together:
            found[one.entry] = _charge(one, one.whole + (more if one is longest else 0), terms)
    return [found[one.entry] for one in pieces]


def _rounded_together(pieces: Sequence[Piece], per: str) -> list[list[Piece]]:
    if per == "entry":
        return [[one] for one in pieces]
    in_order = sorted(pieces, key=lambda one: one.ticket)
    return [list(group) for _, group in groupby(in_order, key=lambda one: one.ticket)]


def _charge(piece: Piece, due: int, terms: Terms) -> Charge:
    """`due`: the minutes that are to be paid of it in all."""
    return Charge(piece, due - piece.charged, amount(due, piece.rate, terms.currency) - piece.paid)


def total(found: Sequence[Charge]) -> int:
    return sum(one.amount for one in found)


class Rates(Struct, frozen=True):
    """What an hour costs, the most particular first: of a member in a project, of a member, of a project, of all.

    `of_member` is by member and project, None for all projects.
    """

    usual: str | None
    of_project: Mapping[int, str]
    of_member: Mapping[tuple[int, int | None], str]

    def of(self, member: int, project: int | None) -> str | None:
        theirs = self.of_member.get((member, project)) or self.of_member.get((member, None))
        return theirs or (self.of_project.get(project) if project is not None else None) or self.usual
