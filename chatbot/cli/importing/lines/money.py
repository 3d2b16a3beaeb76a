"""For whom work is done, at which rates, and what was billed."""

from typing import Annotated, Literal

from pydantic import Field

from chatbot.cli.importing.lines.values import (
    Amount,
    Count,
    Currency,
    Day,
    Id,
    Minutes,
    Name,
    Past,
    Rate,
    Shape,
    Text,
    Word,
)


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
