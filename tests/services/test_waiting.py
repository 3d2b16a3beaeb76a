"""Waiting for the first of several things: it is noticed, no ring is lost, and nothing is left behind."""

import asyncio

import pytest

from chatbot.services.waiting import Bell, first_of
from tests.waiting import until


class Wait:
    """Waits until it is let go, and notes how it ended."""

    def __init__(self, error: Exception | None = None) -> None:
        self.let_go = asyncio.Event()
        self.ended = ""
        self._error = error

    async def __call__(self) -> None:
        try:
            await self.let_go.wait()
            if self._error:
                raise self._error
            self.ended = "done"
        except asyncio.CancelledError:
            await asyncio.sleep(0)  # tidying up may take its time
            self.ended = "cancelled"
            raise


async def test_the_first_to_end_ends_it_and_the_others_are_cancelled_by_then() -> None:
    one, other = Wait(), Wait()
    waiting = asyncio.create_task(first_of(one(), other()))
    other.let_go.set()
    await waiting
    assert (one.ended, other.ended) == ("cancelled", "done")


async def test_what_has_happened_already_ends_it_at_once() -> None:
    one, other = Wait(), Wait()
    one.let_go.set()
    await asyncio.wait_for(first_of(one(), other()), 1)
    assert other.ended == "cancelled"


async def test_what_the_first_raises_is_raised_and_the_others_are_cancelled() -> None:
    one, other = Wait(RuntimeError("broken")), Wait()
    one.let_go.set()
    with pytest.raises(RuntimeError, match="broken"):
        await first_of(one(), other())
    assert other.ended == "cancelled"


async def test_whoever_is_cancelled_leaves_nobody_waiting() -> None:
    one, other = Wait(), Wait()
    waiting = asyncio.create_task(first_of(one(), other()))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    assert (one.ended, other.ended) == ("cancelled", "cancelled")


async def test_whoever_is_cancelled_before_it_began_leaves_nothing_behind() -> None:
    before = len(asyncio.all_tasks())
    waiting = asyncio.create_task(first_of(Wait()(), Wait()()))
    await asyncio.sleep(0)
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    assert len(asyncio.all_tasks()) == before


async def test_a_ring_between_the_look_and_the_wait_is_heard() -> None:
    bell = Bell()
    before = bell.count
    bell.ring()
    await asyncio.wait_for(bell.rung_after(before), 1)


async def test_everybody_who_waits_hears_a_ring_and_who_comes_later_waits_for_the_next() -> None:
    bell = Bell()
    waiting = [asyncio.create_task(bell.rung_after(0)) for _ in range(3)]
    await asyncio.sleep(0)
    bell.ring()
    late = asyncio.create_task(bell.rung_after(1))
    await asyncio.wait_for(asyncio.gather(*waiting), 1)
    assert not late.done()
    bell.ring()
    await asyncio.wait_for(late, 1)


async def test_an_old_ring_wakes_nobody() -> None:
    bell = Bell()
    bell.ring()
    waiting = asyncio.create_task(bell.rung_after(bell.count))
    for _ in range(5):
        await asyncio.sleep(0)
    assert not waiting.done()
    bell.ring()
    await asyncio.wait_for(waiting, 1)


async def test_a_thousand_rings_in_the_midst_of_looking_are_all_noticed() -> None:
    bell, seen = Bell(), 0

    async def look() -> None:
        nonlocal seen
        while seen < 1000:
            await bell.rung_after(seen)
            seen = bell.count

    looking = asyncio.create_task(look())
    for number in range(1000):
        bell.ring()
        if number % 3:
            await asyncio.sleep(0)
    await until("all are noticed", looking.done)
