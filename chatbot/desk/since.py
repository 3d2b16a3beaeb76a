"""Moments that are past, as people type them: `14:00`, `2h`, `yesterday 9:00`, `mon`, `2026-11-20 14:00`."""

import re
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from chatbot.desk.bounds import USUAL
from chatbot.desk.clockwords import clock_beside, read_clock
from chatbot.desk.durations import parse_duration
from chatbot.desk.wall import DAYS, Here, days_after

UNKNOWN = "Since when? Write 14:00, 2h, yesterday 9:00, mon 14:00 or 2026-11-20 14:00. Nothing changed."

_LEAD = re.compile(r"^(?:since|from) (?=.)")
_ISO = re.compile(r"(?<=[0-9])t(?=[0-9])")
"""Between a date and a time of day (RFC 3339)."""


def parse_since(text: str, now: datetime, zone: ZoneInfo) -> datetime:
    """In UTC, before `now`. A time of day is the last one that is past; a day without one begins at midnight.

    Raises ValueError with a sentence that says what to write instead.
    """
    if len(text) > USUAL.moment:
        raise ValueError(
            f"A time has at most {USUAL.moment} characters: write 14:00, 2h or yesterday 9:00. Nothing changed."
        )
    folded = _ISO.sub(" ", _LEAD.sub("", " ".join(text.lower().split()).rstrip(" .,:;")))
    here = Here(now, zone)
    try:
        found = _ago(folded, now) or _at(folded, here)
    except OverflowError as far:  # a day at either end of the calendar, which in UTC is beyond it
        raise ValueError(UNKNOWN) from far
    if found is None:
        raise ValueError(UNKNOWN)
    if found >= now:
        raise ValueError(f"That is ahead ({here.show(found)}): write a time that is past. Nothing changed.")
    return found


def _ago(text: str, now: datetime) -> datetime | None:
    try:
        return now - parse_duration(text.removesuffix(" ago"))
    except ValueError:
        return None


def _at(text: str, here: Here) -> datetime | None:
    if clock := read_clock(text):
        today = here.moment_of(here.today, clock)
        return today if today < here.now else here.moment_of(days_after(here.today, -1), clock)
    if (found := _moment(text, time(0), here)) is not None:
        return found
    beside = clock_beside(text)
    return _moment(beside[0], beside[1], here) if beside else None


def _moment(words: str, clock: time, here: Here) -> datetime | None:
    day = _day(words, clock, here)
    return here.moment_of(day, clock) if day else None


def _day(words: str, clock: time, here: Here) -> date | None:
    named = {"today": 0, "yesterday": -1}
    if words in named:
        return days_after(here.today, named[words])
    weekday = next((at for at, name in enumerate(DAYS) if words in {name, name[:3]}), None)
    if weekday is not None:
        day = days_after(here.today, -((here.today.weekday() - weekday) % 7))
        return day if here.moment_of(day, clock) < here.now else days_after(day, -7)
    try:
        return date.fromisoformat(words) if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", words) else None
    except ValueError:
        return None
