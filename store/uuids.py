"""UUIDv7, RFC 9562 section 5.7: the time in front, so that ids born later sort later."""

import secrets
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from threading import Lock
from uuid import UUID

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MILLISECOND = timedelta(milliseconds=1)
RANDOM_BITS = 74
LOW_BITS = 62
VERSION_7 = 0x7 << 76
VARIANT = 0b10 << 62


@dataclass(slots=True)
class Uuid7:
    """Ids of one millisecond rise: the random part is a counter that goes up by a random step (method 2 of 6.2)."""

    _last: int = 0
    _random: int = 0
    _lock: Lock = field(default_factory=Lock)

    def __call__(self, now: datetime) -> str:
        with self._lock:
            millisecond, random = self._next((now - EPOCH) // MILLISECOND)
            self._last, self._random = millisecond, random
        high, low = divmod(random, 1 << LOW_BITS)
        return str(UUID(int=millisecond << 80 | VERSION_7 | high << 64 | VARIANT | low))

    def _next(self, millisecond: int) -> tuple[int, int]:
        if millisecond != self._last:
            return millisecond, secrets.randbits(RANDOM_BITS - 1)  # the top bit is left free to count into
        random = self._random + 1 + secrets.randbits(32)
        return millisecond + (random >> RANDOM_BITS), random % (1 << RANDOM_BITS)


uuid7 = Uuid7()
"""`uuid7(now) -> str`. Its one state keeps the ids of a process in order; it may be called from any thread."""
