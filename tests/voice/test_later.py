"""ASSIGN's `later 1h`: who is asked is asked again then, and not before."""

import pytest

from tests.house import House
from tests.scenarios.person import Person, all_hear


@pytest.fixture
async def offered(alice: Person, dave: Person) -> None:
    """#1 is offered to ops for half an hour; dave was asked in private."""
    await alice.says("#desk", "!new @ops printer on fire")
    await all_hear(alice, dave)


@pytest.mark.usefixtures("offered")
async def test_later_is_when_one_said(house: House, dave: Person) -> None:
    assert await dave.tells("later 1 15m") == [
        "p< #1: you are asked again Fri 20 Nov 10:15 UTC (15m). Before that: dibs 1"
    ]
    await house.pass_time(minutes=14)
    assert await dave.hears() == []
    await house.pass_time(minutes=1)
    assert await dave.hears() == ["p< #1 still free, 15m left, and you said later: printer on fire. dibs 1"]


@pytest.mark.usefixtures("offered")
async def test_the_one_offer_needs_no_number_in_private(dave: Person) -> None:
    assert (await dave.tells("later 15m"))[0].startswith("p< #1: you are asked again")
    assert await dave.says("#lobby", "!later 15m") == ["#lobby< Others read here, so say which: !later <ticket> 1h"]


@pytest.mark.usefixtures("offered")
async def test_who_said_later_isnt_asked_once_somebody_has_it(house: House, bob: Person, dave: Person) -> None:
    await dave.tells("later 1 15m")
    await bob.tells("dibs 1")
    await dave.hears()
    await house.pass_time(minutes=20)
    assert await dave.hears() == []


@pytest.mark.usefixtures("offered")
async def test_an_offer_is_not_longer_for_it(dave: Person, charlie: Person) -> None:
    assert await dave.tells("later 1 1h") == ["p< #1: the offer ends in 30m. Sooner than that, or: decline 1"]
    assert await dave.tells("later 1 soon") == ["p< When are you asked again? later 1 20m, or 14:00"]
    assert await dave.tells("later 1") == ["p< When are you asked again? later 1 20m, or 14:00"]
    assert "only" in (await charlie.tells("later 1 5m"))[0]


async def test_who_is_asked_in_person_may_say_later_too(house: House, alice: Person, bob: Person, dave: Person) -> None:
    await alice.says("#desk", "!new @ops printer on fire")
    await bob.tells("dibs 1", "assign 1 dave")
    await all_hear(bob, dave)
    await dave.tells("later 1 20m")
    await house.pass_time(minutes=19)
    assert await dave.hears() == []
    await house.pass_time(minutes=1)
    assert await dave.hears() == ["p< #1 is still offered to you, 10m left: printer on fire. yes 1 or no 1"]


@pytest.mark.usefixtures("offered")
async def test_who_says_later_again_is_asked_again(house: House, dave: Person) -> None:
    for left in (28, 26):
        await dave.tells("later 1 2m")
        await house.pass_time(minutes=2)
        assert await dave.hears() == [f"p< #1 still free, {left}m left, and you said later: printer on fire. dibs 1"]
