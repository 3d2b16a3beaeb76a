"""Noise 2 and more: what happens at once to many tickets is one line to each who hears of it."""

import pytest

from tests.house import House
from tests.scenarios.person import Person, all_hear
from tests.voice.test_storm import aloud, private


@pytest.fixture
async def nineteen(house: House, alice: Person, bob: Person) -> None:
    """Tickets of alice's, each of other words, and all of them announced by now."""
    for number in range(1, 20):
        await alice.tells(f"new @ops printer {number} on fire")
    await house.pass_time(minutes=20)
    await all_hear(alice, bob)


@pytest.mark.usefixtures("nineteen")
async def test_nineteen_that_are_taken_at_once_are_one_line_to_their_reporter(
    house: House, alice: Person, bob: Person
) -> None:
    heard = await bob.tells("dibs 1-19")
    assert [line for line in heard if "taken" in line.lower()] == ["#ops< Taken: #1-#19 by bob"]
    assert await alice.hears() == ["p< Taken: #1-#19 by bob"]
    await house.pass_time(minutes=1)
    assert await alice.hears() == []


@pytest.mark.usefixtures("nineteen")
async def test_so_are_those_that_are_closed_at_once(alice: Person, bob: Person) -> None:
    await bob.tells("close 1-19")
    assert await alice.hears() == ["p< Closed: #1-#19 by bob (done)"]


async def test_one_alone_is_said_in_full(alice: Person, bob: Person) -> None:
    await alice.tells("new @ops printer on fire")
    await bob.tells("dibs 1")
    assert await alice.hears() == ["p< #1 printer on fire: bob has it."]


async def test_many_that_are_asked_again_are_one_line_that_takes_them(
    house: House, alice: Person, dave: Person
) -> None:
    for number in range(1, 9):
        await alice.tells(f"new @ops printer number {number} in the hall is on fire")
    await house.pass_time(minutes=5, seconds=30)
    heard = private(await dave.hears())
    assert "p< Still waiting: #1-#8. Take all: dibs 1-8" in heard
    assert "Yours: #1 printer" in " ".join(await dave.tells("dibs 1-8"))


async def test_what_nobody_took_is_one_line_to_its_reporter_too(house: House, alice: Person, bob: Person) -> None:
    await alice.tells(*(f"new @ops printer {number}" for number in range(1, 5)))
    await house.pass_time(minutes=29)
    await all_hear(alice, bob)
    await house.pass_time(minutes=7)
    heard = await alice.hears()
    assert len(heard) <= 2
    assert "#4" in " ".join(heard)
    assert len(aloud(await bob.hears())) <= 4
