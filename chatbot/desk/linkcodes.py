"""Codes by which one person's accounts are linked: read in private by the one, said in private by the other.

They are kept in memory alone. A code works for the one account that was named when it was asked for, so that who
guesses one, reads one along or is shown one by somebody else can do nothing with it.
"""

import hmac
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from msgspec import Struct

from chatbot.desk.addresses import Address
from chatbot.desk.codes import new_code, tells

LIVES = timedelta(minutes=15)
MOST_OPEN = 200
"""Over all; the oldest one goes. Each person has one at most."""


class Request(Struct, frozen=True):
    """Member `member_id`, known as `of`, wants the account `to` to be theirs, too."""

    member_id: int
    of: Address
    to: Address
    until: datetime


@dataclass(slots=True)
class LinkCodes:
    most_misses: int = 5
    """Wrong codes by the account that was named; then the code is void."""
    _open: dict[int, tuple[Request, str]] = field(default_factory=dict[int, tuple[Request, str]], repr=False)
    _misses: dict[int, int] = field(default_factory=dict[int, int])

    def ask(self, member_id: int, of: Address, to: Address, now: datetime) -> str:
        """A new code, in place of any other of that person."""
        self._void(member_id)
        if len(self._open) >= MOST_OPEN:
            self._void(next(iter(self._open)))
        code = new_code()
        self._open[member_id] = (Request(member_id, of, to, now + LIVES), code)
        return code

    def take(self, by: Address, of: Address, typed: str, now: datetime) -> Request | None:
        """What that account is asked for by that other one, if it says the code; nobody else gets it then.

        A code that is said by somebody whom it isn't for is in wrong hands, so it is void.
        """
        said = typed.strip().upper().encode("utf-8", "replace")
        matches = [one for one, (_, code) in self._open.items() if hmac.compare_digest(said, code.encode())]
        meant = self._meant(by, of, now)
        for one in matches:
            request, _ = self._open[one]
            self._void(one)
            if request is meant:
                return request
        if meant is not None and not matches:
            self._miss(meant.member_id)
        return None

    def give_back(self, request: Request, code: str) -> None:
        """What it was taken for could not be done."""
        self._open.setdefault(request.member_id, (request, code.strip().upper()))

    def burn(self, said: str, now: datetime) -> bool:
        """Whether a code in force, or nearly that, was said where others read: then it is void."""
        heard = [one for one, (request, code) in self._open.items() if now <= request.until and tells(said, code)]
        for one in heard:
            self._void(one)
        return bool(heard)

    def _meant(self, by: Address, of: Address, now: datetime) -> Request | None:
        found = [request for request, _ in self._open.values() if (request.to.id, request.of.id) == (by.id, of.id)]
        return next((request for request in found if now <= request.until), None)

    def _miss(self, member_id: int) -> None:
        self._misses[member_id] = self._misses.get(member_id, 0) + 1
        if self._misses[member_id] >= self.most_misses:
            self._void(member_id)

    def _void(self, member_id: int) -> None:
        self._open.pop(member_id, None)
        self._misses.pop(member_id, None)
