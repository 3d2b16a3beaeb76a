"""`ask`: a ticket waits for its reporter, whose next line in private answers."""

import pytest

from tests.house import House
from tests.scenarios.person import Person, all_hear
from tests.scenarios.shell import say

ASKED = "p< #1 bob asks: which floor? Your next line here answers."


@pytest.fixture
async def asked(alice: Person, bob: Person) -> None:
    """#1 is bob's, who has asked alice. She hasn't looked yet."""
    await alice.says("#desk", "!new @ops printer on fire")
    await bob.tells("dibs 1")
    await alice.hears()
    assert await bob.tells("ask 1 which floor?") == [
        "p< #1: its reporter is asked, and it waits for the answer. Without one: resume 1"
    ]


@pytest.mark.usefixtures("asked")
async def test_the_next_line_answers_and_wakes_it(alice: Person, bob: Person, charlie: Person) -> None:
    assert await alice.hears() == [ASKED]
    assert "on hold" in (await bob.tells("show 1"))[0]
    assert await alice.tells("3rd, beside the lift") == ["p< #1: added; its owner is told."]
    assert await bob.hears() == ["p< #1 alice answered: 3rd, beside the lift"]
    assert (await bob.tells("show 1"))[0].startswith("p< #1 printer on fire: accepted")
    assert await charlie.hears() == []


async def test_who_is_suspended_is_not_asked(house: House, alice: Person, bob: Person) -> None:
    await alice.says("#desk", "!new @ops printer on fire")
    await bob.tells("dibs 1")
    await say(house, "member suspend alice her laptop is gone")
    assert await bob.tells("ask 1 which floor?") == [
        "p< #1: who opened it is suspended, and would not hear. To wait all the same: hold 1"
    ]


@pytest.mark.usefixtures("asked")
@pytest.mark.parametrize("words", ["yes", "no", "re 1 yes"])
async def test_short_words_answer_too(alice: Person, bob: Person, words: str) -> None:
    await alice.tells(words)
    assert (await bob.hears())[-1].startswith("p< #1 alice answered: ")


@pytest.mark.usefixtures("asked")
async def test_a_command_stays_one_and_so_does_a_slip_of_one(alice: Person, bob: Person) -> None:
    await alice.hears()
    assert (await alice.tells("list"))[0].startswith("p< All: 1 open")
    assert await alice.tells("shwo 1") == ["p< No verb shwo. Did you mean: show 1"]
    assert (await alice.says("#desk", "3rd floor")) == []
    assert await bob.hears() == []


@pytest.mark.usefixtures("asked")
async def test_of_several_questions_one_says_which(alice: Person, bob: Person) -> None:
    await alice.says("#desk", "!new @ops vpn down")
    await bob.tells("dibs 2", "ask 2 since when?")
    await alice.hears()
    assert await alice.tells("since monday") == [
        "p< For which of 2: #1 printer on fire, #2 vpn down? Say which: re 1 <text>"
    ]
    await alice.tells("re 2 since monday")
    assert (await bob.hears())[-1] == "p< #2 alice answered: since monday"


@pytest.mark.usefixtures("asked")
async def test_who_forgets_is_reminded_once_and_then_its_owner_hears(house: House, alice: Person, bob: Person) -> None:
    """It is Friday: the day after is Monday."""
    await all_hear(alice, bob)
    await house.pass_time(days=2, hours=23)
    assert [line for line in await alice.hears() if "answer" in line] == []
    await house.pass_time(hours=1)
    assert "p< #1 waits for your answer: which floor? Your next line here is it." in await alice.hears()
    await house.pass_time(days=2, seconds=30)
    assert [line for line in await alice.hears() if "answer" in line] == []
    assert "p< #1 is back from hold: printer on fire (which floor?). Still yours." in await bob.hears()


@pytest.mark.usefixtures("asked")
async def test_nobody_asks_themselves_or_for_a_ticket_that_isnt_theirs(alice: Person, bob: Person) -> None:
    await bob.says("#ops", "!new no coffee")
    await bob.tells("dibs 2")
    assert (await bob.tells("ask 2 which?"))[-1] == (
        "p< #2: you opened it yourself. To note something: comment 2 <text>"
    )
    assert "only its owner or ops may ask about it" in (await alice.tells("ask 1 what?"))[-1]
    assert (await bob.tells("ask 1"))[-1] == "p< What is the question? ask 1 <question>"


async def test_nobody_answers_what_they_have_not_read_yet(house: House, alice: Person, bob: Person) -> None:
    """alice is away: the question waits, and is told before her words count as the answer."""
    await alice.says("#desk", "!new @ops printer on fire")
    await bob.tells("dibs 1")
    await all_hear(alice, bob)
    await alice.tells("bye")
    await bob.tells("ask 1 which floor?")
    assert await alice.tells("besides, it smells") == ["p< No verb besides. All of them: help all"]
    assert await bob.hears() == []
    await house.pass_time(minutes=16)
    await alice.hears()
    assert await alice.says("#desk", "here again") == [
        "p< While you were away: #1 a question for you (printer on fire). show 1"
    ]
    assert "bob" in (shown := await alice.tells("show 1"))[1]
    assert shown[1].endswith("which floor?")
    assert await alice.tells("3rd floor") == ["p< #1: added; its owner is told."]
