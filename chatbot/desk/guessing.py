"""Moments in words that our own grammar doesn't have, by dateparser: other languages above all.

It reads much that nobody meant (`friday 13` is a day of last week to it), so it only gets what holds a real word, and
the time of day is read before by ourselves.
"""

import re
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from chatbot.desk.clockwords import clock_beside
from chatbot.desk.wall import MORNING, Here

LANGUAGES = ("en", "de", "fr", "es")
"""Fixed: without them it tries two hundred for every miss, for seconds."""

_TWO_READINGS = re.compile(r"[0-9] ?[/.,-] ?[0-9]")
_WORD = re.compile(r"(?!(?:the|and|for|der|die|das|den|dem|les|los|las|del)\b)\b[^\W\d_]{3,}")
_SMALL = re.compile(r"^(?:am|le|el|bis|jusqu'au|hasta) ")


def guess(text: str, here: Here) -> datetime | None:
    """In UTC, not yet held against the bounds; None if it isn't understood."""
    text = _SMALL.sub("", text)
    if _TWO_READINGS.search(text) or not _WORD.search(text):
        return None
    beside = clock_beside(text)
    day = _read(beside[0], here) if beside and _WORD.search(beside[0]) else None
    if beside and day and day.tzinfo is None:
        return here.moment(day.date(), beside[1])
    return _placed(_read(text, here), here)


def warm() -> None:
    """Load the library and its languages: 0.1 s, so on a thread of its own."""
    guess("waiting for nothing", Here(datetime(2026, 1, 1, tzinfo=UTC), ZoneInfo("UTC")))


def _read(text: str, here: Here) -> datetime | None:
    """Naive on the wall of `here`, unless the text names a zone itself."""
    from dateparser import parse  # noqa: PLC0415 - it is slow to load, and most who start dibs never need it

    settings = {
        "RELATIVE_BASE": here.wall,
        "TIMEZONE": "UTC",  # a name that it surely knows; what is naive is placed by us
        "PREFER_DATES_FROM": "future",
        "PREFER_DAY_OF_MONTH": "first",
        "DATE_ORDER": "DMY",
        "PARSERS": ["relative-time", "absolute-time"],
    }
    try:
        return parse(text, languages=LANGUAGES, settings=settings)
    except Exception:  # noqa: BLE001 - whatever a library for the whole web stumbles over, it wasn't a time
        return None


def _placed(read: datetime | None, here: Here) -> datetime | None:
    if read is None or read.tzinfo:
        return read and read.astimezone(UTC)
    named_no_time = read.time() in {here.wall.time(), MORNING.replace(hour=0)}
    return here.moment(read.date(), MORNING if named_no_time else read.time())
