"""Time and money: for whom work is done, what was worked, and what was billed of it."""

from datetime import datetime

from msgspec import Struct


class Client(Struct, frozen=True):
    """Whom work is done for. `rate`: for an hour, as decimal text in `currency` (ISO 4217), None where none is set.

    `step`: to how many minutes time is rounded up, 1 is exact; `per` is entry or ticket; `minimum` in minutes.
    """

    id: int
    name: str
    currency: str | None
    rate: str | None
    step: int
    per: str
    minimum: int
    created_at: datetime


class Project(Struct, frozen=True):
    """`rate` None: its client's."""

    id: int
    client_id: int
    name: str
    rate: str | None
    created_at: datetime


class MemberRate(Struct, frozen=True):
    """What an hour of that member costs the client, or (`project_id`) in one project of theirs."""

    client_id: int
    project_id: int | None
    member_id: int
    name: str
    """The member's."""
    rate: str


class Worked(Struct, frozen=True):
    """Minutes that a member worked on a ticket, on a `day` of their calendar. What they wrote is a text of the event.

    `corrects`: the entry from which this one, below zero, takes something off.
    """

    id: int
    ticket_id: int
    member_id: int
    name: str
    """The member's."""
    minutes: int
    day: str
    corrects: int | None
    event_id: int
    created_at: datetime


class Bill(Struct, frozen=True):
    """What was billed, as it was then. `client`: the name by then. `first_day`, `last_day`: what was asked for, None
    without an end on that side. `minutes` after rounding; `amount` in minor units. `by`: who made it, None at a shell.

    `undone_at`: it was taken back, and counts no more.
    """

    id: int
    client_id: int
    client: str
    currency: str
    first_day: str | None
    last_day: str | None
    minutes: int
    amount: int
    by: str | None
    created_at: datetime
    undone_at: datetime | None


class BillLine(Struct, frozen=True):
    """A piece of work on a bill: an entry with its corrections, or what these change of what was billed before.

    `title`, `project`, `person`, `rate`: as they were. `minutes` as worked on this bill, `charged` after rounding by
    `step`, `per` and `minimum`, `amount` in minor units.
    """

    entry_id: int
    ticket_id: int
    title: str
    project_id: int | None
    project: str | None
    member_id: int
    person: str
    day: str
    minutes: int
    charged: int
    rate: str
    step: int
    per: str
    minimum: int
    amount: int


class Stopwatch(Struct, frozen=True):
    """What a member works on just now, since `began_at`. What they do is a text of the event with which it began.

    `asked`: how often it was asked whether it was forgotten; `asked_from`: since when that is counted.
    """

    id: int
    ticket_id: int
    member_id: int
    name: str
    """The member's."""
    began_at: datetime
    asked_from: datetime
    asked: int
    event_id: int
