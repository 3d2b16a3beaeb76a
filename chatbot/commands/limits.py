"""How much one person may say before dibs listens to them no more for a while. Pure: the time is an argument."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal

from chatbot.desk.bounds import Pace
from chatbot.desk.lately import Lately

Verdict = Literal["warn", "silent", "stop"]
"""`warn`: too much, and that is said, once. `silent`: it was said just now. `stop`: they went on all the same."""

GRACE = timedelta(seconds=10)
"""After the warning: what was on its way by then doesn't make it worse, unless it is a flood."""
MOST_IN_GRACE = 20
FORGIVEN = timedelta(minutes=10)
"""After it, a warning is forgotten."""
REMEMBERED = 2000
"""People; the least recent are forgotten when there are more."""


@dataclass(slots=True)
class Bucket:
    left: float
    at: datetime

    def take(self, pace: Pace, now: datetime) -> bool:
        """Whether there was one left."""
        self.left = min(self.left + max(now - self.at, timedelta()) / pace.every, pace.burst)
        self.at = now
        if self.left < 1:
            return False
        self.left -= 1
        return True


@dataclass(slots=True)
class Said:
    """Of one person. `buckets`: by the name of the pace."""

    buckets: dict[str, Bucket] = field(default_factory=dict[str, Bucket])
    warned_at: datetime | None = None
    since: int = 0
    """Lines beyond the pace since the warning."""


class Limits:
    """`pace_of` reads the table by name."""

    __slots__ = ("_pace_of", "_said")

    def __init__(self, pace_of: Callable[[str], Pace]) -> None:
        self._pace_of = pace_of
        self._said = Lately(Said, REMEMBERED)

    def take(self, who: str, pace: str, now: datetime) -> bool:
        """Whether they may, and count it."""
        said, given = self._said.of(who), self._pace_of(pace)
        return said.buckets.setdefault(pace, Bucket(given.burst, now)).take(given, now)

    def beyond(self, who: str, now: datetime) -> Verdict:
        """What follows from a line beyond the pace."""
        said = self._said.of(who)
        if said.warned_at is None or now - said.warned_at >= FORGIVEN:
            said.warned_at, said.since = now, 0
            return "warn"
        said.since += 1
        if now - said.warned_at < GRACE and said.since <= MOST_IN_GRACE:
            return "silent"
        self._said.forget(who)  # they begin anew when they are listened to again
        return "stop"
