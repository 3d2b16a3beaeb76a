"""Moments as people type and read them: `2h`, `mon 9:00`, `until friday`, `3 apr`; ahead, and at most 2 years."""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from chatbot.desk.bounds import USUAL
from chatbot.desk.datewords import read_own
from chatbot.desk.durations import format_duration
from chatbot.desk.guessing import guess, warm
from chatbot.desk.wall import MONTHS, Here, valid

__all__ = ["format_moment", "parse_moment", "split_moment", "warm"]

MAX_CHARACTERS = USUAL.moment
MAX_WORDS = 7
"""Of the time at the head of a reason; each further word is one more reading of all of them."""

UNKNOWN = "Not a time that dibs knows: write 2h, mon 9:00, tomorrow, 3 apr or 2027-04-03."
TOO_FAR = "At most 2 years ahead: write 104w or less, or an earlier day."
TOO_LONG = f"A time has at most {MAX_CHARACTERS} characters: write 2h, mon 9:00, tomorrow, 3 apr or 2027-04-03."

_UNTIL = re.compile(r"^(?:until|till|til|by|on|at) (?=.)")
_TWO_READINGS = re.compile(r"(?P<one>[0-9]{1,2})[/.-](?P<other>[0-9]{1,2})(?:[/.-](?P<year>[0-9]{4})?)?(?: .*)?")
_FRACTION = re.compile(r"[0-9]+[.,][0-9]+ ?(?:[wdhms]|weeks?|days?|hours?|minutes?)(?: .*)?")
_NUMBER = re.compile(r"(?P<number>[0-9]+)(?: .*)?")
_NEGATIVE = re.compile(r"-[0-9].*")
_ALSO_WORDS = re.compile(r"sat|sun|noon|midnight|(?:the )?[0-9]{1,2}(?:st|nd|rd|th)")
"""Before a reason these are more likely its first words (`2nd printer, too`) unless `until` stands in front."""


def parse_moment(text: str, now: datetime, zone: ZoneInfo) -> datetime:
    """In UTC, after `now`. A day without a time of day is its 09:00; `until` and the like may stand in front.

    Raises ValueError with a sentence that says what to write instead.
    """
    here = Here(now.astimezone(UTC), zone)
    try:
        return _ahead(_parsed(text.strip(" "), here), here)
    except OverflowError as far:
        raise ValueError(_unchanged(TOO_FAR)) from far
    except ValueError as wrong:
        raise ValueError(_unchanged(str(wrong))) from wrong


def split_moment(text: str, now: datetime, zone: ZoneInfo) -> tuple[datetime | None, str]:
    """The longest time at the head, and the reason after it; None and the whole text if it starts with no time.

    Raises ValueError where the head looks like a time and can't be one: `3/4`, `2`, `-2h`, a day that is past.
    """
    here, text = Here(now.astimezone(UTC), zone), text.strip(" ")
    ends = tuple(_ends(text))
    try:
        found = _longest(text, ends, lambda head: read_own(head, here))
        if found is None:
            _refuse_two_readings(_folded(text[:MAX_CHARACTERS]), here)
            found = _shortest_as_good(text, ends, here)
        if found is None:
            _refuse_bare_numbers(_folded(text[:MAX_CHARACTERS]))
            return None, text
        return _ahead(found[0], here), text[found[1] :].lstrip(" ")
    except OverflowError as far:
        raise ValueError(_unchanged(TOO_FAR)) from far
    except ValueError as wrong:
        raise ValueError(_unchanged(str(wrong))) from wrong


def format_moment(at: datetime, now: datetime, zone: ZoneInfo) -> str:
    """`Mon 23 Nov 09:00 Berlin (2d 22h)`. In the hour that comes twice, only the length tells which is meant."""
    return f"{Here(now.astimezone(UTC), zone).show(at)} ({format_duration(_nearly(at - now))})"


def _nearly(left: timedelta) -> timedelta:
    """What was `2h` when it was typed is so still when it is answered, or read by others a moment later."""
    step = timedelta(minutes=1) if left >= timedelta(hours=1) else timedelta(seconds=1)
    return step * round(left / step)


def _parsed(text: str, here: Here) -> datetime:
    if len(text) > MAX_CHARACTERS:
        raise ValueError(TOO_LONG)
    folded = _folded(text)
    found = read_own(folded, here)
    if found is None:
        _refuse_two_readings(folded, here)
        found = guess(folded, here)
    if found is None:
        _refuse_bare_numbers(folded)
        raise ValueError(UNKNOWN)
    return found


def _folded(text: str) -> str:
    return _UNTIL.sub("", " ".join(text.lower().split()).rstrip(" .,:;"), count=1)


def _ends(text: str) -> Iterator[int]:
    """Where a time at the head may end, the furthest first."""
    words = [match.end() for match in re.finditer(r"[^ ]+", text[: MAX_CHARACTERS + 1])][:MAX_WORDS]
    return (end for end in reversed(words) if end <= MAX_CHARACTERS)


def _longest(text: str, ends: tuple[int, ...], read: Callable[[str], datetime | None]) -> tuple[datetime, int] | None:
    for end in ends:
        head = text[:end]
        if end < len(text) and _ALSO_WORDS.fullmatch(head.lower()):
            continue
        found = read(_folded(head))
        if found is not None:
            return found, end
    return None


def _shortest_as_good(text: str, ends: tuple[int, ...], here: Here) -> tuple[datetime, int] | None:
    """The library skips small words at the end; they are the reason's."""
    digits_or_until = re.compile(r"until |till |til |.*[0-9]")
    readings = [(guess(_folded(text[:end]), here), end) for end in ends if not text[end:].lower().startswith(" uhr")]
    found = [
        (at, end) for at, end in readings if at and (end == len(text) or digits_or_until.match(text[:end].lower()))
    ]
    return next(((at, end) for at, end in reversed(found) if at == found[0][0]), None)


def _ahead(at: datetime, here: Here) -> datetime:
    if at <= here.now:
        raise ValueError(f"That is past ({here.show(at)}): write a time ahead, as 2h, mon 9:00 or tomorrow.")
    if at - here.now > USUAL.longest:
        raise ValueError(TOO_FAR)
    return at


def _refuse_two_readings(folded: str, here: Here) -> None:
    if _NEGATIVE.fullmatch(folded):
        raise ValueError("Only what is ahead, so without a minus: write 2h, mon 9:00 or tomorrow.")
    if _FRACTION.fullmatch(folded):
        raise ValueError("No fractions: write 1h30, 36h or 10d.")
    match = _TWO_READINGS.fullmatch(folded)
    if match:
        raise ValueError(_both(match, here.today))


def _both(match: re.Match[str], today: date) -> str:
    one, other = int(match["one"]), int(match["other"])
    years = (int(match["year"]),) if match["year"] else (today.year, today.year + 1)
    pairs = dict.fromkeys(((other, one), (one, other)))
    ahead = [
        [day for year in years if (day := valid(year, *pair)) and (match["year"] or day > today)] for pair in pairs
    ]
    days = [found[0] for found in ahead if found]
    if not days:
        return UNKNOWN
    instead = f"Write {days[0].day} {_month(days[0])[:3].lower()}, or {days[0].isoformat()}."
    if len(days) == 1:
        return f"Days and months with names: {instead[0].lower()}{instead[1:]}"
    readings = " or ".join(f"{day.day} {_month(day)}" for day in days)
    return f"Is {one}/{other} {readings}? {instead}"


def _month(day: date) -> str:
    return MONTHS[day.month - 1].title()


def _refuse_bare_numbers(folded: str) -> None:
    match = _NUMBER.fullmatch(folded)
    if match is None:
        return
    number = match["number"] if len(match["number"]) <= 4 else "2"
    if int(number) < 24:
        raise ValueError(f"Is {number} an hour or a length? Write {number}:00, {number}h or {number}d.")
    raise ValueError(f"No unit in {number}: write {number}m, {number}h or {number}d.")


def _unchanged(sentence: str) -> str:
    return f"{sentence.removesuffix(' Nothing changed.')} Nothing changed."
