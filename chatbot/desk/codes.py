"""The one-time code that makes the first admin: shown on the terminal, typed on IRC (`iam CODE`)."""

import hmac
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
"""Without I, L, O, 0 and 1, which read alike."""


def new_code() -> str:
    return "-".join("".join(secrets.choice(ALPHABET) for _ in range(4)) for _ in range(2))


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
        self._code, self._misses = new_code(), 0
        self._until = now + self.lives if self.lives else None
        self.show(self._code)

    def void(self) -> None:
        self._code = ""

    def burn(self, now: datetime) -> None:
        """A code was said where others read: it is void, and a new one is shown. Nothing if none was in force."""
        if self._in_force(now):
            self.renew(now)

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
