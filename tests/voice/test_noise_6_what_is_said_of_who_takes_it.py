"""Noise 6: "taken by" only where it was announced, and not where it was taken; what is added is never public."""

from tests.house import House
from tests.scenarios.person import Person, all_hear, enter
from tests.voice.test_storm import aloud


async def test_taken_in_private_it_is_said_where_it_was_announced_and_nowhere_else(
    house: House, alice: Person, bob: Person
) -> None:
    charlie = await enter(house, "charlie", "#ops", "#desk")
    await alice.says("#desk", "!new @ops printer on fire")
    await charlie.hears()
    await bob.tells("dibs 1")
    assert await charlie.hears() == ["#ops< #1 taken by bob."]


async def test_taken_in_the_channel_the_answer_is_all(house: House, alice: Person, bob: Person) -> None:
    await alice.tells("new @ops printer on fire")
    await bob.hears()
    heard = await bob.says("#ops", "dibs 1")
    assert aloud(heard) == ["#ops< #1 is yours: printer on fire. When done: !close 1"]


async def test_comments_edits_watches_and_holds_are_never_public(
    house: House, alice: Person, bob: Person, charlie: Person
) -> None:
    await alice.tells("new @ops printer on fire")
    await bob.tells("dibs 1")
    await all_hear(alice, bob, charlie)
    await alice.tells("re 1 it burns", "edit 1 title=printer is hot")
    await charlie.tells("watch 1")
    await bob.tells("re 1 toner ordered", "hold 1 2h waiting for toner", "resume 1")
    await house.pass_time(minutes=6)
    assert aloud(await bob.hears()) == []
    assert [line for line in await charlie.hears() if not line.startswith("p<")] == []
