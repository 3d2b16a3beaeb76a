"""The one-time code that makes the first admin: shown on the terminal, typed on IRC (`iam CODE`)."""

import hmac
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from chatbot.desk.suggest import distance

ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
"""Without I, L, O, 0 and 1, which read alike."""

SLIPS = 2
"""So many wrong letters in a code that was said aloud leave too little to guess."""


def new_code(groups: int = 2) -> str:
    return "-".join("".join(secrets.choice(ALPHABET) for _ in range(4)) for _ in range(groups))


@dataclass(slots=True)
class AdminCodes:
    """Holds at most one code at a time. `show` gets each new one; it must reach the terminal and nothing else."""

    lives: timedelta | None = timedelta(minutes=15)
    """None on the embedded server, where the code lives as long as the desk runs."""
    show: Callable[[str], None] = field(default=lambda _code: None)
    most_misses: int = 20
    _code: str = field(default="", repr=False)
    _until: datetime | None = None
    _misses: int = 0

    def renew(self, now: datetime) -> None:
        self._misses = 0
        self._until = now + self.lives if self.lives else None
        self._make()

    def void(self) -> None:
        self._code = ""

    def burn(self, said: str, now: datetime) -> bool:
        """Whether the code in force, or nearly that, was said where others read: then another takes its place.

        The new one lives no longer than the old one would have, and guesses count on: else anybody who says codes
        aloud could keep one in force for ever. What isn't near it gives nothing away, and voids nothing.
        """
        if not self._in_force(now) or not tells(said, self._code):
            return False
        self._make()
        return True

    def take(self, typed: str, now: datetime) -> str | None:
        """The code in force, if that is it; nobody else gets it then. Too many misses void it."""
        if not self._in_force(now):
            return None
        if hmac.compare_digest(typed.strip().upper().encode("utf-8", "replace"), self._code.encode()):
            taken, self._code = self._code, ""
            return taken
        self._misses += 1
        if self._misses >= self.most_misses:
            self.void()
        return None

    def give_back(self, taken: str) -> None:
        """What it was taken for could not be done."""
        self._code = self._code or taken

    def _in_force(self, now: datetime) -> bool:
        return bool(self._code) and (self._until is None or now <= self._until)

    def _make(self) -> None:
        self._code = new_code()
        self.show(self._code)


def tells(said: str, code: str) -> bool:
    heard, wanted = _letters(said), _letters(code)
    return wanted in heard or distance(heard[-len(wanted) :], wanted) <= SLIPS


def _letters(text: str) -> str:
    return "".join(char for char in text.upper() if char.isalnum())
