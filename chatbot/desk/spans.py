"""Days and lengths of time in a query: `opened:<7d`, `due:today`, `closed:>=2026-11-01`."""

import re
from datetime import date, datetime, time, timedelta

from chatbot.desk.durations import parse_duration
from chatbot.desk.queries import Item
from chatbot.desk.wall import Here, days_after, valid
from store.finding import Fact, Op

DAYS = {"yesterday": -1, "today": 0, "tomorrow": 1}
OLDEST, NEWEST = 1970, 2999
"""Years; beyond them a calendar may end."""
HOW = "write 7d, 2h, today, yesterday or 2027-04-03."

_DATE = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})", re.ASCII)
_YOUNGER: dict[Op | None, Op] = {None: ">=", "=": ">=", "<": ">", "<=": ">=", ">": "<", ">=": "<="}
_NEARER: dict[Op | None, Op] = {None: "<=", "=": "<=", "<": "<", "<=": "<=", ">": ">", ">=": ">="}


def span(name: str, item: Item, here: Here, *, ahead: bool) -> tuple[Fact, ...]:
    """What the row `name` of the facts must be. `ahead`: a length counts from now on, else back from now.

    Raises ValueError with a sentence that says what to write instead.
    """
    day = _day(item.text.lower(), here)
    if day is not None:
        return _of_day(name, item.op, here.moment_of(day, time(0)), here.moment_of(days_after(day, 1), time(0)))
    length = _length(item.text)
    if ahead:
        return (Fact(name, here.now + length, _NEARER[item.op]),)
    return (Fact(name, here.now - length, _YOUNGER[item.op]),)


def _of_day(name: str, op: Op | None, start: datetime, end: datetime) -> tuple[Fact, ...]:
    since, until = Fact(name, start, ">="), Fact(name, end, "<")
    if op == "<":
        return (Fact(name, start, "<"),)
    if op == ">":
        return (Fact(name, end, ">="),)
    return {"<=": (until,), ">=": (since,)}.get(op or "", (since, until))


def _day(text: str, here: Here) -> date | None:
    if text in DAYS:
        return days_after(here.today, DAYS[text])
    match = _DATE.fullmatch(text)
    if match is None:
        return None
    year, month, day = map(int, match.groups())
    found = valid(year, month, day) if OLDEST <= year <= NEWEST else None
    if found is None:
        raise ValueError(f"no calendar has {text}: {HOW}")
    return found


def _length(text: str) -> timedelta:
    try:
        return parse_duration(text)
    except ValueError as error:
        known = str(error).startswith("Not a length")
        raise ValueError(f"not a time: {HOW}" if known else str(error)) from None
