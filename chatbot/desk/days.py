"""Days on somebody's calendar, as people type them: `yesterday`, `mon`, `2026-11-20`."""

import re
from datetime import date

from chatbot.desk.bounds import USUAL
from chatbot.desk.wall import DAYS, Here, days_after

UNKNOWN = "Which day? Write today, yesterday, mon or 2026-11-20."

_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)


def parse_day(text: str, here: Here) -> date:
    """One that isn't ahead; a weekday is the last one. Raises ValueError with a sentence that says what to write."""
    found = _day(text.lower().strip(), here) if len(text) <= USUAL.moment else None
    if found is None:
        raise ValueError(UNKNOWN)
    if found > here.today:
        raise ValueError("That is ahead. Write today, yesterday, mon or 2026-11-20.")
    if here.today - found > USUAL.longest:
        raise ValueError(f"That is more than {USUAL.longest.days // 365} years ago.")
    return found


def _day(word: str, here: Here) -> date | None:
    named = {"today": 0, "yesterday": -1}
    if word in named:
        return days_after(here.today, named[word])
    weekday = next((at for at, name in enumerate(DAYS) if word in {name, name[:3]}), None)
    if weekday is not None:
        return days_after(here.today, -((here.today.weekday() - weekday) % 7))
    try:
        return date.fromisoformat(word) if _ISO.fullmatch(word) else None
    except ValueError:
        return None
