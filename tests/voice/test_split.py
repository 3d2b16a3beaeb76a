"""SPLIT: what was added is a matter of its own, and whoever said it hears of it there."""

import pytest

from tests.scenarios.person import Person, all_hear


@pytest.fixture
async def opened(alice: Person, bob: Person) -> None:
    """#1 is bob's, with a comment of alice's."""
    await alice.tells("new @ops printer on fire")
    await bob.tells("dibs 1")
    await alice.tells("re 1 and there is no toner")
    await all_hear(alice, bob)


@pytest.mark.usefixtures("opened")
async def test_they_are_listed_and_one_becomes_a_ticket(alice: Person, bob: Person) -> None:
    assert await bob.tells("split 1") == [
        "p< #1 comment 1, of alice: and there is no toner",
        "p< #1: one of its own? split 1 comment 1 as <title>",
    ]
    assert (await bob.tells("split 1 comment 1 as no toner either"))[-1] == (
        "p< #2 opened for ops, from #1: no toner either. A slip? undo 1"
    )
    assert "p< #2 is your request: no toner either. Write here to add to it." in await alice.hears()
    assert (await alice.tells("show 2"))[1:] == [
        "p< Linked: follows #1",
        "p< Last, alice 0s ago: and there is no toner",
    ]
    assert "bob split off #2" in " ".join(await alice.tells("history 1"))


@pytest.mark.usefixtures("opened")
async def test_the_list_shows_one_that_is_there_and_says_so_where_there_is_none(bob: Person) -> None:
    await bob.tells("re 1 nor a drum", "split 1 comment 1 as no toner either")
    assert await bob.tells("split 1") == [
        "p< #1 comment 2, of bob: nor a drum",
        "p< #1: one of its own? split 1 comment 2 as <title>",
    ]
    await bob.tells("split 1 comment 2 as no drum")
    assert await bob.tells("split 1") == ["p< #1 has no comment. What happened to it: history 1"]
    assert await bob.tells("split 1 comment 1 as no toner") == ["p< #1 has no comment 1; it has none."]


@pytest.mark.usefixtures("opened")
async def test_a_slip_is_taken_back(alice: Person, bob: Person) -> None:
    await bob.tells("split 1 1 as no toner either")
    await all_hear(alice, bob)
    assert (await bob.tells("undo"))[-1] == (
        "p< Undone: split 1 (0s ago). What became a ticket is back, and that one withdrawn."
    )
    assert "p< #2 no toner either: bob undid new; it is withdrawn." in await alice.hears()
    assert (await alice.tells("show 1"))[-1] == "p< Last, alice 0s ago: and there is no toner"


@pytest.mark.usefixtures("opened")
@pytest.mark.parametrize("typed", ["split 1 comment x as no toner", "split 1 no toner either", "split 1 comment 1 as "])
async def test_what_is_not_understood_is_told_how_to_be_written(bob: Person, typed: str) -> None:
    assert await bob.tells(typed) == ["p< Which comment, and as what? split 1 comment 1 as <title>"]
