"""The wall clock, which somebody may set while others sleep by it."""

import asyncio
from datetime import datetime, timedelta

import pytest

from chatbot.desk.clock import WallClock


class SetClock(WallClock):
    """It is looked at often."""

    LONGEST = 0.02

    def __init__(self) -> None:
        self.off = timedelta()

    def now(self) -> datetime:
        return super().now() + self.off


@pytest.mark.parametrize("hours", [-1, 1])
async def test_who_sleeps_looks_again_soon_wherever_the_clock_is_set(hours: int) -> None:
    clock = SetClock()
    sleeping = asyncio.create_task(clock.sleep_until(clock.now() + timedelta(minutes=30)))
    await asyncio.sleep(0)
    clock.off = timedelta(hours=hours)
    await asyncio.wait_for(sleeping, 5)


async def test_nobody_wakes_too_early_while_it_goes_as_it_should() -> None:
    clock = SetClock()
    moment = clock.now() + timedelta(seconds=0.1)
    await clock.sleep_until(moment)
    assert clock.now() >= moment
