"""A member takes a ticket from wherever they are, by any of the words; the others hear that it is taken."""

import pytest

from tests.house import House
from tests.scenarios.person import Person, all_hear, enter

MINE = "#1 is yours: printer on fire. When done: close 1"


@pytest.fixture
async def offered(alice: Person, bob: Person, dave: Person) -> None:
    """#1 is offered to bob, who sits in #ops, and to dave, who doesn't; all have heard so far."""
    await alice.says("#desk", "!new @ops printer on fire")
    await all_hear(alice, bob, dave)


@pytest.mark.usefixtures("offered")
@pytest.mark.parametrize("words", ["dibs 1", "Dibs #1.", "!dibs 1", "!take 1", "dibs: accept 1", "dibs, claim #1"])
async def test_it_is_taken_in_the_roles_channel(bob: Person, words: str) -> None:
    assert await bob.says("#ops", words) == ["#ops< #1 is yours: printer on fire. When done: !close 1"]


@pytest.mark.usefixtures("offered")
@pytest.mark.parametrize("words", ["dibs 1", "dibs", "yes", "YES.", "accept 1", "!claim 1"])
async def test_it_is_taken_in_private(dave: Person, words: str) -> None:
    assert await dave.tells(words) == [f"p< {MINE}"]


@pytest.mark.usefixtures("offered")
async def test_the_reporter_hears_who_has_it(alice: Person, dave: Person) -> None:
    await dave.tells("dibs")
    assert await alice.hears() == ["p< #1 printer on fire: dave has it."]


@pytest.mark.usefixtures("offered")
async def test_taken_in_private_it_is_said_where_it_was_announced(bob: Person, dave: Person) -> None:
    await dave.tells("dibs")
    assert await bob.hears() == ["#ops< #1 taken by dave."]


@pytest.mark.usefixtures("offered")
async def test_taken_in_the_channel_the_channel_needs_no_second_line(bob: Person, charlie: Person) -> None:
    await bob.says("#ops", "dibs 1")
    assert await charlie.hears() == ["#ops< #1 is yours: printer on fire. When done: !close 1"]


@pytest.mark.usefixtures("offered")
async def test_who_was_asked_and_does_not_sit_in_the_channel_hears_it_in_private(bob: Person, dave: Person) -> None:
    await bob.says("#ops", "dibs 1")
    assert await dave.hears() == ["p< #1 taken by bob."]


@pytest.mark.usefixtures("offered")
async def test_who_comes_too_late_hears_who_has_it_and_since_when(house: House, bob: Person, dave: Person) -> None:
    """VOICE: `#12 went to bob 4s ago. To follow it: watch 12`; there is no watch yet."""
    await bob.says("#ops", "dibs 1")
    await dave.hears()
    house.clock.advance(seconds=4)
    assert await dave.tells("dibs 1") == ["p< #1 went to bob 4s ago. To follow it: watch 1"]


@pytest.mark.usefixtures("offered")
async def test_who_has_it_already_is_told_so(bob: Person) -> None:
    await bob.says("#ops", "dibs 1")
    assert await bob.says("#ops", "dibs 1") == ["#ops< #1 is yours already. When done: !close 1"]


@pytest.mark.usefixtures("offered")
async def test_an_outsider_is_pointed_to_joining_and_takes_it_then(charlie: Person) -> None:
    assert await charlie.says("#ops", "dibs 1") == ["#ops< #1 is for ops. Join it first: !role join ops"]
    assert await charlie.tells("role join ops", "dibs 1") == [
        "#ops< #1 taken by charlie.",
        "p< You are in ops. You may take, comment, close what you took. Start: list free",
        f"p< {MINE}",
    ]


@pytest.mark.usefixtures("offered")
async def test_with_several_offers_a_bare_word_lists_them(alice: Person, dave: Person) -> None:
    await alice.says("#desk", "!new @ops vpn down")
    await dave.hears()
    assert await dave.tells("yes") == ["p< 2 wait for you: #1 printer on fire, #2 vpn down. Say which: dibs 1"]


async def test_dibs_with_a_number_means_nothing_in_a_channel_that_is_no_roles(alice: Person, dave: Person) -> None:
    await alice.says("#desk", "!new @ops printer on fire")
    await dave.hears()
    assert await dave.says("#lobby", "dibs 1") == []


async def test_a_second_channel_that_it_was_opened_from_hears_nothing(house: House, alice: Person, bob: Person) -> None:
    """`Taken by` only where the ticket was announced."""
    charlie = await enter(house, "charlie", "#desk")
    await alice.says("#desk", "!new @ops printer on fire")
    await charlie.hears()
    await bob.says("#ops", "dibs 1")
    assert await charlie.hears() == []
