"""Days on somebody's calendar that have come, as people type them: `yesterday`, `mon`, `5 oct`, `2026-11-20`."""

import re
from datetime import date

from chatbot.desk.bounds import USUAL
from chatbot.desk.datewords import match_date, month_of, need_same_weekday
from chatbot.desk.wall import DAYS, Here, days_after, valid

UNKNOWN = "Which day? Write today, yesterday, mon or 2026-11-20."

_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})", re.ASCII)
_LEAP = 8
"""Years in which there is a 29 February, wherever they begin: 1900 and its like have none."""


def parse_day(text: str, here: Here) -> date:
    """One that isn't ahead; a weekday is the last one. Raises ValueError with a sentence that says what to write."""
    found = read_day(text.lower().strip(), here) if len(text) <= USUAL.moment else None
    if found is None:
        raise ValueError(UNKNOWN)
    if found > here.today:
        raise ValueError("That is ahead. Write today, yesterday, mon or 2026-11-20.")
    if here.today - found > USUAL.longest:
        raise ValueError(f"That is more than {USUAL.longest.days // 365} years ago.")
    return found


def read_day(word: str, here: Here) -> date | None:
    """Folded words; not held against the bounds. Raises ValueError where a date isn't the weekday beside it."""
    named = {"today": 0, "yesterday": -1}
    if word in named:
        return days_after(here.today, named[word])
    weekday = next((at for at, name in enumerate(DAYS) if word in {name, name[:3]}), None)
    if weekday is not None:
        return days_after(here.today, -((here.today.weekday() - weekday) % 7))
    iso = _ISO.fullmatch(word)
    return valid(*map(int, iso.groups())) if iso else _of_a_month(word, here)


def _of_a_month(word: str, here: Here) -> date | None:
    """`5 oct`: the last one."""
    match = match_date(word)
    if match is None:
        return None
    latest = int(match["year"] or here.today.year)
    years = [latest] if match["year"] else range(latest, latest - _LEAP - 1, -1)
    days = [day for year in years if (day := valid(year, month_of(match), int(match["day"])))]
    found = next((day for day in days if match["year"] or day <= here.today), None)
    if found is not None:
        need_same_weekday(match["weekday"], found)
    return found
