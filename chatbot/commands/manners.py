"""How often somebody is told that they erred (VOICE, noise 9). Pure: the time is an argument."""

from datetime import datetime, timedelta
from typing import Literal

Place = Literal["public", "private", "silent"]

WINDOW = timedelta(seconds=10)
MOST_IN_PRIVATE = 5
"""Enough for who tries things out, and an end to two bots that answer each other."""

MOST_IN_PUBLIC = 5
"""In one channel, whoever erred: nicks are cheap, and dibs must not be the one who floods."""

REMEMBERED = 1000


class ErrorManners:
    """In 10 s and per person: the first error where it was made, the next in private, then silence."""

    __slots__ = ("_recent",)

    def __init__(self) -> None:
        self._recent: dict[str, tuple[datetime, int]] = {}

    def place(self, key: str, now: datetime, *, private: bool, where: str = "") -> Place:
        """Where this one is told. `private`: it was made where nobody else reads; `where`: the channel, else."""
        count = self._count(key, now)
        if private:
            return "private" if count < MOST_IN_PRIVATE else "silent"
        if count == 0 and where and self._count(where, now) >= MOST_IN_PUBLIC:
            return "private"
        return ("public", "private", "silent")[min(count, 2)]

    def _count(self, key: str, now: datetime) -> int:
        """How often that was counted before in this window. The least recent are forgotten when there are many."""
        since, count = self._recent.pop(key, (now, 0))
        if now - since >= WINDOW:
            since, count = now, 0
        if len(self._recent) >= REMEMBERED:
            del self._recent[next(iter(self._recent))]
        self._recent[key] = (since, count + 1)
        return count
