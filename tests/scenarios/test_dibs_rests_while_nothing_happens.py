"""While nothing happens dibs sleeps: all that its loop has still to do is far away."""

import asyncio
from asyncio import TimerHandle
from typing import cast

from tests.house import House
from tests.waiting import until

SOON = 20.0
"""Seconds; the server's silence, another program's ring that was lost, and the signs of life are looked at each 60."""
OURS = 1
"""The time that the test itself gives to this."""


def due_soon() -> list[TimerHandle]:
    loop = asyncio.get_running_loop()
    scheduled = cast("list[TimerHandle]", getattr(loop, "_scheduled"))  # noqa: B009 - its own, and there is no other way
    return [one for one in scheduled if not one.cancelled() and one.when() < loop.time() + SOON]


class Calm:
    """Whether there was nothing to do at so many looks in a row: in between, what comes back may just be at work."""

    def __init__(self, looks: int) -> None:
        self._looks, self._calm = looks, 0

    def lasts(self) -> bool:
        self._calm = self._calm + 1 if len(due_soon()) <= OURS else 0
        return self._calm >= self._looks


async def test_dibs_rests_while_nothing_happens(house: House) -> None:
    await house.member("alice")  # something happened: all who wait for that have looked
    await house.quiet()
    await until("nothing to do soon", Calm(looks=25).lasts)
    assert house.link.up
