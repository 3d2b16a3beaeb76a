"""What a line of jsonl is, kind by kind: the shape of `dibs export jsonl`, in which a desk comes in again.

A line may have more than this; what is here must be there. Texts are data, whatever stands in them.
"""

import re
from datetime import date, datetime, timedelta
from typing import Annotated, Any, Literal, Self

from msgspec import Struct
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationInfo, model_validator

from chatbot.desk.bounds import Bounds
from chatbot.desk.habits import need_known
from chatbot.desk.money import parse_rate
from chatbot.desk.refused import Refused
from chatbot.desk.wording import TYPE, clean
from store.times import from_text, to_text

MOST_ID = 2**40
"""Ids are added to what a desk has given out by then, and stay far below what SQLite can count."""
LONGEST_TEXT = 1 << 20
LONGEST_NAME = 200
SHORTEST_PACE = 10
"""Seconds: below the shortest that can be set, and far above what would have dibs do nothing but ask."""
EARLIEST, LATEST = "1970", "2200"
"""Any zone's clock can tell what is between them."""
MOST_DATA = 64
"""Plain values in the data of an event."""


class Ends(Struct, frozen=True):
    """The last moments that a line may name: of what has happened (`past`), and of what is to come."""

    past: str
    ahead: str


def ends(now: datetime) -> Ends:
    """Clocks differ, but not by more than a day."""
    latest = now + timedelta(days=1)
    return Ends(to_text(latest), to_text(latest + Bounds().longest))


def _moment(text: str, info: ValidationInfo) -> str:
    from_text(text)
    if not EARLIEST <= text < (info.context.ahead if isinstance(info.context, Ends) else LATEST):
        raise ValueError("no moment that could be meant")
    return text


def _past(text: str, info: ValidationInfo) -> str:
    if isinstance(info.context, Ends) and text > info.context.past:
        raise ValueError("that hasn't happened yet")
    return text


def _unmarked(text: str) -> str:
    """Without the sign that dibs keeps for itself, which no door lets in."""
    return text.replace(TYPE, "")


def _seen(text: str) -> str:
    """A name, as every door lets it in: else a terminal's cursor might move where it is shown."""
    if clean(text) != text:
        raise ValueError("there are signs in it that nobody sees")
    return text


def _title(text: str) -> str:
    if not clean(text).strip():
        raise ValueError("nothing can be read in it")
    return text.replace(TYPE, "")


def _money(text: str) -> str:
    if not text or parse_rate(text) != text:
        raise ValueError("no rate of an hour")
    return text


def _day(text: str) -> str:
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        raise ValueError("no day")
    date.fromisoformat(text)
    return text


def _zone(text: str) -> str:
    try:
        return need_known(text)
    except Refused as refused:
        raise ValueError(str(refused)) from None


def _no_mark_of_who_is_gone(name: str) -> str:
    """In the database, whoever was forgotten has such a key."""
    if re.fullmatch(r"forgotten [0-9]+", name, re.IGNORECASE):
        raise ValueError("no name of a member")
    return name


Id = Annotated[int, Field(ge=1, le=MOST_ID)]
Count = Annotated[int, Field(ge=0, le=MOST_ID)]
LONGEST = int(Bounds().longest.total_seconds())
Length = Annotated[int, Field(ge=1, le=LONGEST)]
Pace = Annotated[int, Field(ge=SHORTEST_PACE, le=LONGEST)]
"""Seconds; a pace is how often somebody is asked."""
Code = Annotated[int, Field(ge=1, le=10_000)]
Name = Annotated[str, Field(min_length=1, max_length=LONGEST_NAME), AfterValidator(_unmarked), AfterValidator(_seen)]
Word = Annotated[str, Field(max_length=LONGEST_NAME), AfterValidator(_unmarked), AfterValidator(_seen)]
Text = Annotated[str, Field(max_length=LONGEST_TEXT), AfterValidator(_unmarked)]
Uuid = Annotated[str, Field(pattern=r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$")]
Moment = Annotated[str, AfterValidator(_moment)]
Past = Annotated[Moment, AfterValidator(_past)]
Day = Annotated[str, AfterValidator(_day)]
Zone = Annotated[str, AfterValidator(_zone)]
Rate = Annotated[str, AfterValidator(_money)]
Minutes = Annotated[int, Field(ge=-1_000_000, le=1_000_000)]
Minute = Annotated[int, Field(ge=0, le=24 * 60)]
Amount = Annotated[int, Field(ge=-MOST_ID, le=MOST_ID)]
Currency = Annotated[str, Field(pattern=r"^[A-Z]{3}$")]
Plain = str | int | Annotated[float, Field(allow_inf_nan=False)] | bool | None


class Shape(BaseModel):
    model_config = ConfigDict(strict=True, frozen=True, extra="ignore")


class Head(Shape):
    kind: Literal["export"]
    version: int
    desk: Word | None
    at: Moment
    query: Text | None
    private: bool


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


class DueOfOffer(Shape):
    kind: Literal["prompt_repeat", "prompt_half", "prompt_end", "prompt_absent"]
    at: Moment


class DueOfTicket(Shape):
    kind: Literal["hold_end", "ask_again", "stay_end", "stay_wait"]
    at: Moment


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


class State(Shape):
    code: Code
    name: Name
    offered: bool
    owned: bool
    waiting: bool
    final: bool
    lifetime: Length | None
    every: Pace | None
    onward: Code | None


class Edge(Shape):
    state: Code
    next: Code
    position: Count


class Setting(Shape):
    state: Count
    name: Name
    value: Text
    member: Id | None
    set_at: Past


class RunningCode(Shape):
    state: Code
    code: Name


class Type(Shape):
    kind: Literal["type"]
    name: Name
    role: Name | None
    priority: Literal["low", "normal", "high", "urgent"]
    keep: Length | None
    keep_from: Moment | None
    afterwards: Literal["archive", "delete"]
    start: Code
    lifetime: Length | None
    every: Pace | None
    states: list[State]
    edges: list[Edge]
    settings: list[Setting]
    codes: list[RunningCode]

    @model_validator(mode="after")
    def its_ways_lead_somewhere(self) -> Self:
        known = {state.code for state in self.states}
        named = {edge.state for edge in self.edges} | {edge.next for edge in self.edges} | {self.start}
        if not (named | {state.onward for state in self.states if state.onward is not None}) <= known:
            raise ValueError("one of its ways leads from or to a state that it doesn't have")
        return self


class Project(Shape):
    id: Id
    name: Name
    rate: Rate | None
    created_at: Past


class SpecialRate(Shape):
    member: Id
    project: Id | None
    rate: Rate


class Client(Shape):
    kind: Literal["client"]
    id: Id
    name: Name
    currency: Currency | None
    rate: Rate | None
    step: Annotated[int, Field(ge=1, le=60)]
    per: Literal["entry", "ticket"]
    minimum: Count
    created_at: Past
    projects: list[Project]
    rates: list[SpecialRate]


class BillLine(Shape):
    entry: Id
    ticket: Id
    title: Text
    project_id: Id | None
    project: Word | None
    member: Id
    person: Word
    day: Day
    minutes: Minutes
    charged: Minutes
    rate: Rate
    step: Annotated[int, Field(ge=1, le=60)]
    per: Literal["entry", "ticket"]
    minimum: Count
    amount: Amount


class Bill(Shape):
    kind: Literal["bill"]
    id: Id
    client_id: Id
    client: Name
    currency: Currency
    first_day: Day | None
    last_day: Day | None
    minutes: Minutes
    amount: Amount
    member: Id | None
    created_at: Past
    undone_at: Past | None
    lines: list[BillLine]
    entries: list[Id]


class View(Shape):
    kind: Literal["view"]
    id: Id
    name: Name
    member: Id | None
    role_id: Id | None
    query: Text
    saved_at: Past


class Alias(Shape):
    label: Name
    key: Name


class Watching(Shape):
    member: Id
    since: Past


class Relation(Shape):
    kind: Literal["blocks", "duplicates", "follows", "part of", "see also", "error of"]
    ticket: Id
    since: Past


class Answer(Shape):
    member: Id
    answer: Word
    at: Past


class Snooze(Shape):
    member: Id
    until: Moment
    due_at: Moment | None


class Offer(Shape):
    id: Id
    role_id: Id
    member: Id | None
    asker_id: Id | None
    asker: Word
    state: Literal["open", "accepted", "declined", "timed_out", "withdrawn"]
    opened_at: Past
    expires_at: Moment
    lifetime: Length
    ends_by: Literal["lifetime", "after", "prompts"]
    every: Pace
    repeats: Count
    heard_at: Past | None
    ended_at: Past | None
    bundle: Id | None
    answers: list[Answer]
    snoozes: list[Snooze]
    due: list[DueOfOffer]


class Worked(Shape):
    id: Id
    member: Id
    minutes: Minutes
    day: Day
    corrects: Id | None
    event: Id
    created_at: Past

    @model_validator(mode="after")
    def it_corrects_what_was_before(self) -> Self:
        if self.corrects is not None and self.corrects >= self.id:
            raise ValueError("it corrects an entry that comes later")
        return self


class Stay(Shape):
    visit: Count
    since: Past
    todo: Literal["", "proceed", "settle", "timeout"]
    steps: Count
    tries: Count
    overdue: Count
    waits_for: Id | None


class Trouble(Shape):
    type: Name
    code: Code
    error: Text
    since: Past
    ticket: Id | None


class Note(Shape):
    type: Name
    code: Code
    sender: Word
    text: Text
    created_at: Past


class Ticket(Shape):
    kind: Literal["ticket"]
    number: Id
    uuid: Uuid
    desk: Word
    type: Name
    code: Code
    resolution: Word | None
    role_id: Id
    priority: Literal["low", "normal", "high", "urgent"]
    private: bool
    title: Annotated[str, Field(max_length=Bounds().title), AfterValidator(_title)]
    description: Text
    owner_id: Id | None
    reporter: Word
    reporter_id: Id | None
    network: Word
    opener_id: Id | None
    key: Word | None
    times: Count
    client_id: Id | None
    project_id: Id | None
    opened_at: Past
    changed_at: Past
    accepted_at: Past | None
    closed_at: Past | None
    held_until: Moment | None
    held_by: Id | None
    archived_at: Past | None
    erased_at: Past | None
    aliases: list[Alias]
    watching: list[Watching]
    relations: list[Relation]
    offers: list[Offer]
    time: list[Worked]
    stay: Stay
    troubles: list[Trouble]
    notes: list[Note]
    due: list[DueOfTicket]


class Event(Shape):
    kind: Literal["event"]
    id: Id
    uuid: Uuid
    desk: Word
    event: Annotated[str, Field(pattern=r"^[a-z][a-z_]{1,60}$")]
    at: Past
    ticket: Id | None
    role_id: Id | None
    prompt: Id | None
    member: Id | None
    actor: Word
    network: Word | None
    place: Word | None
    alias: Alias | None
    data: Annotated[dict[Name, Plain], Field(max_length=MOST_DATA)]
    texts: Annotated[dict[Name, Text], Field(max_length=MOST_DATA)]


Line = Head | Member | Role | Type | Client | View | Ticket | Event | Bill
AnyLine = Annotated[Line, Field(discriminator="kind")]
Json = dict[str, Any]
