"""The one thing of the tour that isn't as it is: its time. It stands still while people speak, and jumps in between."""

import asyncio
from datetime import UTC, datetime

BEGINS = datetime(2026, 11, 20, 10, 0, tzinfo=UTC)
"""A Friday morning, so that the same story is the same text whenever it is told."""


class TourClock:
    """A `chatbot.desk.clock.Clock` that is moved by hand."""

    def __init__(self, now: datetime = BEGINS) -> None:
        self._now = now
        self._sleepers: dict[asyncio.Future[None], datetime] = {}

    def now(self) -> datetime:
        return self._now

    async def sleep_until(self, moment: datetime) -> None:
        if moment <= self._now:
            return
        woken = asyncio.get_running_loop().create_future()
        self._sleepers[woken] = moment
        try:
            await woken
        finally:
            del self._sleepers[woken]

    def jump(self, moment: datetime) -> None:
        """To that moment, unless it is past; whoever slept until then wakes."""
        self._now = max(self._now, moment)
        for woken, wanted in self._sleepers.items():
            if wanted <= self._now and not woken.done():
                woken.set_result(None)
