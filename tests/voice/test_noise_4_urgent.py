"""Noise 4: `urgent` is taken from members, twice a day each; everybody who is asked hears of it at once."""

from tests.house import House
from tests.scenarios.person import Person, all_hear

BOUND = "#1: you said urgent 2 times within a day, and that is the most. You may: edit 1 priority=high"


async def test_urgent_asks_everybody_at_once(alice: Person, bob: Person, dave: Person) -> None:
    await alice.says("#desk", "!new @ops printer on fire")
    await all_hear(alice, bob, dave)
    assert await alice.says("#desk", "!urgent 1") == [
        "#desk< #1 is urgent: printer on fire. 2 asked now, whatever their hours."
    ]
    said = "#1 is urgent, still free: printer on fire. dibs 1"
    assert await bob.hears() == [f"#ops< {said}", f"p< {said}"]
    assert await dave.hears() == [f"p< {said}"]


async def test_its_owner_is_told(alice: Person, bob: Person) -> None:
    await alice.says("#desk", "!new @ops printer on fire")
    await bob.tells("dibs 1")
    await all_hear(alice, bob)
    assert await alice.tells("urgent 1") == ["p< #1 is urgent: printer on fire. Its owner is told now."]
    assert await bob.hears() == ["p< #1 printer on fire: alice calls it urgent."]


async def test_where_nobody_took_it_they_are_asked_anew(house: House, alice: Person, dave: Person) -> None:
    await alice.says("#desk", "!new @ops printer on fire")
    await house.pass_time(minutes=31)
    await all_hear(alice, dave)
    await alice.tells("urgent 1")
    assert (await dave.hears())[0] == "p< #1 for ops: printer on fire (alice). dibs 1 takes it, decline 1 passes."


async def test_twice_a_day_is_the_most(house: House, alice: Person, bob: Person) -> None:
    await alice.says("#desk", "!new @ops printer on fire", "!new @ops priority=urgent vpn down")
    await alice.tells("urgent 2")
    assert await alice.tells("urgent 1") == [f"p< {BOUND}"]
    opened = await alice.tells("new @ops priority=urgent no coffee")
    assert opened[-1] == "p< #3 is high, not urgent: urgent is for who is logged in, twice a day."
    assert "high" in (await bob.tells("show 3"))[0]
    await house.pass_time(hours=25)
    assert "is urgent" in (await alice.tells("urgent 1"))[-1]


async def test_who_may_nothing_may_not_call_it_urgent(alice: Person, charlie: Person) -> None:
    await alice.says("#desk", "!new @ops printer on fire")
    assert await charlie.tells("urgent 1") == [
        "p< #1: only its owner, its reporter or ops may call it urgent. You may: watch 1"
    ]
