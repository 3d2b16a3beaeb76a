"""The lifetime runs out: the reporter and the role hear it once, prompts stop, and it stays there to be taken."""

from tests.house import House
from tests.scenarios.person import Person, all_hear, enter


async def test_after_the_lifetime_the_reporter_and_the_channel_are_told(
    house: House, alice: Person, bob: Person
) -> None:
    await alice.says("#desk", "!new @ops printer on fire")
    await house.pass_time(minutes=29)
    await bob.hears()
    await house.pass_time(minutes=1)
    assert await alice.hears() == ["p< #1 printer on fire: nobody in ops took it in 30m. It stays open: show 1"]
    assert await bob.hears() == ["#ops< #1 timed out, still free: printer on fire. dibs 1"]


async def test_then_nobody_is_asked_any_more(house: House, alice: Person, bob: Person, dave: Person) -> None:
    await alice.says("#desk", "!new @ops printer on fire")
    await house.pass_time(minutes=30)
    await all_hear(alice, bob, dave)
    await house.pass_time(hours=3)
    assert await all_hear(alice, bob, dave) == [[], [], []]


async def test_it_can_still_be_taken_and_the_reporter_hears_it(house: House, alice: Person, bob: Person) -> None:
    await alice.says("#desk", "!new @ops printer on fire")
    await house.pass_time(hours=2)
    await all_hear(alice, bob)
    assert await bob.tells("dibs 1") == [
        "#ops< #1 taken by bob.",
        "p< #1 is yours: printer on fire. When done: close 1",
    ]
    assert await alice.hears() == ["p< #1 printer on fire: bob has it."]


async def test_a_role_may_have_times_of_its_own(house: House, alice: Person, bob: Person) -> None:
    ada = await enter(house, "ada", "#desk")
    await ada.tells(f"iam {house.codes[-1]}", "role set ops lifetime=1h every=20m")
    await bob.hears()
    assert await alice.says("#desk", "!new @ops printer on fire") == [
        "#desk< #1 opened for ops: printer on fire. 2 asked; you hear within 1h."
    ]
    await bob.hears()
    await house.pass_time(minutes=21)
    assert await bob.hears() == ["p< #1 still free, 40m left: printer on fire. dibs 1"]
    await alice.hears()
    await house.pass_time(minutes=39)
    assert await alice.hears() == ["p< #1 printer on fire: nobody in ops took it in 1h. It stays open: show 1"]
