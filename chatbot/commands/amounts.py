"""Words about time and money: minutes that were worked, a rate for an hour, a name of more than one word."""

import re
from datetime import timedelta
from itertools import islice
from typing import NewType

from chatbot.commands.words import QUOTES, SEPARATORS
from chatbot.desk.durations import UNITS, parse_duration
from chatbot.desk.money import parse_rate

Minutes = NewType("Minutes", int)
"""Whole minutes that were worked; below zero they correct."""
Part = NewType("Part", int)
"""So many minutes of what was measured; 0, by the word `drop`, is nothing of it."""
Label = NewType("Label", str)
"""A name of one word, or of more in quotes: `acme`, `"Disaster Recovery"`."""
Rate = NewType("Rate", str)
"""Money for an hour, as decimal text; empty is none."""

DROP = "drop"
_LENGTH = re.compile(rf"[-\u2212\u2013]?[0-9]+[wdhms](?:[0-9{SEPARATORS}]|\Z)", re.ASCII | re.IGNORECASE)
_WORDS = re.compile(f"[^{SEPARATORS}]+")

LONGEST_LABEL = 200
"""Characters that are looked through for the closing quote."""
_MINUS = re.compile("^[-\u2212\u2013]")
"""Phones type a true minus, or a dash."""


def minutes(word: str) -> Minutes:
    """`15m`, `1h30`, `1h 30m`, `-15m`. Raises ValueError with a sentence."""
    below = _MINUS.match(word) is not None
    seconds = int(_without_sign(word).total_seconds())
    if seconds % 60:
        raise ValueError("Time is logged in whole minutes: write 15m or 1h30.")
    return Minutes(-seconds // 60 if below else seconds // 60)


def length_span(rest: str) -> str:
    """The next word; or so many as are one length, `1h 30m`, as dibs itself writes it."""
    heads = [rest[: match.end()] for match in islice(_WORDS.finditer(rest), len(UNITS))]
    return next((head for head in reversed(heads[1:]) if _is_length(head)), heads[0] if heads else "")


def _is_length(text: str) -> bool:
    try:
        return bool(_without_sign(text))
    except ValueError:
        return False


def _without_sign(text: str) -> timedelta:
    return parse_duration(" ".join(_WORDS.findall(_MINUS.sub("", text))))


def part(word: str) -> Part:
    """`3h`, `1h30`, `drop`. Raises ValueError with a sentence."""
    found = 0 if word.lower().rstrip(".") == DROP else minutes(word)
    if found < 0:
        raise ValueError("Less than nothing can't count: write 15m, 1h30 or drop.")
    return Part(found)


def is_part(word: str) -> bool:
    """Whether it is meant as one; else it begins a text."""
    return word.lower().rstrip(".") == DROP or _LENGTH.match(word) is not None


def label_span(rest: str) -> str:
    """One word, or what stands in quotes, with them."""
    if rest[:1] in tuple(QUOTES):
        end = next((at for at, sign in enumerate(rest[1:LONGEST_LABEL], 1) if sign in QUOTES), None)
        if end is not None:
            return rest[: end + 1]
    return re.split(f"[{SEPARATORS}]", rest, maxsplit=1)[0]


def label(text: str) -> Label:
    return Label(text.strip(QUOTES))


def rate(word: str) -> Rate:
    return Rate(parse_rate(word))
