"""Lengths of time as people type and read them: `30m`, `2h`, `1h30`, `2d 22h`."""

import re
from datetime import datetime, timedelta

from chatbot.desk.bounds import USUAL

LONGEST_SHOWN = 9
"""Digits that are shown again, six times."""
UNITS = {"w": 7 * 86400, "d": 86400, "h": 3600, "m": 60, "s": 1}

_SHAPE = re.compile(
    r"(?:(?P<w>[0-9]+)w ?)?(?:(?P<d>[0-9]+)d ?)?(?:(?P<h>[0-9]+)h ?)?(?:(?P<m>[0-9]+)m ?)?(?:(?P<s>[0-9]+)s)?", re.ASCII
)
_HOURS_AND_MINUTES = re.compile(r"[0-9]+h[0-5]?[0-9]", re.ASCII)
_NUMBER = re.compile(r"[0-9]+", re.ASCII)


def parse_duration(text: str) -> timedelta:
    """`30m`, `2h`, `1h30`, `1h30m`, `90s`, `2d`, `2w`, `1d12h`; also `2d 22h`, as `format_duration` writes it.

    Raises ValueError with a sentence that says what to write instead.
    """
    folded = text.strip(" ").lower()
    _refuse_other_shapes(folded)
    if _HOURS_AND_MINUTES.fullmatch(folded):
        folded += "m"
    match = _SHAPE.fullmatch(folded)
    if match is None:
        raise ValueError("Not a length of time: write 30m, 2h, 1h30, 2d or 2w.")
    return _bounded(sum(int(count) * UNITS[unit] for unit, count in match.groupdict(default="0").items()))


def format_duration(length: timedelta) -> str:
    """The two largest units, the smaller ones cut off: `4s`, `30m`, `2h 30m`, `2d 22h`, `2w`. Negative is `0s`."""
    seconds = max(0, int(length.total_seconds()))
    if seconds and seconds % UNITS["w"] == 0:
        return f"{seconds // UNITS['w']}w"
    pairs = (("d", "h"), ("h", "m"), ("m", "s"))
    large, small = next((pair for pair in pairs if seconds >= UNITS[pair[0]]), ("s", "s"))
    rest = seconds % UNITS[large] // UNITS[small]
    return f"{seconds // UNITS[large]}{large}" + (f" {rest}{small}" if rest else "")


def _refuse_other_shapes(folded: str) -> None:
    if len(folded) > USUAL.length:
        raise ValueError(f"A length of time has at most {USUAL.length} characters: write 30m, 2h, 1h30, 2d or 2w.")
    if not folded:
        raise ValueError("Not a length of time: write 30m, 2h, 1h30, 2d or 2w.")
    if _NUMBER.fullmatch(folded):
        raise ValueError(_without_unit(folded))
    if folded.startswith("-"):
        raise ValueError("A length of time is never negative: write 30m, 2h, 1h30, 2d or 2w.")


def _without_unit(number: str) -> str:
    if len(number) > LONGEST_SHOWN:
        return "That number has no unit: write 30m, 2h, 1h30, 2d or 2w."
    return f"No unit in {number}: write {number}s, {number}m, {number}h, {number}d or {number}w."


def _bounded(seconds: int) -> timedelta:
    if seconds <= 0:
        raise ValueError("A length of time is more than nothing: write 30m, 2h, 1h30, 2d or 2w.")
    if seconds > USUAL.longest.total_seconds():
        raise ValueError("At most 2 years: write 104w or less.")
    return timedelta(seconds=seconds)


def ago(then: datetime, now: datetime) -> str:
    """`4s ago`; a clock that was set back shows as `0s ago`."""
    return f"{format_duration(now - then)} ago"
