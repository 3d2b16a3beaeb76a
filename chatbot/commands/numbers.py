"""Several tickets in one line: `12 13`, `12, 13`, `12-19` (VOICE, grammar 5)."""

import re
from collections.abc import Iterator

from msgspec import Struct

from chatbot.commands.words import SEPARATORS
from chatbot.desk.bounds import USUAL

MOST = USUAL.at_once
"""Each of them is a change with an answer of its own."""

LONGEST = 512
"""Characters that are looked through for numbers; so many tickets need fewer."""

_ONE_WORD = re.compile(r"#?[0-9]{1,9}(?:-#?[0-9]{1,9})?(?:,#?[0-9]{1,9}(?:-#?[0-9]{1,9})?)*[.,:;?!]*", re.ASCII)
_PART = re.compile(r"#?([0-9]{1,9})(?:-#?([0-9]{1,9}))?", re.ASCII)
_GAPS = re.compile(f"[{SEPARATORS}]+")


class Tickets(Struct, frozen=True):
    """One or more, each once, in the order in which they were named."""

    numbers: tuple[int, ...]

    @property
    def first(self) -> int:
        return self.numbers[0]

    @property
    def several(self) -> bool:
        return len(self.numbers) > 1

    def __str__(self) -> str:
        return " ".join(map(str, self.numbers))


def span(rest: str) -> str:
    """What of the remaining text names tickets: all of it if every word does, else the first word.

    So `close 12 13` are two, and `close 12 3 toners changed` is one with a text.
    """
    words = _GAPS.split(rest.strip(SEPARATORS)) if len(rest) <= LONGEST else []
    return rest if words and all(map(_ONE_WORD.fullmatch, words)) else _GAPS.split(rest, maxsplit=1)[0]


def ticket_numbers(text: str) -> Tickets:
    """Raises ValueError with a sentence."""
    words = _GAPS.split(text.strip(SEPARATORS))
    if not all(map(_ONE_WORD.fullmatch, words)):
        raise ValueError("A ticket is a number of at most 9 digits; several are 12 13, or 12-19.")
    numbers: dict[int, None] = {}
    for found in (match for word in words for match in _PART.finditer(word)):
        numbers |= dict.fromkeys(_range(found))
        if len(numbers) > MOST:
            raise ValueError(_too_many())
    return Tickets(tuple(numbers))


def _range(found: re.Match[str]) -> range:
    first, last = int(found[1]), int(found[2] or found[1])
    if last < first:
        raise ValueError(f"A range begins with the lower number: {last}-{first}.")
    if last - first >= MOST:
        raise ValueError(_too_many())
    return range(first, last + 1)


def _too_many() -> str:
    return f"{MOST} tickets at once are the most."


def numbers_in(arguments: dict[str, object]) -> Iterator[int]:
    """The tickets that a call names."""
    for name, value in arguments.items():
        if isinstance(value, Tickets):
            yield from value.numbers
        elif name == "number" and isinstance(value, int):
            yield value
