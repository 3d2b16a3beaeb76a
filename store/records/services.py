"""What is to be said, and what says and does it."""

from datetime import datetime

from msgspec import Struct


class Notice(Struct, frozen=True):
    """One line of the outbox.

    `target` is `channel` (`address` is its name), `member` (`member_id`), or `mask` (`address` is a nick!user@host).
    `holds` is what must still be true when it is sent: a key of `STILL` in services/holds.py, or one behind `bridged`.
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


class Storm(Struct, frozen=True):
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


class Service(Struct, frozen=True):
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
