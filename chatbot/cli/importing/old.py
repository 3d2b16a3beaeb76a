"""A ticket as another program knew it: what readers of files give, and what the desk takes in."""

from collections.abc import Sequence
from datetime import datetime
from fractions import Fraction

from msgspec import Struct, field


class OldEntry(Struct, frozen=True):
    """Of the log of a ticket. `number`: the program's own, or the how-manieth it is. `text`: byte for byte. `minutes`
    is None where the program counts time by the ticket alone."""

    number: int
    text: str
    user: str = ""
    minutes: Fraction | None = None
    at: datetime | None = None


class OldTicket(Struct, frozen=True):
    """`minutes`: what the program says of the whole; its entries may add up to something else."""

    number: int
    closed: bool
    title: str
    description: str = ""
    client: str = ""
    project: str = ""
    owner: str = ""
    minutes: Fraction = Fraction(0)
    at: datetime | None = None
    log: Sequence[OldEntry] = ()

    @property
    def logged(self) -> Fraction:
        return sum((entry.minutes or Fraction(0) for entry in self.log), Fraction(0))


class Found(Struct, frozen=True):
    """What is in a file, in the order of the numbers.

    `bad`: rows that can't be taken, each in a sentence; `noted`: what is there and is passed over; `by_entry`: whether
    the program counts the time of each entry.
    """

    tickets: Sequence[OldTicket] = ()
    bad: Sequence[str] = field(default_factory=list[str])
    noted: Sequence[str] = field(default_factory=list[str])
    by_entry: bool = False

    @property
    def open(self) -> int:
        return sum(not ticket.closed for ticket in self.tickets)

    @property
    def differences(self) -> list[str]:
        """Where the time of a ticket isn't the sum of its log."""
        return [
            f"{ticket.number}: {said(ticket.minutes)} in all, {said(ticket.logged)} in its log."
            for ticket in self.tickets
            if self.by_entry and ticket.minutes != ticket.logged
        ]


class BadFile(ValueError):
    """A sentence that says why nothing can be read from it."""


def said(minutes: Fraction) -> str:
    """`6 min`, or `0.05 min`."""
    return f"{minutes.numerator if minutes.denominator == 1 else round(float(minutes), 2)} min"
