"""A ticket, with its offers, its time and what else hangs on it."""

from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, model_validator

from chatbot.cli.importing.lines.values import (
    Code,
    Count,
    Day,
    Id,
    Length,
    Minutes,
    Moment,
    Name,
    Pace,
    Past,
    Shape,
    Text,
    Uuid,
    Word,
)
from chatbot.desk.bounds import Bounds
from chatbot.desk.wording import TYPE, clean


def _title(text: str) -> str:
    if not clean(text).strip():
        raise ValueError("nothing can be read in it")
    return text.replace(TYPE, "")


class DueOfOffer(Shape):
    kind: Literal["prompt_repeat", "prompt_half", "prompt_end", "prompt_absent"]
    at: Moment


class DueOfTicket(Shape):
    kind: Literal["hold_end", "ask_again", "stay_end", "stay_wait"]
    at: Moment


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
