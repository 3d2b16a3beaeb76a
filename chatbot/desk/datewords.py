"""Our own small grammar of moments. A reader gives None where the words aren't its own, and raises ValueError, with a
sentence fit to show, where they are but mean nothing. All text here is folded, with single spaces."""

import re
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, time

from chatbot.desk.clockwords import clock_beside, read_clock
from chatbot.desk.durations import parse_duration
from chatbot.desk.wall import DAYS, MONTHS, MORNING, Here, days_after, later_month, show_day, valid

_MONTH = rf"(?P<month>{'|'.join(f'{name[:3]}(?:{name[3:]})?' for name in MONTHS)}|sept)\.?"
_DAY = r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th|\.)?"
_YEAR = r"(?:,? (?P<year>[0-9]{4}))?"
_WEEKDAY = rf"(?P<weekday>{'|'.join(rf'{name[:3]}(?:{name[3:]})?' for name in DAYS)}|tues|thur|thurs)"

_DATES = tuple(
    rf"(?:{_WEEKDAY},? )?(?:the )?{shape}{_YEAR}"
    for shape in (f"{_DAY} ?(?:of )?{_MONTH}", f"{_MONTH} (?:the )?{_DAY}")
)
MONTH = rf"{_MONTH}{_YEAR}"
"""Compiled where they are used first: that takes longer than all else here, and most programs need none of them."""
_ISO_DAY = re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{1,2})-(?P<day>[0-9]{1,2})")
_ISO = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[t ][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,6})?)?(?:z|[+-][0-9]{2}:?[0-9]{2})"
)
_ISO_LOCAL = re.compile(r"(?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2})t(?P<clock>[0-9]{2}:[0-9]{2}(?::[0-9]{2})?)")
_NAMED = re.compile(rf"(?:next |this |on )?{_WEEKDAY}")
_NTH = re.compile(r"(?:the )?(?P<day>[0-9]{1,2})(?:st|nd|rd|th)")

_LENGTH = re.compile(r"(?:[0-9]+ ?[wdhms] ?)*[0-9]+ ?[wdhms](?:[0-9]+)?")
_MONTHS_AHEAD = re.compile(r"(?P<count>[0-9]{1,4}) ?(?P<unit>month|year)s?")
_ARTICLE = re.compile(r"(?:an?|one) (?=(?:minute|hour|day|week|month|year)\b)")
_UNIT = re.compile(r"(?<=[0-9]) ?(?:(s)ec(?:ond)?s?|(m)in(?:ute)?s?|(h)(?:ou)?rs?|(d)ays?|(w)eeks?)\b(?:,? and\b|,)?")

_RELATIVE_DAYS = {
    "today": 0,
    "this": 0,
    "tomorrow": 1,
    "tmrw": 1,
    "tmr": 1,
    "day after tomorrow": 2,
    "the day after tomorrow": 2,
}


def read_own(text: str, here: Here) -> datetime | None:
    """In UTC, not yet held against the bounds."""
    for read in (_length, _months_ahead, _instant, _clock_alone):
        found = read(text, here)
        if found is not None:
            return found
    return _day_and_clock("today night" if text == "tonight" else text, here)


def _length(text: str, here: Here) -> datetime | None:
    words = _ARTICLE.sub("1 ", re.sub(r"^(?:in|for) ", "", text).replace("half an hour", "30m"))
    short = _UNIT.sub(lambda unit: next(filter(None, unit.groups())), words)
    return here.now + parse_duration(re.sub(r"(?<=[0-9]) (?=[wdhms])", "", short)) if _LENGTH.fullmatch(short) else None


def _months_ahead(text: str, here: Here) -> datetime | None:
    match = _MONTHS_AHEAD.fullmatch(_ARTICLE.sub("1 ", re.sub(r"^(?:in|for) ", "", text)))
    if match is None:
        return None
    wall = later_month(here.wall, int(match["count"]) * (12 if match["unit"] == "year" else 1))
    return here.moment(wall.date(), wall.time())


def _instant(text: str, here: Here) -> datetime | None:
    """ISO 8601 with an offset of its own."""
    del here
    if not _ISO.fullmatch(text):
        return None
    try:
        return datetime.fromisoformat(text.upper()).astimezone(UTC)
    except ValueError as wrong:
        raise ValueError("No calendar has that: write 2027-04-03T09:00Z, or 3 apr 9:00.") from wrong


def _clock_alone(text: str, here: Here) -> datetime | None:
    clock = read_clock(text)
    return None if clock is None else _first_ahead((here.today, days_after(here.today, 1)), clock, here)


def _day_and_clock(text: str, here: Here) -> datetime | None:
    iso = _ISO_LOCAL.fullmatch(text)
    days = read_days(text, here, clocked=False)
    if days is not None:
        return _first_ahead(days, None, here)
    beside = clock_beside(f"{iso['day']} {iso['clock']}" if iso else text)
    days = beside and read_days(beside[0], here, clocked=True)
    return _first_ahead(days, beside[1], here) if beside and days is not None else None


def _first_ahead(days: Iterable[date], clock: time | None, here: Here) -> datetime:
    """The first of the days, in their order, on which that time is still to come; else the last of them."""
    at = here.now
    for day in days:
        if clock is None and day == here.today:
            raise ValueError("When today? Write today 17:00, or 2h.")
        at = here.moment(day, clock or MORNING)
        if at > here.now:
            break
    return at


def read_days(text: str, here: Here, *, clocked: bool) -> list[date] | None:
    """The days that the words may mean, the nearest first. `clocked`: a time of day stands beside them, so that
    `monday`, said on a Monday, may be today."""
    ahead = _RELATIVE_DAYS.get(text)
    if ahead is not None:
        return None if text == "this" and not clocked else [days_after(here.today, ahead)]
    for read in _DAY_READERS:
        days = read(text, here)
        if days is not None:
            return days
    return _weekday(text, here, clocked=clocked)


def _weekday(text: str, here: Here, *, clocked: bool) -> list[date] | None:
    match = _NAMED.fullmatch(text)
    if match is None:
        return None
    ahead = (_weekday_number(match["weekday"]) - here.today.weekday()) % 7
    nearest = days_after(here.today, ahead if ahead or clocked else 7)
    return [nearest, days_after(nearest, 7)]


def _weekday_number(word: str) -> int:
    return next(number for number, name in enumerate(DAYS) if name.startswith(word[:3]))


def _fixed(text: str, here: Here) -> list[date] | None:
    following = days_after(here.today, 1)
    next_month = later_month(here.wall, 1).date().replace(day=1)
    starts = {
        "next workday": days_after(following, max(0, 7 - following.weekday()) if following.weekday() > 4 else 0),
        "next week": days_after(here.today, 7 - here.today.weekday()),
        "next month": next_month,
    }
    return [starts[text]] if text in starts else None


def _iso_day(text: str, here: Here) -> list[date] | None:
    del here
    match = _ISO_DAY.fullmatch(text)
    return match and [_need(int(match["year"]), int(match["month"]), int(match["day"]))]


def _nth(text: str, here: Here) -> list[date] | None:
    match = _NTH.fullmatch(text)
    if match is None:
        return None
    months = [later_month(here.wall.replace(day=1), count) for count in range(3)]
    days = [day for month in months if (day := valid(month.year, month.month, int(match["day"])))]
    if not days:
        raise ValueError(f"No month has a day {int(match['day'])}: write 3 apr, or 2027-04-03.")
    return _ahead(days, here)


def _month_day(text: str, here: Here) -> list[date] | None:
    match = match_date(text)
    if match is None:
        return None
    month = month_of(match)
    days = (
        [_need(int(match["year"]), month, int(match["day"]))]
        if match["year"]
        else _years(month, int(match["day"]), here)
    )
    need_same_weekday(match["weekday"], days[0])
    return days


def match_date(text: str) -> re.Match[str] | None:
    """`mon, 5 oct 2026`; with the groups weekday, day, month and year."""
    return next(filter(None, (re.fullmatch(shape, text) for shape in _DATES)), None)


def month_of(match: re.Match[str]) -> int:
    return next(number for number, name in enumerate(MONTHS, 1) if name.startswith(match["month"][:3]))


def _years(month: int, number: int, here: Here) -> list[date]:
    """The day in this year and the next ones; eight, because 1900 and its like have no 29 February."""
    days = [day for year in range(here.today.year, here.today.year + 9) if (day := valid(year, month, number))]
    return _ahead(days, here) if days else [_need(here.today.year, month, number)]


def _ahead(days: list[date], here: Here) -> list[date]:
    """Today, if it is among them, and nothing else: who names it doesn't mean next year."""
    return [here.today] if here.today in days else [day for day in days if day > here.today]


def _need(year: int, month: int, day: int) -> date:
    found = valid(year, month, day)
    if found:
        return found
    if 1 <= month <= 12:
        raise ValueError(f"{MONTHS[month - 1].title()} has no day {day}: write 3 apr, or 2027-04-03.")
    raise ValueError(f"No year has a month {month}: write 3 apr, or 2027-04-03.")


def need_same_weekday(word: str | None, day: date) -> None:
    if word and _weekday_number(word) != day.weekday():
        raise ValueError(f"That day is a {DAYS[day.weekday()].title()}: write {show_day(day).lower()} {day.year}.")


_DAY_READERS: tuple[Callable[[str, Here], list[date] | None], ...] = (_fixed, _iso_day, _month_day, _nth)
