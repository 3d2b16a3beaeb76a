"""Passwords to hashes, by argon2id (RFC 9106). It takes a tenth of a second and 64 MB: one at a time, on a thread of
its own, so that neither the loop nor the database waits for it."""

import asyncio
import unicodedata
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from chatbot.desk.refused import Refused

if TYPE_CHECKING:
    from argon2 import PasswordHasher

P = ParamSpec("P")
T = TypeVar("T")

MOST_WAITING = 50
"""Of whoever they are; some seconds of work."""


@dataclass
class Hasher:
    """`rounds` and `memory` (KiB): None for what argon2-cffi recommends. Tests want them small."""

    rounds: int | None = None
    memory: int | None = None
    _waiting: int = 0
    _thread: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(1, "dibs-hashing"), repr=False)

    @cached_property
    def _argon2(self) -> "PasswordHasher":
        from argon2 import PasswordHasher, profiles  # noqa: PLC0415 - wanted only where dibs keeps passwords

        usual = profiles.RFC_9106_LOW_MEMORY
        return PasswordHasher(self.rounds or usual.time_cost, self.memory or usual.memory_cost, usual.parallelism)

    @cached_property
    def _nobodys(self) -> str:
        """Compared with where there is no password, so that it takes as long."""
        return self._argon2.hash("nobody's")

    async def hash(self, password: str) -> str:
        return await self._run(self._hash, password)

    async def fits(self, hashed: str, password: str) -> bool:
        """Whether that is the password. It takes the same time where there is none (`hashed` is empty)."""
        return await self._run(self._fits, hashed, password)

    def is_weak(self, hashed: str) -> bool:
        """Whether it was made with less work than is usual by now."""
        return self._argon2.check_needs_rehash(hashed)

    async def _run(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        if self._waiting >= MOST_WAITING:
            raise Refused(f"At most {MOST_WAITING} log in at once. Say it again in a minute; nothing changed.")
        self._waiting += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._thread, partial(work, *args, **kwargs))
        finally:
            self._waiting -= 1

    def _hash(self, password: str) -> str:
        return self._argon2.hash(_same(password))

    def _fits(self, hashed: str, password: str) -> bool:
        from argon2.exceptions import InvalidHashError, VerificationError  # noqa: PLC0415 - as above

        with suppress(VerificationError, InvalidHashError):
            return self._argon2.verify(hashed or self._nobodys, _same(password)) and bool(hashed)
        return False


def _same(password: str) -> bytes:
    """What looks the same is the same, however the keyboard composed it (RFC 8265, 4.2)."""
    return unicodedata.normalize("NFC", password).encode("utf-8", "replace")
