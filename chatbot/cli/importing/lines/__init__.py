"""What a line of jsonl is, kind by kind: the shape of `dibs export jsonl`, in which a desk comes in again.

A line may have more than this; what is here must be there. Texts are data, whatever stands in them.
"""

from typing import Annotated, Any, Literal

from pydantic import Field

from chatbot.cli.importing.lines.money import Bill, Client
from chatbot.cli.importing.lines.people import Member, Role
from chatbot.cli.importing.lines.tickets import Alias, Ticket
from chatbot.cli.importing.lines.types import Type
from chatbot.cli.importing.lines.values import Id, Moment, Name, Past, Plain, Shape, Text, Uuid, Word

__all__ = ["AnyLine", "Bill", "Client", "Event", "Head", "Json", "Line", "Member", "Role", "Ticket", "Type", "View"]


MOST_DATA = 64
"""Plain values in the data of an event."""


class Head(Shape):
    kind: Literal["export"]
    version: int
    desk: Word | None
    at: Moment
    query: Text | None
    private: bool


class View(Shape):
    kind: Literal["view"]
    id: Id
    name: Name
    member: Id | None
    role_id: Id | None
    query: Text
    saved_at: Past


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
