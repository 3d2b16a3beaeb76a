"""What stands on a bill, be it made or not: lines by project, ticket and person, and sums. Pure."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import groupby

from msgspec import Struct

from chatbot.desk.owed import Unrated
from store.records import Bill, BillLine


class Line(Struct, frozen=True):
    """What one person worked on one ticket, at one rate. `minutes` as worked, `charged` after rounding; `amount` in
    minor units. `first`, `last`: the days on which it was worked."""

    project: str | None
    ticket: int
    title: str
    person: str
    rate: str
    first: str
    last: str
    minutes: int
    charged: int
    amount: int


class Part(Struct, frozen=True):
    """Of one project; of none where that is None."""

    project: str | None
    lines: Sequence[Line]

    @property
    def minutes(self) -> int:
        return sum(one.minutes for one in self.lines)

    @property
    def charged(self) -> int:
        return sum(one.charged for one in self.lines)

    @property
    def amount(self) -> int:
        return sum(one.amount for one in self.lines)


class Statement(Struct, frozen=True):
    """`bill` None: it isn't one yet. `first`, `last`: the days that were asked for, None without an end on that side.

    `partial`: private tickets that this reader may not read aren't in it.
    """

    client: str
    currency: str
    parts: Sequence[Part]
    first: str | None = None
    last: str | None = None
    unrated: Sequence[Unrated] = ()
    partial: bool = False
    bill: Bill | None = None
    items: Sequence[BillLine] = ()

    @property
    def minutes(self) -> int:
        return sum(one.minutes for one in self.parts)

    @property
    def charged(self) -> int:
        return sum(one.charged for one in self.parts)

    @property
    def amount(self) -> int:
        return sum(one.amount for one in self.parts)

    @property
    def made_at(self) -> datetime | None:
        return self.bill.created_at if self.bill else None


def parts_of(items: Iterable[BillLine]) -> list[Part]:
    """By project, those without one last; in it by ticket, and by person."""
    lines = [_line(list(group)) for _, group in groupby(sorted(items, key=_order), key=_order)]
    seen = [one for one in lines if one.minutes or one.charged or one.amount]
    return [Part(project, list(group)) for project, group in groupby(seen, key=lambda one: one.project)]


def _order(item: BillLine) -> tuple[bool, str, str, int, str, str, int, str]:
    project = item.project or ""
    return (
        item.project is None,
        project.casefold(),
        project,
        item.ticket_id,
        item.person.casefold(),
        item.person,
        item.member_id,
        item.rate,
    )


def _line(items: Sequence[BillLine]) -> Line:
    """Of one ticket and person. The title is that of the newest: it may have been changed between two entries."""
    newest = items[-1]
    return Line(
        newest.project,
        newest.ticket_id,
        newest.title,
        newest.person,
        newest.rate,
        min(one.day for one in items),
        max(one.day for one in items),
        sum(one.minutes for one in items),
        sum(one.charged for one in items),
        sum(one.amount for one in items),
    )
