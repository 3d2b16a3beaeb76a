"""Time as the desk knows it. The wall clock is one implementation; tests bring another."""

import asyncio
from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    def now(self) -> datetime:
        """Aware, in UTC."""
        ...

    async def sleep_until(self, moment: datetime) -> None:
        """Return at that moment or a little later; at once if it is past.

        Soon where the clock is set back meanwhile: whoever slept looks again at what is due, and nobody who wanted to
        rest for a minute rests for the hour by which it was set.
        """
        ...


class WallClock:
    LONGEST = 60.0
    """Seconds. The wall clock may be set while we sleep, so nobody sleeps longer than this in one go."""
    SET_BACK = 1.0
    """Seconds by which it is behind what was slept. It is set right by less all the time."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    async def sleep_until(self, moment: datetime) -> None:
        left = (moment - self.now()).total_seconds()
        while left > 0:
            slept = min(left, self.LONGEST)
            await asyncio.sleep(slept)
            most, left = left - slept + self.SET_BACK, (moment - self.now()).total_seconds()
            if left > most:
                return
