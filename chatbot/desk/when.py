"""Moments in lines that several people read, each on a clock of their own.

A line holds a mark instead of the words, until it is known who reads it. No text of a person can hold the mark: every
door takes control characters out (`wording.clean`).
"""

import re
from datetime import datetime
from zoneinfo import ZoneInfo

from chatbot.desk.moments import format_moment
from chatbot.desk.wall import Here
from store.times import from_text, to_text

MARK = "\x1c"

LONGEST = len("Mon 23 Nov 2027 09:00 DumontDUrville (729d 23h)")
"""The mark is as long as what may stand there, so that a line that fits with the one fits with the other."""

_MARKED = re.compile(f"{MARK}([-0-9T:.Z]{{24}}) *{MARK}")


def when(at: datetime) -> str:
    """Stands in a notice for `Mon 23 Nov 09:00 Berlin (2d 22h)`, as its reader's clock has it."""
    return f"{MARK}{to_text(at):<{LONGEST - 2}}{MARK}"


def on_clock(text: str, now: datetime, zone: ZoneInfo) -> str:
    """The line with its moments as they are read at that moment in that zone."""
    return _MARKED.sub(lambda found: format_moment(from_text(found[1]), now, zone), text) if MARK in text else text


def on_the_wall(text: str, now: datetime, zone: ZoneInfo) -> str:
    """The same without how far away they are, for what is past perhaps."""
    return _MARKED.sub(lambda found: Here(now, zone).show(from_text(found[1])), text) if MARK in text else text
