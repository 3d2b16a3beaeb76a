"""Who is known, in which groups, and how they like to be spoken to."""

from dataclasses import dataclass, field
from datetime import datetime

from msgspec import Struct


class Desk(Struct, frozen=True):
    id: str
    created_at: datetime


class Member(Struct, frozen=True):
    id: int
    uuid: str
    name: str
    admin: bool
    created_at: datetime
    suspended_at: datetime | None
    asleep: bool
    """Suspended because they weren't seen for long."""
    forgotten_at: datetime | None


class Identity(Struct, frozen=True):
    """One address of a member. `kind` is `account`, `password` (an account that dibs keeps) or `believed`; `value` is
    folded, `shown` as it was seen."""

    id: int
    member_id: int
    kind: str
    network: str
    value: str
    shown: str
    created_at: datetime
    revoked_at: datetime | None


@dataclass(frozen=True, slots=True)
class Password:
    """Of an account that dibs keeps. `hash` is empty where no password is good."""

    identity_id: int
    member_id: int
    shown: str
    hash: str = field(repr=False)


class Habit(Struct, frozen=True):
    """How a member likes to be spoken to. `zone` is an IANA name, None where it isn't known.

    `quiet_from` and `quiet_to` are minutes of their day; `quiet_mode` is a word of desk/habits.py. `muted_until`: only
    what is urgent until then. `away_since`: they said bye. `seen_at`: the last line or sign of them, to the day or so.
    `morning_at`: the last word of theirs at which their morning was looked at.
    """

    member_id: int
    zone: str | None
    quiet_from: int | None
    quiet_to: int | None
    quiet_mode: str
    muted_until: datetime | None
    away_since: datetime | None
    seen_at: datetime | None
    morning_at: datetime | None


class Role(Struct, frozen=True):
    """`lifetime`, `every` and `digest_every` are seconds, None where the role leaves it to the default.

    `say`: few, normal or all, how much is said aloud unasked. `next_id`: the role that is asked where this one doesn't
    take a ticket; after `next_after` seconds, or `next_prompts` prompts, where that comes before its offer is over.
    `zone`: the IANA name of where its morning is.
    """

    id: int
    name: str
    network: str | None
    channel: str | None
    open: bool
    lifetime: int | None
    every: int | None
    digest_every: int | None
    say: str
    next_id: int | None
    next_after: int | None
    next_prompts: int | None
    zone: str | None
    created_at: datetime
    deleted_at: datetime | None


class Membership(Struct, frozen=True):
    """`confirmed` is false for who joined by themselves: see desk/access.py for what they may."""

    role_id: int
    member_id: int
    name: str
    confirmed: bool
    lead: bool
    joined_at: datetime


class Ignored(Struct, frozen=True):
    """Somebody who is not listened to. `kind` is member, account, host or mask; `value` is folded, `shown` as typed.

    `cause` is admin, or, by itself, pace, errors or loop; `times`: how often in a row. `until` None: for good.
    """

    id: int
    kind: str
    network: str
    value: str
    shown: str
    member_id: int | None
    cause: str
    actor: str
    why: str
    since: datetime
    until: datetime | None
    times: int


class Denial(Struct, frozen=True):
    """Somebody was refused something for want of a right. `who`: an account, or the mask of who isn't logged in.

    `kind`: which right, a word of desk/refused.py. `times` within an hour, from `first_at` to `last_at`.
    """

    id: int
    network: str
    who: str
    method: str
    member_id: int | None
    verb: str
    ticket_id: int | None
    kind: str
    times: int
    first_at: datetime
    last_at: datetime
