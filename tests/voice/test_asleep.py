"""ASLEEP: where nobody is awake, who opens a ticket is told until when, and what to do in an emergency."""

import pytest

from tests.scenarios.person import Person


@pytest.fixture
async def night(bob: Person, dave: Person) -> None:
    """It is Friday, 10 o'clock in UTC: 23 o'clock for bob and dave, who sleep until 19:00 UTC."""
    await bob.tells("set tz=Pacific/Auckland")
    await dave.tells("set tz=Pacific/Auckland")


@pytest.mark.usefixtures("night")
async def test_asleep(alice: Person) -> None:
    """VOICE: `#12 opened for ops. Nobody is awake before about 09:00 your time. Emergency: urgent 12`"""
    assert await alice.says("#desk", "!new @ops printer on fire") == [
        "#desk< #1 opened for ops: printer on fire. Nobody is awake for about 9h. Emergency: !urgent 1"
    ]
    await alice.tells("set tz=Europe/Berlin")
    assert (await alice.tells("new @ops vpn down"))[-1] == (
        "p< #2 opened for ops: vpn down. Nobody is awake before about 20:00 your time. Emergency: urgent 2"
    )


@pytest.mark.usefixtures("night")
async def test_an_emergency_wakes_them(alice: Person, dave: Person) -> None:
    await alice.says("#desk", "!new @ops printer on fire")
    assert await dave.hears() == []
    await alice.says("#desk", "!urgent 1")
    assert await dave.hears() == ["p< #1 is urgent, still free: printer on fire. dibs 1"]


@pytest.mark.usefixtures("dave")
async def test_where_one_is_awake_they_are_asked(alice: Person, bob: Person) -> None:
    await bob.tells("set tz=Pacific/Auckland")
    await alice.tells("set tz=Europe/Berlin")
    assert (await alice.tells("new @ops printer on fire"))[-1] == (
        "p< #1 opened for ops: printer on fire. 2 asked; you hear by 11:30."
    )
