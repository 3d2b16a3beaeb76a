"""What the code of a service may order while it proceeds with a ticket; it is carried out when the code is done."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, eq=False)
class Opening:
    """A ticket that follows from this one. It has no number yet: the order itself stands for it."""

    title: str
    role: str | None = None
    type: str | None = None
    description: str = ""
    priority: int | None = None


@dataclass(frozen=True, slots=True)
class Assigning:
    """Ask one member, by name, to take it."""

    member: str


@dataclass(frozen=True, slots=True)
class Telling:
    member: str
    text: str


@dataclass(frozen=True, slots=True)
class Notifying:
    """Another service, by its name."""

    service: str
    text: str


Order = Opening | Assigning | Telling | Notifying


@dataclass(frozen=True, slots=True)
class Move:
    """`code` None: to the normal next state."""

    code: int | None = None


@dataclass(frozen=True, slots=True)
class Rest:
    """It stays; `until`: proceed with it again then, `ticket`: once that one is closed."""

    until: datetime | None = None
    ticket: int | Opening | None = None


Decision = Move | Rest


@dataclass(frozen=True, slots=True)
class Orders:
    """All of them are carried out, or none."""

    orders: tuple[Order, ...] = ()
    decision: Decision | None = None
    """None: it says nothing of that."""
