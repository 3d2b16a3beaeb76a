"""Tickets: their kinds and ways, how they are offered, what happened to them, and what is due."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from msgspec import Struct


@dataclass(frozen=True, slots=True)
class TicketType:
    """`start` is the state in which a ticket is born. Durations are seconds; None falls back to the role. `role`: whom
    it is offered to where nobody says. `keep`: for how long one that is over is kept, None is for good; `afterwards` is
    archive or delete."""

    name: str
    start: int
    lifetime: int | None
    every: int | None
    role: str | None
    priority: int
    keep: int | None
    afterwards: str
    keep_from: datetime | None = field(compare=False, default=None)
    """From when on `keep` is obeyed: a while after it was set."""


class TypeSetting(Struct, frozen=True):
    """Set by a member while dibs ran; `member_id` None by the shell. `state` 0: for the type as a whole."""

    type: str
    state: int
    name: str
    value: str
    member_id: int | None
    set_at: datetime


class TicketState(Struct, frozen=True):
    """`offered`: prompts go out. `owned`: needs an owner. `waiting`: on hold. `final`: done. `onward`: the state into
    which a ticket goes by itself when its time there is over."""

    type: str
    code: int
    name: str
    offered: bool
    owned: bool
    waiting: bool
    final: bool
    lifetime: int | None
    every: int | None
    onward: int | None


class Ticket(Struct, frozen=True):
    """Priority is 1 (low) to 4 (urgent). The owner is a member; the reporter may be a stranger known by a mask.

    `reporter_bound`: that nick!user@host hasn't quit since, so it is still the same person. `held_until`: when it comes
    back from its rest, `held_by` the event that says why. `key`: what the system that reports it calls it, `times` how
    often it did. `opener_id`: the member who opened it for its reporter. `archived_at`: it is in the archive;
    `erased_at`: nothing is left of it but numbers and times.
    """

    id: int
    uuid: str
    desk: str
    type: str
    state: int
    resolution: str | None
    role_id: int
    title: str
    description: str
    priority: int
    private: bool
    owner_id: int | None
    reporter_id: int | None
    reporter_name: str
    reporter_network: str
    reporter_mask: str
    reporter_bound: bool
    opened_at: datetime
    changed_at: datetime
    accepted_at: datetime | None
    closed_at: datetime | None
    held_until: datetime | None
    held_by: int | None
    key: str | None
    times: int
    opener_id: int | None
    archived_at: datetime | None
    erased_at: datetime | None


class Prompt(Struct, frozen=True):
    """The offer of a ticket to a role (`member_id` None) or to one person.

    `state` is open, accepted, declined, timed_out or withdrawn. `heard_at` is when the server first took a line of it.
    `lifetime` and `every` are seconds, as they were when it was opened. `repeats` counts the private repeats so far.
    `ends_by`: by what it ends at `expires_at`: its lifetime, or after or prompts, since the next role is asked then.
    """

    id: int
    ticket_id: int
    role_id: int
    member_id: int | None
    asker_id: int | None
    asker_name: str
    state: str
    opened_at: datetime
    expires_at: datetime
    lifetime: int
    ends_by: str
    every: int
    repeats: int
    heard_at: datetime | None
    ended_at: datetime | None
    bundle: int | None
    """The first of the offers that are answered together with this one."""


class Event(Struct, frozen=True):
    """One fact in the past tense. `data` holds the new values (ids, codes, names); `texts` what may be erased.

    `actor` is the name shown at the time; `place` the channel where it was done, None if in private or by itself.
    `arrival_id`: with what it came in from elsewhere, where it had happened before.
    """

    id: int
    uuid: str
    desk: str
    at: datetime
    kind: str
    ticket_id: int | None
    role_id: int | None
    prompt_id: int | None
    member_id: int | None
    actor: str
    network: str | None
    place: str | None
    data: dict[str, Any]
    texts: dict[str, str]
    arrival_id: int | None = None


class Watcher(Struct, frozen=True):
    ticket_id: int
    member_id: int
    since: datetime


class SavedView(Struct, frozen=True):
    """A query under a name: of a member, or of a role."""

    id: int
    name: str
    name_key: str
    member_id: int | None
    role_id: int | None
    query: str
    saved_at: datetime


class Snooze(Struct, frozen=True):
    """A member wants to be asked about that offer again, then."""

    id: int
    prompt_id: int
    member_id: int
    until: datetime


class Timer(Struct, frozen=True):
    id: int
    kind: str
    subject_id: int
    due_at: datetime


class Dictation(Struct, frozen=True):
    """What somebody says in a channel becomes comments of a ticket; `comments`: so many by now.

    `channel` is in small letters; `who`: their account, or the whole nick!user@host of who isn't logged in.
    """

    id: int
    ticket_id: int
    member_id: int | None
    network: str
    channel: str
    who: str
    began_at: datetime
    until: datetime
    comments: int
