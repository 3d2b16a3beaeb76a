"""The clock of the tests itself."""

import asyncio

from tests.people import START, FakeClock


async def test_a_sleeper_wakes_when_the_clock_is_moved_far_enough_and_not_before() -> None:
    clock = FakeClock()
    sleeper = asyncio.create_task(clock.sleep_until(START.replace(minute=5)))
    await asyncio.sleep(0)  # one turn of the loop, in which the sleeper lies down
    clock.advance(minutes=4)
    await asyncio.sleep(0)  # one turn, in which it would wake if it did so too early
    assert not sleeper.done()
    assert clock.next_waking == START.replace(minute=5)
    clock.advance(minutes=1)
    await sleeper
    assert clock.next_waking is None


async def test_what_is_past_is_not_waited_for() -> None:
    await FakeClock().sleep_until(START)
