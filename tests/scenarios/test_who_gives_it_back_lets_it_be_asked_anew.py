"""A released ticket is offered to its role from the beginning, and its reporter hears of it."""

import pytest

from tests.house import House
from tests.scenarios.person import Person, all_hear, enter


@pytest.fixture
async def owned(house: House, alice: Person, bob: Person, dave: Person) -> None:
    """#1 is bob's for 20 minutes; all have heard so far."""
    await alice.says("#desk", "!new @ops printer on fire")
    await bob.tells("dibs 1")
    await house.pass_time(minutes=20)
    await all_hear(alice, bob, dave)


@pytest.mark.usefixtures("owned")
async def test_the_channel_and_the_members_are_asked_and_the_reporter_is_told(
    alice: Person, bob: Person, dave: Person
) -> None:
    assert await bob.tells("release 1 off to lunch") == [
        "#ops< #1 free again for ops: printer on fire (alice). Take it: dibs 1",
        "p< #1 is free again: printer on fire. ops is asked.",
    ]
    assert await alice.hears() == ["p< #1 printer on fire: bob gave it back; ops is asked."]
    assert await dave.hears() == ["p< #1 for ops: printer on fire (alice). dibs 1 takes it, decline 1 passes."]


@pytest.mark.usefixtures("owned")
async def test_its_lifetime_begins_anew(house: House, alice: Person, bob: Person) -> None:
    await bob.tells("release 1")
    await alice.hears()
    await house.pass_time(minutes=29)
    assert await alice.hears() == []
    await house.pass_time(minutes=1)
    assert await alice.hears() == ["p< #1 printer on fire: nobody in ops took it in 30m. It stays open: show 1"]


@pytest.mark.usefixtures("owned")
async def test_another_takes_it_and_the_reporter_hears_who(alice: Person, bob: Person, dave: Person) -> None:
    await bob.tells("release 1")
    await all_hear(alice, bob)
    await dave.tells("dibs")
    assert await alice.hears() == ["p< #1 printer on fire: dave has it."]
    assert await bob.hears() == ["#ops< #1 taken by dave."]


@pytest.mark.usefixtures("owned")
async def test_only_its_owner_gives_it_back(dave: Person) -> None:
    assert await dave.tells("release 1") == ["p< #1: only its owner may release it. You may: comment 1, watch 1"]


@pytest.mark.usefixtures("owned")
async def test_who_had_it_hears_that_an_admin_gave_it_back(house: House, bob: Person) -> None:
    ada = await enter(house, "ada", "#desk")
    await ada.tells(f"iam {house.codes[-1]}", "release 1 he is on leave")
    assert "p< #1 printer on fire: ada gave it back; ops is asked." in await bob.hears()
