"""The nouns, as frozen records. No behaviour: rules are the desk's. Times are aware datetimes in UTC."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Desk:
    id: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Member:
    id: int
    uuid: str
    name: str
    admin: bool
    created_at: datetime
    suspended_at: datetime | None
    asleep: bool
    """Suspended because they weren't seen for long."""
    forgotten_at: datetime | None


@dataclass(frozen=True, slots=True)
class Identity:
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


@dataclass(frozen=True, slots=True)
class Habit:
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


@dataclass(frozen=True, slots=True)
class Role:
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


@dataclass(frozen=True, slots=True)
class Membership:
    """`confirmed` is false for who joined by themselves: see desk/access.py for what they may."""

    role_id: int
    member_id: int
    name: str
    confirmed: bool
    lead: bool
    joined_at: datetime


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


@dataclass(frozen=True, slots=True)
class TypeSetting:
    """Set by a member while dibs ran; `member_id` None by the shell. `state` 0: for the type as a whole."""

    type: str
    state: int
    name: str
    value: str
    member_id: int | None
    set_at: datetime


@dataclass(frozen=True, slots=True)
class TicketState:
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


@dataclass(frozen=True, slots=True)
class Ticket:
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


@dataclass(frozen=True, slots=True)
class Prompt:
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


@dataclass(frozen=True, slots=True)
class Event:
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


@dataclass(frozen=True, slots=True)
class Notice:
    """One line of the outbox.

    `target` is `channel` (`address` is its name), `member` (`member_id`), or `mask` (`address` is a nick!user@host).
    `holds` is what must still be true when it is sent: '' (nothing), or a key of `STILL` in services/holds.py.
    Rows of one `joined` key and target that are due together are said in one line, from their `brief` texts.
    `status` is queued, waiting (the person isn't there, or rests), sent, refused or superseded. `crowd`: the
    `joined` word that it is given where too much is said; `storm_id`: it waits for the next word about that storm.
    `line_id`: the first of those that it was said together with.
    `held`: it isn't urgent and had to wait, so it is said in one line with all else that did.
    """

    id: int
    created_at: datetime
    not_before: datetime
    plugin: str
    event_id: int
    ticket_id: int | None
    prompt_id: int | None
    holds: str
    target: str
    network: str | None
    address: str
    member_id: int | None
    text: str
    brief: str
    joined: str
    masked: bool
    urgent: bool
    held: bool
    status: str
    tries: int
    ended_at: datetime | None
    reason: str
    crowd: str
    storm_id: int | None
    line_id: int | None
    due_at: datetime | None
    """Since when it could have been said; None where it waited on purpose."""


@dataclass(frozen=True, slots=True)
class Storm:
    """Many tickets of one source for a role. The source is a member, or whoever is at an address on a network.

    `first_id`: the first ticket that counts. `name`: of the source, as it was then.
    """

    id: int
    role_id: int
    member_id: int | None
    network: str
    address: str
    name: str
    first_id: int
    began_at: datetime
    ended_at: datetime | None


@dataclass(frozen=True, slots=True)
class Watcher:
    ticket_id: int
    member_id: int
    since: datetime


@dataclass(frozen=True, slots=True)
class SavedView:
    """A query under a name: of a member, or of a role."""

    id: int
    name: str
    name_key: str
    member_id: int | None
    role_id: int | None
    query: str
    saved_at: datetime


@dataclass(frozen=True, slots=True)
class Snooze:
    """A member wants to be asked about that offer again, then."""

    id: int
    prompt_id: int
    member_id: int
    until: datetime


@dataclass(frozen=True, slots=True)
class Timer:
    id: int
    kind: str
    subject_id: int
    due_at: datetime


@dataclass(frozen=True, slots=True)
class Ignored:
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


@dataclass(frozen=True, slots=True)
class Dictation:
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


@dataclass(frozen=True, slots=True)
class Denial:
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


@dataclass(frozen=True, slots=True)
class Service:
    """What runs, as it was at `seen_at`. `beat_at`: its last sign of life, None where it gives none; `patience`: how
    many seconds it may be silent.

    `backlog`: how much of its work waits. `error`: what it failed at last, a type and a place, or hung; `failing`: that
    was just now. `up`: of a link, whether it is; `down_since`: if not.
    """

    name: str
    seen_at: datetime
    started_at: datetime
    beat_at: datetime | None
    patience: int | None
    backlog: int | None
    restarts: int
    failed_at: datetime | None
    error: str
    failing: bool
    ended_at: datetime | None
    up: bool | None
    down_since: datetime | None


@dataclass(frozen=True, slots=True)
class Client:
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


@dataclass(frozen=True, slots=True)
class Project:
    """`rate` None: its client's."""

    id: int
    client_id: int
    name: str
    rate: str | None
    created_at: datetime


@dataclass(frozen=True, slots=True)
class MemberRate:
    """What an hour of that member costs the client, or (`project_id`) in one project of theirs."""

    client_id: int
    project_id: int | None
    member_id: int
    name: str
    """The member's."""
    rate: str


@dataclass(frozen=True, slots=True)
class Worked:
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


@dataclass(frozen=True, slots=True)
class Arrival:
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


@dataclass(frozen=True, slots=True)
class Arriving:
    """A part of it that isn't made yet. `number`: a ticket's, or below zero the how-manieth of those that are given
    one."""

    id: int
    arrival_id: int
    position: int
    kind: str
    key: str | None
    number: int | None
    payload: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Bill:
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


@dataclass(frozen=True, slots=True)
class BillLine:
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


@dataclass(frozen=True, slots=True)
class Stopwatch:
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
