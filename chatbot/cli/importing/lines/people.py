"""Who there is, and the roles that they are in."""

import re
from typing import Annotated, Literal

from pydantic import AfterValidator

from chatbot.cli.importing.lines.values import (
    Count,
    Id,
    Length,
    Minute,
    Moment,
    Name,
    Pace,
    Past,
    Shape,
    Uuid,
    Word,
    Zone,
)


def _no_mark_of_who_is_gone(name: str) -> str:
    """In the database, whoever was forgotten has such a key."""
    if re.fullmatch(r"forgotten [0-9]+", name, re.IGNORECASE):
        raise ValueError("no name of a member")
    return name


class Account(Shape):
    network: Word
    account: Word
    kind: Word
    folded: Word
    created_at: Past


class Member(Shape):
    kind: Literal["member"]
    id: Id
    uuid: Uuid
    name: Annotated[Name, AfterValidator(_no_mark_of_who_is_gone)]
    admin: bool
    linked_to: Id | None
    created_at: Past
    suspended_at: Past | None
    asleep: bool
    forgotten_at: Past | None
    zone: Zone | None
    quiet_from: Minute | None
    quiet_to: Minute | None
    quiet_mode: Literal["", "mine", "digest"] | None
    muted_until: Moment | None
    away_since: Past | None
    seen_at: Past | None
    morning_at: Moment | None
    unquoted_since: Past | None
    accounts: list[Account]


class DueOfRole(Shape):
    kind: Literal["digest"]
    at: Moment


class InRole(Shape):
    id: Id
    lead: bool
    confirmed: bool
    joined_at: Past


class Role(Shape):
    kind: Literal["role"]
    id: Id
    name: Name
    network: Word | None
    channel: Word | None
    open: bool
    lifetime: Length | None
    every: Pace | None
    digest_every: Length | None
    say: Literal["few", "normal", "all"]
    next_id: Id | None
    next_after: Length | None
    next_prompts: Count | None
    zone: Zone | None
    created_at: Past
    deleted_at: Past | None
    members: list[InRole]
    due: list[DueOfRole]
