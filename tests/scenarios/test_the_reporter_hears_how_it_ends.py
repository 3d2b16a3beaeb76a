"""Comment, close, reopen: what each does, who hears of it, and that nobody is told what they did themselves."""

import pytest

from tests.house import House
from tests.scenarios.person import Person, all_hear


@pytest.fixture
async def owned(alice: Person, bob: Person) -> None:
    """#1 is bob's; all have heard so far."""
    await alice.says("#desk", "!new @ops printer on fire")
    await bob.tells("dibs 1")
    await all_hear(alice, bob)


@pytest.mark.usefixtures("owned")
async def test_a_comment_is_kept_and_never_said_in_public(alice: Person, bob: Person, charlie: Person) -> None:
    assert await bob.tells("re 1 toner ordered") == ["p< #1 noted."]
    assert await all_hear(alice, charlie) == [["p< #1 printer on fire: bob added: toner ordered"], []]
    assert await alice.tells("show 1") == [
        "p< #1 printer on fire: accepted, bob, 0s old, ops, from alice.",
        "p< Last, bob 0s ago: toner ordered",
    ]


@pytest.mark.usefixtures("owned")
async def test_the_reporter_hears_that_it_was_closed_and_what_to_do_if_it_is_not_solved(
    alice: Person, bob: Person, charlie: Person
) -> None:
    assert await bob.tells("close 1 fixed toner changed") == [
        "p< #1 closed (fixed): printer on fire. Not done? reopen 1"
    ]
    assert await alice.hears() == ["p< #1 printer on fire: closed by bob (fixed): toner changed. Not solved? reopen 1"]
    assert await charlie.hears() == []


@pytest.mark.usefixtures("owned")
async def test_the_owner_hears_that_its_reporter_closed_it(alice: Person, bob: Person) -> None:
    assert await alice.says("#desk", "!done 1") == ["#desk< #1 closed: printer on fire. Not done? !reopen 1"]
    assert await bob.hears() == ["p< #1 printer on fire: closed by alice (done)."]


@pytest.mark.usefixtures("owned")
async def test_closing_words_that_are_no_resolution_are_the_comment(alice: Person, bob: Person) -> None:
    await bob.tells("close 1 it was the toner")
    await alice.hears()
    assert (await alice.tells("show 1"))[1] == "p< Last, bob 0s ago: it was the toner"


@pytest.mark.usefixtures("owned")
async def test_reopened_by_its_reporter_the_role_is_asked_again(alice: Person, bob: Person) -> None:
    await bob.tells("close 1")
    await alice.hears()
    assert await alice.says("#desk", "!reopen 1 it burns again") == [
        "#desk< #1 is open again: printer on fire. ops is asked."
    ]
    assert await bob.hears() == [
        "#ops< #1 reopened for ops: printer on fire (alice). Take it: dibs 1",
        "p< #1 for ops: printer on fire (alice). dibs 1 takes it, decline 1 passes.",
    ]


@pytest.mark.usefixtures("owned")
async def test_reopened_by_its_owner_it_is_theirs_again_and_nobody_is_asked(
    alice: Person, bob: Person, dave: Person
) -> None:
    await bob.tells("close 1")
    await all_hear(alice, dave)
    assert await bob.tells("reopen 1") == ["p< #1 is open again, and yours: printer on fire. When done: close 1"]
    assert await alice.hears() == ["p< #1 printer on fire: reopened by bob; bob has it."]
    assert await dave.hears() == []


@pytest.mark.usefixtures("owned")
async def test_what_was_reopened_before_its_end_was_told_is_not_told_as_closed(
    house: House, alice: Person, bob: Person
) -> None:
    """What is closed within half a minute of another is told together with what still comes."""
    await alice.tells("new @ops vpn down")
    await bob.tells("dibs 2")
    await house.pass_time(minutes=1)
    await bob.tells("close 1")
    await all_hear(alice, bob)
    await bob.tells("close 2", "reopen 2")
    await house.pass_time(minutes=1)
    assert await alice.hears() == ["p< #2 vpn down: reopened by bob; bob has it."]


@pytest.mark.usefixtures("owned")
async def test_somebody_of_another_role_closes_nothing(charlie: Person) -> None:
    """VOICE: `#12: only its owner, its reporter or ops close it. You may: comment 12, watch 12`"""
    assert await charlie.says("#desk", "!close 1") == [
        "#desk< #1: only its owner, its reporter or ops may close it. You may: !watch 1"
    ]


async def test_who_reports_takes_and_closes_it_alone_is_told_nothing_twice(bob: Person) -> None:
    await bob.tells("new printer on fire")
    assert await bob.tells("dibs 1") == [
        "#ops< #1 taken by bob.",
        "p< #1 is yours: printer on fire. When done: close 1",
    ]
    assert await bob.tells("close 1") == ["p< #1 closed: printer on fire. Not done? reopen 1"]
