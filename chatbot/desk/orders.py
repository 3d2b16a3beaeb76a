"""What the code of a service may order while it proceeds with a ticket; it is carried out when the code is done."""

from datetime import datetime

from msgspec import Struct


class Opening(Struct, frozen=True, eq=False):
    """A ticket that follows from this one. It has no number yet: the order itself stands for it."""

    title: str
    role: str | None = None
    type: str | None = None
    description: str = ""
    priority: int | None = None


class Assigning(Struct, frozen=True):
    """Ask one member, by name, to take it."""

    member: str


class Telling(Struct, frozen=True):
    member: str
    text: str


class Notifying(Struct, frozen=True):
    """Another service, by its name."""

    service: str
    text: str


Order = Opening | Assigning | Telling | Notifying


class Move(Struct, frozen=True):
    """`code` None: to the normal next state."""

    code: int | None = None


class Rest(Struct, frozen=True):
    """It stays; `until`: proceed with it again then, `ticket`: once that one is closed."""

    until: datetime | None = None
    ticket: int | Opening | None = None


Decision = Move | Rest


class Orders(Struct, frozen=True):
    """All of them are carried out, or none."""

    orders: tuple[Order, ...] = ()
    decision: Decision | None = None
    """None: it says nothing of that."""
