"""Noise 11: for a channel, `role set ops say=few|normal|all` tunes how much it reads unasked."""

import pytest

from chatbot.desk import roles
from chatbot.desk.aloud import WORDS
from chatbot.desk.roles import RoleChange
from tests.house import House
from tests.people import shell
from tests.scenarios.person import Person, enter
from tests.voice.test_storm import aloud, rage

LIFE = {
    "few": ["#1 new for ops: printer on fire (alice). Take it: dibs 1"],
    "normal": ["#1 new for ops: printer on fire (alice). Take it: dibs 1", "#1 taken by bob."],
    "all": [
        "#1 new for ops: printer on fire (alice). Take it: dibs 1",
        "#1 taken by bob.",
        "#1 closed by bob (fixed).",
    ],
}


@pytest.fixture
async def ada(house: House) -> Person:
    await house.member("ada", admin=True)
    return await enter(house, "ada")


async def heard_of(house: House, charlie: Person) -> list[str]:
    await house.quiet()
    return [line.removeprefix("#ops< ") for line in aloud(await charlie.hears())]


@pytest.mark.parametrize("say", LIFE)
async def test_it_says_as_much_as_it_is_set_to(house: House, alice: Person, bob: Person, say: str) -> None:
    await house.desk.change(shell(), roles.put, "ops", RoleChange(say=WORDS[list(LIFE).index(say)]))
    charlie = await enter(house, "charlie", "#ops")
    await alice.tells("new @ops printer on fire")
    await bob.tells("dibs 1")
    await bob.tells("close 1 fixed")
    assert await heard_of(house, charlie) == LIFE[say]


async def test_what_it_is_set_to_is_shown(ada: Person) -> None:
    assert ", says few, " in (await ada.tells("role set ops say=few"))[0]
    assert "says" not in (await ada.tells("role set ops say=normal"))[0]


async def test_few_says_what_nobody_took_and_no_digest(
    house: House, ada: Person, alice: Person, charlie: Person
) -> None:
    await ada.tells("role set ops say=few")
    await alice.tells("new @ops printer on fire")
    await house.pass_time(hours=25)
    assert await heard_of(house, charlie) == [*LIFE["few"], "#1 timed out, still free: printer on fire. dibs 1"]


async def test_few_says_all_that_is_urgent(
    house: House, ada: Person, alice: Person, bob: Person, charlie: Person
) -> None:
    await ada.tells("role set ops say=few")
    await alice.tells("new @ops priority=urgent printer on fire")
    await house.pass_time(minutes=15)
    assert "#1 still free, 15m left: printer on fire. dibs 1" in await heard_of(house, charlie)
    assert await bob.hears()


async def test_all_has_no_storms_but_still_four_lines_in_five_minutes(house: House, ada: Person, bob: Person) -> None:
    await ada.tells("role set ops say=all")
    await rage(house, await enter(house, "nagios"), 1, 9)
    assert len(aloud(await bob.hears())) == 4
    await house.pass_time(minutes=5)
    assert aloud(await bob.hears()) == [
        "#ops< New for ops: #5 db5 down, #6 db6 down, #7 db7 down, #8 db8 down, #9 db9 down. dibs 5"
    ]


async def test_another_word_is_refused_with_those_that_there_are(ada: Person) -> None:
    assert await ada.tells("role set ops say=nothing") == ["p< say= can't be that. It can be few, normal or all."]
