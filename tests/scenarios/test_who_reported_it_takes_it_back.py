"""A reporter who doesn't need it any more withdraws the ticket; who was asked, or has it, is told."""

from tests.house import House
from tests.scenarios.person import Person, all_hear


async def test_who_is_asked_hears_that_there_is_nothing_to_do(alice: Person, bob: Person, dave: Person) -> None:
    await alice.says("#desk", "!new @ops printer on fire")
    await all_hear(bob, dave)
    assert await alice.says("#desk", "!withdraw 1 it was unplugged") == [
        "#desk< #1 withdrawn: printer on fire. Needed after all? !reopen 1"
    ]
    assert await bob.hears() == ["#ops< #1 withdrawn by alice, nothing to do any more."]
    assert await dave.hears() == ["p< #1 withdrawn by alice, nothing to do any more."]


async def test_its_owner_hears_why_and_nobody_else_does(alice: Person, bob: Person, dave: Person) -> None:
    await alice.says("#desk", "!new @ops printer on fire")
    await bob.tells("dibs 1")
    await all_hear(alice, bob, dave)
    await alice.tells("withdraw 1 it was unplugged")
    assert await bob.hears() == ["p< #1 printer on fire: alice withdrew it: it was unplugged."]
    assert await dave.hears() == []


async def test_nobody_is_asked_again(house: House, alice: Person, dave: Person) -> None:
    await alice.tells("new printer on fire", "withdraw 1")
    await dave.hears()
    await house.pass_time(minutes=40)
    assert await dave.hears() == []
    assert await alice.tells("show 1") != []
