"""Who declines isn't asked again; when all have, the reporter needn't wait for the end of the lifetime."""

from tests.house import House
from tests.scenarios.person import Person, all_hear


async def test_who_declines_is_not_asked_again(house: House, alice: Person, bob: Person, dave: Person) -> None:
    await alice.says("#desk", "!new @ops printer on fire")
    await all_hear(bob, dave)
    assert await dave.tells("decline 1 at lunch") == ["p< #1 declined, you won't be asked again. undo takes that back."]
    await house.pass_time(minutes=29)
    assert await dave.hears() == []
    assert len(await bob.hears()) == 4


async def test_who_has_declined_may_think_better_of_it(alice: Person, dave: Person) -> None:
    await alice.says("#desk", "!new @ops printer on fire")
    await dave.tells("no")
    assert await dave.tells("dibs 1") == ["p< #1 is yours: printer on fire. When done: close 1"]


async def test_when_all_have_declined_the_reporter_and_the_channel_hear_it_at_once(
    alice: Person, bob: Person, dave: Person
) -> None:
    """VOICE: `all 4 of ops passed. net is asked now.` There is no next role yet."""
    await alice.says("#desk", "!new @ops printer on fire")
    await dave.tells("no at lunch")
    assert await alice.hears() == []
    await bob.hears()
    assert await bob.tells("no") == [
        "#ops< #1 passed, still free: printer on fire. dibs 1",
        "p< #1 declined. You were the last to be asked, so its reporter is told.",
    ]
    assert await alice.hears() == ["p< #1 printer on fire: all 2 of ops passed. It stays open: show 1"]


async def test_after_that_nobody_is_asked_again_and_anybody_in_the_role_may_still_take_it(
    house: House, alice: Person, bob: Person, dave: Person
) -> None:
    await alice.says("#desk", "!new @ops printer on fire")
    await dave.tells("no")
    await bob.tells("no")
    await all_hear(alice, bob, dave)
    await house.pass_time(minutes=31)
    assert await all_hear(alice, bob, dave) == [[], [], []]
    assert await bob.says("#ops", "dibs 1") == ["#ops< #1 is yours: printer on fire. When done: !close 1"]


async def test_declining_twice_says_that_it_was_heard(alice: Person, bob: Person, dave: Person) -> None:
    await alice.says("#desk", "!new @ops printer on fire")
    await dave.tells("no")
    assert await dave.tells("decline 1") == [
        "p< #1: you declined it already, you aren't asked again. You may still: accept 1"
    ]
