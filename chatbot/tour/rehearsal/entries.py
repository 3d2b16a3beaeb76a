"""What a rehearsal tells, line by line: plain data, and the words for it."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from msgspec import Struct

from chatbot.commands.past import phrase
from chatbot.desk.durations import format_duration
from chatbot.desk.wording import clean
from chatbot.tour.lines import Piece
from store.records import Event

MOMENT = 8
"""Characters of the column that says when."""


class Typed(Struct, frozen=True):
    who: str
    text: str


class Said(Struct, frozen=True):
    """By dibs: aloud in a channel, which nobody is named for, or to each of these in private."""

    to: tuple[str, ...]
    channel: str
    text: str


class Happened(Struct, frozen=True):
    event: Event
    text: str


What = Typed | Said | Happened


class Entry(Struct, frozen=True):
    at: datetime
    what: What


class Asked(Struct, frozen=True):
    """`names`: with what keeps them from hearing it."""

    role: str = ""
    names: tuple[str, ...] = ()


Names = Mapping[int, str]


def _span(event: Event, key: str) -> str:
    return format_duration(timedelta(seconds=int(event.data.get(key) or 0)))


def _opened(event: Event, asked: Asked, _: Names) -> str:
    """`ops is asked for 15m: bob, dave (rests)`"""
    return f"{asked.role} is asked for {_span(event, 'lifetime')}: {', '.join(asked.names) or 'nobody is in it'}"


def _repeated(event: Event, asked: Asked, _: Names) -> str:
    whom = f"{asked.role} is" if asked.role else "they are"
    return f"{whom} asked again, {_span(event, 'left')} left"


TOLD: Mapping[str, Callable[[Event, Asked, Names], str]] = {
    "prompt_opened": _opened,
    "prompt_repeated": _repeated,
    "prompt_half_over": lambda event, _asked, _names: f"half of its time is over, {_span(event, 'left')} left",
    "ticket_timed_out": lambda event, asked, names: f"{asked.role}: {phrase(event, names)}",
}
"""What a history leaves out, or knows by itself; told whoever did it."""


def in_words(event: Event, names: Names, asked: Asked) -> str:
    """Empty for what people needn't read."""
    return TOLD[event.kind](event, asked, names) if event.kind in TOLD else phrase(event, names)


def after(entry: Entry, begins: datetime) -> str:
    return format_duration(entry.at - begins)


def pieces(entry: Entry, when: str) -> Iterator[Piece]:
    """The parts of a printed line. `when`: empty where that stands above it already."""
    yield f"{when:>{MOMENT}}  ", "quiet"
    match entry.what:
        case Happened(text=text):
            yield clean(text), "heading"
        case Typed(who=who, text=text):
            yield f"{clean(who)} p> ", "quiet"
            yield clean(text), "name"
        case Said(to=to, channel=channel, text=text):
            yield f"{channel or ', '.join(map(clean, to)) + ' p'}< ", "quiet"
            yield clean(text), "dibs"


def as_json(entry: Entry, begins: datetime) -> dict[str, Any]:
    when = {"at": entry.at.isoformat(), "after": int((entry.at - begins).total_seconds())}
    match entry.what:
        case Happened(event=event, text=text):
            return when | {"event": event.kind, "text": text, "data": event.data}
        case Typed(who=who, text=text):
            return when | {"typed_by": who, "text": text}
        case Said(to=to, channel=channel, text=text):
            return when | {"to": channel or list(to), "text": text}
