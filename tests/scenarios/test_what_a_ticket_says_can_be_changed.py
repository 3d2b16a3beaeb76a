"""`edit` changes a ticket without a word in any channel; its owner is told in private."""

from tests.scenarios.person import Person, all_hear


async def test_only_who_asked_and_the_owner_hear_of_it(alice: Person, bob: Person, dave: Person) -> None:
    await alice.says("#desk", "!new @ops printer on fire")
    await bob.tells("dibs 1")
    await all_hear(alice, bob, dave)
    assert await dave.tells("edit 1 priority=high title=printer is smoking -- badly") == [
        "p< #1: title, priority changed. show 1"
    ]
    assert await bob.hears() == ["p< #1 printer is smoking -- badly: dave changed title, priority."]
    assert await alice.hears() == []
    (stands, _) = await alice.tells("show 1")
    assert stands.startswith("p< #1 printer is smoking -- badly: accepted, bob, high,")


async def test_its_reporter_may_until_somebody_has_it(alice: Person, bob: Person) -> None:
    await alice.says("#desk", "!new @ops printer on fire")
    assert await alice.says("#desk", "!edit 1 description=3rd floor") == ["#desk< #1: description changed. !show 1"]
    await bob.tells("dibs 1")
    await alice.hears()
    assert await alice.tells("edit 1 priority=urgent") == [
        "p< #1: bob has it by now, and works by what it says. You may: comment 1 <text>"
    ]
