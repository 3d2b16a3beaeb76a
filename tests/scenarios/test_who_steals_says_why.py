"""A role member takes a ticket from its owner, who reads why; nobody takes it back and forth."""

import pytest

from tests.house import House
from tests.scenarios.person import Person, all_hear, enter


@pytest.fixture
async def owned(alice: Person, bob: Person, dave: Person) -> None:
    """#1 is bob's; all have heard so far."""
    await alice.says("#desk", "!new @ops printer on fire")
    await bob.tells("dibs 1")
    await all_hear(alice, bob, dave)


@pytest.mark.usefixtures("owned")
async def test_the_owner_reads_why_and_the_reporter_who_has_it(alice: Person, bob: Person, dave: Person) -> None:
    assert await dave.tells("steal 1 it is my building") == [
        "p< #1 is yours: printer on fire. Its owner is told why. When done: close 1"
    ]
    assert await bob.hears() == ["p< #1 printer on fire: dave took it from you: it is my building."]
    assert await alice.hears() == ["p< #1 printer on fire: dave has it now."]


@pytest.mark.usefixtures("owned")
async def test_without_a_reason_it_stays_where_it_is(dave: Person, charlie: Person) -> None:
    assert await dave.tells("steal 1") == ["p< What is the reason? Its owner reads it. Write: steal 1 <why>"]
    assert await charlie.tells("steal 1 mine") == ["p< #1: only ops may steal it. You may: watch 1"]


@pytest.mark.usefixtures("owned")
async def test_only_a_lead_steals_it_again_within_the_hour(house: House, bob: Person, dave: Person) -> None:
    await dave.tells("steal 1 it is my building")
    await bob.hears()
    (refused,) = await bob.tells("steal 1 no, mine")
    assert refused.startswith("p< #1 was stolen 0s ago. Within an hour only a lead of ops or an admin")
    ada = await enter(house, "ada", "#desk")
    assert "p< ops: bob leads it." in await ada.tells(f"iam {house.codes[-1]}", "role lead ops bob")
    assert "p< In ops: bob (lead), dave" in await bob.tells("role show ops")
    assert (await bob.tells("steal 1 I have the key"))[0].startswith("p< #1 is yours: printer on fire.")
