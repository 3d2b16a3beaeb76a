"""Time as the desk knows it. The wall clock is one implementation; tests bring another."""

import asyncio
from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    def now(self) -> datetime:
        """Aware, in UTC."""
        ...

    async def sleep_until(self, moment: datetime) -> None:
        """Return at that moment or a little later; at once if it is past."""
        ...


class WallClock:
    LONGEST = 60.0
    """Seconds. The wall clock may be set while we sleep, so nobody sleeps longer than this in one go."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    async def sleep_until(self, moment: datetime) -> None:
        left = (moment - self.now()).total_seconds()
        while left > 0:
            await asyncio.sleep(min(left, self.LONGEST))
            left = (moment - self.now()).total_seconds()
