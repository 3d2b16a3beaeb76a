"""Periods of whole days, as people type and read them: `this week`, `2026-10`, `2026-w47`, `2026-10-01..2026-10-15`."""

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from msgspec import Struct

from chatbot.desk.bounds import USUAL
from chatbot.desk.datewords import MONTH, month_of
from chatbot.desk.days import read_day
from chatbot.desk.wall import DAYS, MONTHS, Here, days_after, valid

EXAMPLES = "this week, last month, 2026-10, 2026-w47 or 2026-10-01..2026-10-15"
UNKNOWN = f"Which period? Write {EXAMPLES}."
AHEAD = f"That period is ahead. Write {EXAMPLES}."

EARLIEST = date.min
"""Where a period has no beginning."""


class Period(Struct, frozen=True):
    """From the day `first` to the day `last`, both in it. `name`: as it is shown, whatever was typed."""

    first: date
    last: date
    name: str


_TO = re.compile(r" ?(?:\.\.\.?|\u2026) ?")
"""Phones make one sign of the dots."""
_YEAR = re.compile(r"([0-9]{4})", re.ASCII)
_YEAR_MONTH = re.compile(r"([0-9]{4})-([0-9]{2})", re.ASCII)
_WEEK = re.compile(r"(?:([0-9]{4})-?w|w(?:eek )?)([0-9]{1,2})", re.ASCII)


def parse_period(text: str, here: Here) -> Period:
    """It has begun, at the latest today. Raises ValueError with a sentence that says what to write."""
    if len(text) > USUAL.moment:
        raise ValueError(f"A period has at most {USUAL.moment} characters. Write {EXAMPLES}.")
    words = " ".join(text.lower().split())
    ends = _TO.split(words)
    period = _read(words, here) if len(ends) == 1 else _range(ends, here)
    if period.first > here.today:
        raise ValueError(AHEAD)
    return period


def means_period(text: str) -> bool:
    """Whether words are about a period, be that one ahead or one that no calendar has."""
    try:
        parse_period(text, Here(datetime(2026, 1, 1, tzinfo=UTC), ZoneInfo("UTC")))
    except ValueError as wrong:
        return str(wrong) != UNKNOWN
    return True


def _range(ends: list[str], here: Here) -> Period:
    """Either end may be a longer one, or left out: then it is all before, or up to today."""
    if len(ends) != 2 or not any(ends):
        raise ValueError(UNKNOWN)
    first = _read(ends[0], here).first if ends[0] else EARLIEST
    last = _read(ends[1], here).last if ends[1] else here.today
    if first > here.today:
        raise ValueError(AHEAD)
    if last < first:
        raise ValueError("That period ends before it begins. Write 2026-10-01..2026-10-15.")
    return Period(first, last, show_days(first, last))


def _read(words: str, here: Here) -> Period:
    for read in _READERS:
        found = read(words, here)
        if found is not None:
            return found
    raise ValueError(UNKNOWN)


def _day(words: str, here: Here) -> Period | None:
    day = read_day(words, here)
    return day and Period(day, day, f"{DAYS[day.weekday()][:3].title()} {show_days(day, day)}")


def _week(words: str, here: Here) -> Period | None:
    named = {"this week": 0, "week": 0, "last week": -7}
    if words in named:
        return _week_of(days_after(here.today, named[words]))
    match = _WEEK.fullmatch(words)
    if match is None:
        return None
    this = here.today.isocalendar()
    number = int(match[2])
    return _numbered(int(match[1] or (this.year if number <= this.week else this.year - 1)), number)


def _numbered(year: int, week: int) -> Period:
    try:
        return _week_of(date.fromisocalendar(year, week, 1))
    except OverflowError as wrong:
        raise ValueError(AHEAD) from wrong
    except ValueError as wrong:
        raise ValueError(f"The year {year:04} has no week {week}. Write 2026-w47.") from wrong


def _week_of(day: date) -> Period:
    """From Monday, by ISO 8601: the first week of a year is the one with its first Thursday."""
    first = day - timedelta(days=day.weekday())
    last = days_after(first, 6)
    return Period(first, last, f"week {day.isocalendar().week}, {show_days(first, last)}")


def _month(words: str, here: Here) -> Period | None:
    """Without its year, a month is the last one that has begun."""
    named = {"this month": 0, "month": 0, "last month": -1}
    if words in named:
        years, month = divmod(here.today.year * 12 + here.today.month - 1 + named[words], 12)
        return _month_of(years, month + 1)
    match = _YEAR_MONTH.fullmatch(words)
    if match:
        return _month_of(int(match[1]), int(match[2]))
    match = re.fullmatch(MONTH, words)
    if match is None:
        return None
    number = month_of(match)
    latest = here.today.year if number <= here.today.month else here.today.year - 1
    return _month_of(int(match["year"] or latest), number)


def _month_of(year: int, month: int) -> Period:
    first = valid(year, month, 1)
    if first is None:
        raise ValueError(f"No calendar has {year:04}-{month:02}. Write 2026-10.")
    return Period(first, first.replace(day=monthrange(year, month)[1]), f"{MONTHS[month - 1].title()} {year}")


def _year(words: str, here: Here) -> Period | None:
    named = {"this year": 0, "year": 0, "last year": -1}
    match = _YEAR.fullmatch(words)
    if match is None and words not in named:
        return None
    year = int(match[1]) if match else here.today.year + named[words]
    first = valid(year, 1, 1)
    if first is None:
        raise ValueError(f"No calendar has the year {year:04}. Write 2026.")
    return Period(first, date(year, 12, 31), str(year))


def show_days(first: date, last: date) -> str:
    """`5 Oct 2026`, `1-15 Oct 2026`, `30 Nov - 6 Dec 2026`, `until 15 Oct 2026`."""
    end = f"{last.day} {_short(last)} {last.year}"
    if first == last:
        return end
    if first == EARLIEST:
        return f"until {end}"
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}-{end}"
    year = "" if first.year == last.year else f" {first.year}"
    return f"{first.day} {_short(first)}{year} - {end}"


def _short(day: date) -> str:
    return MONTHS[day.month - 1][:3].title()


_READERS: tuple[Callable[[str, Here], Period | None], ...] = (_week, _month, _year, _day)
