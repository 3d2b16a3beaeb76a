"""Times of day as people type them: `9:00`, `9am`, `5:30 pm`, `9 uhr`, `noon`, and, after a day, `9` or `morning`."""

import re
from datetime import time

_DIGITS = r"(?P<hour>[0-9]{1,2})(?::(?P<minute>[0-9]{2}))?(?::(?P<second>[0-9]{2}))?(?: ?(?P<half>am|pm|uhr|o'clock))?"
_CLOCK = re.compile(_DIGITS)
_LAST = re.compile(r"(?P<day>.+?)(?:,? at|,)? (?:in the )?(?P<clock>[0-9:]+(?: ?(?:am|pm|uhr|o'clock))?|[a-z]+)")
_FIRST = re.compile(r"(?P<clock>[0-9:]+(?: ?(?:am|pm|uhr|o'clock))?|noon)(?: on)? (?P<day>.+)")

_ALONE = {"noon": time(12), "midnight": time(0)}
_AFTER_A_DAY = {"morning": time(9), "noon": time(12), "afternoon": time(14), "evening": time(18), "night": time(20)}

WRONG_HOUR = "Clocks show 0:00 to 23:59, or 1am to 12pm: write 9:00 or 9pm."


def read_clock(text: str) -> time | None:
    """A time of day that needs no day beside it; None if it is none."""
    match = _CLOCK.fullmatch(text)
    if match is None or not (match["minute"] or match["half"]):
        return _ALONE.get(text)
    return _checked(match)


def clock_beside(text: str) -> tuple[str, time] | None:
    """The day's words and the time of day, from `monday 9:00`, `tomorrow morning` or `9:00 tomorrow`."""
    for shape in (_LAST, _FIRST):
        match = shape.fullmatch(text)
        clock = match and (_word_or_hour(match["clock"]) or read_clock(match["clock"]))
        if match and clock:
            return match["day"], clock
    return None


def _word_or_hour(text: str) -> time | None:
    if text.isdigit() and int(text) < 24:
        return time(int(text))
    return _AFTER_A_DAY.get(text)


def _checked(match: re.Match[str]) -> time:
    hour, half = int(match["hour"]), match["half"]
    if half in {"am", "pm"}:
        hour = hour % 12 + (12 if half == "pm" else 0) if 1 <= hour <= 12 else 24
    try:
        return time(hour, int(match["minute"] or 0), int(match["second"] or 0))
    except ValueError as wrong:
        raise ValueError(WRONG_HOUR) from wrong
