"""What comes in from elsewhere."""

from datetime import datetime
from typing import Any

from msgspec import Struct


class Arrival(Struct, frozen=True):
    """What comes in from elsewhere at one time. `kind`: of what it is read; `label`: what is said before its keys.

    `state` is staged, switched or done. `newest` and `event`: of the desk, when it was begun. Tickets that don't keep
    their number are given one above `base`; so far `given` of them. Of its `tickets` so many are
    `open`, and so many of these `free`. `role_id`: whom most of it is for.
    """

    id: int
    kind: str
    label: str
    file: str
    state: str
    member_id: int | None
    actor: str
    role_id: int | None
    newest: int
    event: int
    base: int
    given: int
    tickets: int
    open: int
    free: int
    began_at: datetime
    switched_at: datetime | None
    done_at: datetime | None


class Arriving(Struct, frozen=True):
    """A part of it that isn't made yet. `number`: a ticket's, or below zero the how-manieth of those that are given
    one."""

    id: int
    arrival_id: int
    position: int
    kind: str
    key: str | None
    number: int | None
    payload: dict[str, Any]
