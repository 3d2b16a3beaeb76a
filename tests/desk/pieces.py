"""What the model of the desk is made of, and the built-in bounds that it knows."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

LIFETIME = timedelta(minutes=30)
KEPT = timedelta(days=1)
BARRED = timedelta(hours=24)
CALM = timedelta(hours=1)
URGENT = 4
GUEST, ADMIN, LEAD = "guest", "ada", "dora"
"""dora leads ops, as long as she is in it."""
FOLLOWS = {"ops": "leads"}
"""Who is asked where that role doesn't take a ticket."""
TURNS = {"ops": timedelta(minutes=20)}
"""And after how long, where that is before its offer is over; but only if they could be."""
MOST = {GUEST: 3}
MOST_OF_MEMBERS = 20


@dataclass(slots=True)
class RoleOffer:
    """To `role`, which is the ticket's own, or one that follows it. `tried`: all that were asked since it was new.
    `full`: when its lifetime is over."""

    role: str
    until: datetime
    full: datetime
    tried: tuple[str, ...]
    declined: set[str] = field(default_factory=set[str])


@dataclass(slots=True)
class PersonOffer:
    to: str
    asker: str
    until: datetime


@dataclass(slots=True)
class Piece:
    """A ticket."""

    role: str
    reporter: str
    private: bool
    offer: RoleOffer | None
    owner: str | None = None
    closed: bool = False
    closed_at: datetime | None = None
    """Its last end."""
    archived: bool = False
    question: PersonOffer | None = None
    noes: list[tuple[str, str, datetime]] = field(default_factory=list[tuple[str, str, datetime]])
    """Asker, who said no, when."""
    priority: int = 2
    held_until: datetime | None = None
    asks: bool = False
    """It rests until its reporter answers."""
    redacted: bool = False
    """Its title is."""
    key: str | None = None
    times: int = 1
    stolen_at: datetime | None = None
    watchers: set[str] = field(default_factory=set[str])

    def wake(self) -> None:
        self.held_until, self.asks = None, False

    def end(self, now: datetime) -> None:
        self.closed, self.closed_at, self.offer, self.question = True, now, None, None
        self.wake()
