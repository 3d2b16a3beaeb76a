"""Assigning is asking: in private, and the answer comes back to who asked."""

import pytest

from tests.house import House
from tests.scenarios.person import Person, all_hear

ASKED = "p< #1 bob asks you to take it: printer on fire. yes 1, no 1 or later 1 20m"


@pytest.fixture
async def owned(alice: Person, bob: Person, dave: Person) -> None:
    """#1 is bob's; all have heard so far."""
    await alice.says("#desk", "!new @ops printer on fire")
    await bob.tells("dibs 1")
    await all_hear(alice, bob, dave)


@pytest.mark.usefixtures("owned")
async def test_the_person_is_asked_in_private_and_the_asker_is_told_that_it_is_a_question(
    bob: Person, charlie: Person
) -> None:
    """VOICE: `Not his until he says yes`; dibs doesn't know who is a he."""
    assert await bob.says("#ops", "!assign 1 charlie:") == [
        "#ops< #1: asking charlie in private. Theirs when they say yes; you hear within 30m."
    ]
    assert await charlie.hears() == [
        "#ops< #1: asking charlie in private. Theirs when they say yes; you hear within 30m.",
        ASKED,
    ]


@pytest.mark.usefixtures("owned")
async def test_yes_makes_it_theirs_though_they_are_in_no_role(
    house: House, alice: Person, bob: Person, charlie: Person
) -> None:
    await bob.tells("assign 1 charlie")
    await all_hear(alice, bob)
    assert await charlie.hears() == [ASKED]
    assert await charlie.tells("yes") == [
        "#ops< #1 taken by charlie.",
        "p< #1 is yours: printer on fire. When done: close 1",
    ]
    await house.pass_time(seconds=30)
    assert await alice.hears() == ["p< #1 printer on fire: charlie has it."]
    assert await bob.hears() == ["#ops< #1 taken by charlie.", "p< #1 charlie said yes and has it."]


@pytest.mark.usefixtures("owned")
async def test_until_then_it_stays_whose_it_was(bob: Person, charlie: Person) -> None:
    await bob.tells("assign 1 charlie")
    assert "bob" in (await charlie.tells("show 1"))[0]


@pytest.mark.usefixtures("owned")
async def test_no_comes_back_to_who_asked_with_the_reason(bob: Person, charlie: Person) -> None:
    await bob.tells("assign 1 charlie")
    await charlie.hears()
    assert await charlie.tells("no on leave") == ["p< #1 declined; bob is told."]
    assert await bob.hears() == ["p< #1 charlie said no: on leave."]


async def test_no_to_a_free_ticket_says_that_it_is_still_free(alice: Person, bob: Person, charlie: Person) -> None:
    await alice.says("#desk", "!new @ops printer on fire")
    await bob.tells("assign 1 charlie")
    await all_hear(bob, charlie)
    await charlie.tells("no on leave")
    assert await bob.hears() == ["p< #1 charlie said no: on leave. Still free."]


@pytest.mark.usefixtures("owned")
async def test_silence_comes_back_to_who_asked_too(house: House, alice: Person, bob: Person, charlie: Person) -> None:
    await bob.tells("assign 1 charlie")
    await all_hear(alice, bob, charlie)
    await house.pass_time(minutes=29)
    assert await charlie.hears() == [
        f"p< #1 is still offered to you, {left}m left: printer on fire. yes 1 or no 1" for left in (25, 20, 10)
    ]
    await house.pass_time(minutes=1)
    assert await bob.hears() == ["p< #1 charlie didn't answer in 30m. Ask another: assign 1 <person>"]
    assert await all_hear(alice, charlie) == [[], []]


@pytest.mark.usefixtures("owned")
async def test_who_may_not_assign_is_told_who_may(charlie: Person) -> None:
    assert await charlie.says("#desk", "!assign 1 charlie") == [
        "#desk< #1: only its owner or ops may assign it. You may: !watch 1"
    ]


@pytest.mark.usefixtures("owned")
async def test_without_a_person_or_with_an_unknown_one_the_answer_says_what_to_write(bob: Person) -> None:
    assert await bob.says("#ops", "!assign 1") == ["#ops< Who gets #1? !assign 1 <person>"]
    assert await bob.tells("assign 1 charly") == ["p< No member charly. Who is in a role: role show <role>"]


@pytest.mark.usefixtures("owned")
async def test_a_no_holds_for_a_day_against_who_asked(house: House, bob: Person, charlie: Person) -> None:
    await bob.tells("assign 1 charlie")
    await charlie.tells("no")
    await bob.hears()
    assert await bob.tells("assign 1 charlie") == [
        "p< #1: charlie said no to you. Ask somebody else, or again after 1d."
    ]
    await house.pass_time(hours=25)
    await bob.tells("assign 1 charlie")
    assert (await charlie.hears())[-1] == ASKED


@pytest.mark.usefixtures("owned")
async def test_an_owner_who_assigns_it_to_themselves_hears_that_it_is_theirs(bob: Person) -> None:
    assert await bob.tells("assign 1 bob") == ["p< #1 is yours already."]
