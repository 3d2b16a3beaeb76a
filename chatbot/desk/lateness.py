"""What comes late says so: `#12 (2m late) new for ops: ...`, where it can't be taken for what has just happened."""

import re
from datetime import timedelta

from chatbot.desk.durations import format_duration
from chatbot.desk.wording import LINE, clean, fit

LATE = timedelta(seconds=30)
SHORTEST = 12
"""Characters that a title keeps."""

_NUMBER = re.compile(r"#[0-9]+(?=[ :,])")


def with_delay(text: str, late: timedelta, title: str = "") -> str:
    """The same, with how late it is, if it is: behind the ticket's number, else at the end. The title makes room."""
    if late <= LATE:
        return text
    mark = f" ({_short(late)} late)"
    excess = len(text) + len(mark) - LINE
    if excess > 0:
        text = _shorter(text, clean(title), excess)
    if len(text) + len(mark) > LINE:
        return text
    number = _NUMBER.match(text)
    return text + mark if number is None else number[0] + mark + text[number.end() :]


def _short(late: timedelta) -> str:
    """Whole minutes, from one on."""
    minute = timedelta(minutes=1)
    return format_duration(late if late < minute else late // minute * minute)


def _shorter(text: str, title: str, excess: int) -> str:
    """What of the title stands there is cut; it is often cut already."""
    shown = next((part for part in _cuts(title) if part and part in text), "")
    room = len(shown) - excess
    return text.replace(shown, fit(shown, room), 1) if room >= SHORTEST else text


def _cuts(title: str) -> list[str]:
    """The title as `fit` may have left it, the longest first."""
    return [title, *(fit(title, room) for room in range(min(len(title), LINE), SHORTEST - 1, -1))]
