"""How often somebody is told that they erred (VOICE, noise 9). Pure: the time is an argument."""

from datetime import datetime, timedelta
from typing import Literal

Place = Literal["public", "private", "silent"]

WINDOW = timedelta(seconds=10)
MOST_IN_PRIVATE = 5
"""Enough for who tries things out, and an end to two bots that answer each other."""

REMEMBERED = 1000


class ErrorManners:
    """In 10 s and per person: the first error where it was made, the next in private, then silence."""

    __slots__ = ("_recent",)

    def __init__(self) -> None:
        self._recent: dict[str, tuple[datetime, int]] = {}

    def place(self, key: str, now: datetime, *, private: bool) -> Place:
        """Where this one is told. `private`: it was made where nobody else reads."""
        since, count = self._recent.get(key, (now, 0))
        if now - since >= WINDOW:
            since, count = now, 0
        self._forget(now)
        self._recent[key] = (since, count + 1)
        if private:
            return "private" if count < MOST_IN_PRIVATE else "silent"
        return ("public", "private", "silent")[min(count, 2)]

    def _forget(self, now: datetime) -> None:
        if len(self._recent) >= REMEMBERED:
            self._recent = {key: seen for key, seen in self._recent.items() if now - seen[0] < WINDOW}
