"""What may be said in other words, and what is said of it to whom."""

import pytest

from tests.house import House
from tests.scenarios.person import Person, all_hear


@pytest.fixture
async def opened(alice: Person, bob: Person, dave: Person, charlie: Person) -> None:
    """#1, by the word `ticket`; all have heard so far."""
    assert (await alice.tells("ticket printer on fire"))[0].startswith("p< #1 opened for ops: printer on fire.")
    await all_hear(alice, bob, dave, charlie)


@pytest.mark.usefixtures("opened")
@pytest.mark.parametrize("takes", ["claim 1", "take 1", "dibs 1", "accept #1.", "DIBS 1"])
async def test_each_verb_has_its_other_words(bob: Person, takes: str) -> None:
    """Grammar 2 and 6."""
    assert (await bob.tells(takes))[-1] == "p< #1 is yours: printer on fire. When done: close 1"
    assert await bob.tells("re 1 toner ordered") == ["p< #1 noted."]
    assert (await bob.tells("done 1"))[-1].startswith("p< #1 closed: printer on fire.")


@pytest.mark.usefixtures("opened")
@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("close 1 duplicate see 7", "closed by bob (duplicate): see 7."),
        ("close 1 Duplicate", "closed by bob (duplicate)."),
        ("close 1 duplicates are gone", "closed by bob (done): duplicates are gone."),
    ],
)
async def test_a_resolution_comes_first(alice: Person, bob: Person, words: str, told: str) -> None:
    """Grammar 9: a known resolution first, else all of it is the closing comment."""
    await bob.tells(words)
    (line,) = await alice.hears()
    assert line.startswith(f"p< #1 printer on fire: {told} Not solved?")


@pytest.mark.usefixtures("opened")
async def test_what_is_added_is_said_to_few(
    house: House, alice: Person, bob: Person, charlie: Person, dave: Person
) -> None:
    """Noise 6: comments, edits and watches are never public; charlie sits in #ops, where it was announced."""
    await bob.tells("dibs 1")
    await all_hear(alice, bob, charlie, dave)
    await bob.tells("re 1 toner ordered", "edit 1 priority=high")
    await dave.tells("watch 1", "re 1 it smells")
    await house.pass_time(minutes=1)
    assert await charlie.hears() == []
    assert await alice.hears() != []
