"""What the tour prints, line by line: plain data, coloured elsewhere."""

from collections.abc import Iterator
from datetime import timedelta

from msgspec import Struct

from chatbot.desk.durations import format_duration
from chatbot.desk.wording import clean

PRIVATE = "p"

WIDTH = 10
"""Of the column of names."""


class Heading(Struct, frozen=True):
    number: int
    of: int
    title: str


class Typed(Struct, frozen=True):
    who: str
    where: str
    text: str


class Told(Struct, frozen=True):
    """What dibs said: to `who` alone, the same to each where there are several; or in a channel, named by nobody."""

    who: str
    where: str
    text: str

    def __str__(self) -> str:
        """As the story spells what must be heard."""
        return f"{self.who} {self.where}< {self.text}".lstrip(" ")


class Passed(Struct, frozen=True):
    by: timedelta


class Omitted(Struct, frozen=True):
    """More lines like the one before it, which nobody wants to read one by one."""

    count: int
    what: str


Line = Heading | Typed | Told | Passed | Omitted


Piece = tuple[str, str]
"""Text, and what it is: a style of the terminal door, or nobody's."""


def pieces(line: Line) -> Iterator[Piece]:
    """The parts of a printed line. Their texts together are what is printed where there are no colours."""
    match line:
        case Heading():
            yield f"{line.number}/{line.of} ", "quiet"
            yield line.title, "heading"
        case Typed():
            yield f"{line.who:<{WIDTH}}", line.who
            yield f"{line.where}> ", "quiet"
            yield clean(line.text), line.who
        case Told():
            yield f"{line.who:<{WIDTH}}", line.who
            yield f"{line.where}< ", "quiet"
            yield clean(line.text), "dibs"
        case Passed():
            yield f"... {format_duration(line.by)} later", "quiet"
        case Omitted():
            yield f"... {line.count} more {line.what}", "quiet"


def plain(line: Line) -> str:
    return "".join(text for text, _ in pieces(line))
