"""UNDO: what was a slip is taken back, and whoever was told of it hears that it isn't so."""

import pytest

from tests.house import House
from tests.scenarios.person import Person, all_hear


@pytest.fixture
async def taken(house: House, alice: Person, bob: Person, charlie: Person, dave: Person) -> None:
    """#1 is bob's; all have heard so far."""
    await alice.says("#desk", "!new @ops printer on fire")
    await bob.tells("dibs 1")
    await house.pass_time(seconds=1)
    await all_hear(alice, bob, charlie, dave)


@pytest.mark.usefixtures("taken")
async def test_undo(house: House, alice: Person, bob: Person) -> None:
    """VOICE: `Undone: close 12 (40s ago). Bob's again.` A name is a highlight, so one's own isn't said."""
    await bob.tells("close 1")
    await house.pass_time(seconds=40)
    await alice.hears()
    assert await bob.says("#ops", "!undo") == ["#ops< Undone: close 1 (40s ago). Yours again."]
    assert await alice.hears() == ["p< #1 printer on fire: bob undid close; its owner has it."]


@pytest.mark.usefixtures("taken")
async def test_undo_of_the_reporter(house: House, alice: Person, bob: Person) -> None:
    await alice.tells("close 1")
    await house.pass_time(seconds=40)
    await bob.hears()
    assert await alice.tells("undo") == ["p< Undone: close 1 (40s ago). bob's again."]
    assert await bob.hears() == ["p< #1 printer on fire: alice undid close; its owner has it."]


@pytest.mark.usefixtures("taken")
async def test_undo_once_another_changed_it(bob: Person, dave: Person) -> None:
    """As VOICE has it."""
    await dave.tells("re 1 toner ordered")
    assert (await bob.tells("undo"))[-1] == "p< Can't undo accept 1: dave commented since. Instead: release 1"


@pytest.mark.usefixtures("taken")
async def test_who_was_told_hears_once_that_it_is_free(
    alice: Person, bob: Person, charlie: Person, dave: Person
) -> None:
    """charlie sits in #ops, where it was announced; dave was asked in private."""
    assert (await bob.tells("undo"))[-1:] == ["p< Undone: accept 1 (1s ago). Free again; ops is asked, 30m left."]
    told = "#1 printer on fire: bob undid accept; free. dibs 1"
    assert await charlie.hears() == [f"#ops< {told}"]
    assert await alice.hears() == [f"p< {told}"]
    assert await dave.hears() == [f"p< {told}"]
    assert (await dave.tells("dibs"))[0] == "p< #1 is yours: printer on fire. When done: close 1"


@pytest.mark.usefixtures("bob")
async def test_a_no_is_taken_back(house: House, alice: Person, dave: Person) -> None:
    """VOICE, NO: `#12 declined, you won't be asked again. undo takes that back.`"""
    await alice.says("#desk", "!new @ops printer on fire")
    await dave.hears()
    assert await dave.tells("decline 1 at lunch") == ["p< #1 declined, you won't be asked again. undo takes that back."]
    assert await dave.tells("undo") == ["p< Undone: decline 1 (0s ago). You are asked again: dibs 1"]
    await house.pass_time(minutes=6)
    assert any("still free" in line for line in await dave.hears())


async def test_what_was_written_is_gone(alice: Person, bob: Person) -> None:
    await alice.says("#desk", "!new @ops printer on fire")
    await bob.tells("re 1 the password is swordfish")
    assert await bob.tells("undo") == ["p< Undone: comment 1 (0s ago). What it said is erased."]
    assert "swordfish" not in str(await alice.tells("history 1", "show 1"))
