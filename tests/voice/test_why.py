"""`why 12`, which the lines about what nobody took point to: who was asked, by which settings, and what comes next."""

import pytest

from tests.house import House
from tests.scenarios.person import Person, all_hear, enter


@pytest.fixture
async def asked(alice: Person, bob: Person, dave: Person) -> None:
    """#1 is offered to ops; all have heard so far."""
    await alice.says("#desk", "!new @ops printer on fire")
    await all_hear(alice, bob, dave)


@pytest.mark.usefixtures("asked")
async def test_where_others_read_it_names_nobody(house: House, alice: Person, bob: Person, charlie: Person) -> None:
    await bob.tells("decline 1 at lunch")
    await house.pass_time(minutes=12)
    await all_hear(alice, charlie)
    said = await alice.says("#desk", "!why 1")
    assert [line for line in said if line.startswith("#desk")] == [
        "#desk< #1 ops: asked 12m ago for 30m (as usual), every 5m (as usual). 2 asked, 1 passed. 18m left.",
        "#desk< #1 next: asked again in 8m, and in 18m its reporter is told, and it stays open.",
    ]
    assert [line for line in said if line.startswith("p<")] == [
        "p< #1 ops, asked: bob, dave",
        "p< #1 ops, passed: bob (at lunch)",
    ]
    assert [line for line in await charlie.hears() if "bob" in line] == []


@pytest.mark.usefixtures("asked", "charlie")
async def test_it_says_who_set_what_and_who_is_asked_next(house: House, alice: Person) -> None:
    ada = await enter(house, "ada", "#desk")
    await ada.tells(
        f"iam {house.codes[-1]}",
        "role create net",
        "role create leads",
        "role add leads charlie",
        "role set ops lifetime=10m next=net",
        "role set net next=leads every=10m",
        "role set leads lifetime=20m",
    )
    assert (await alice.tells("why 1"))[:2] == [
        "p< #1 ops: asked 0s ago for 30m (as set then), every 5m (as usual). 2 asked. 30m left.",
        "p< #1 next: asked again in 5m, and in 30m leads is asked (nobody to ask in net).",
    ]
    await house.pass_time(minutes=31)
    await alice.hears()
    assert (await alice.tells("why 1"))[:3] == [
        "p< #1 ops: asked 31m ago for 30m (as set then), every 5m (as usual). 2 asked. Nobody took it.",
        "p< #1 leads: asked 1m ago for 20m (its own), every 5m (as usual). 1 asked. 19m left.",
        "p< #1 next: asked again in 4m, and in 19m its reporter is told, and it stays open.",
    ]


@pytest.mark.usefixtures("bob")
async def test_who_came_into_a_role_afterwards_is_not_said_to_have_been_asked(house: House, alice: Person) -> None:
    ada = await enter(house, "ada", "#desk")
    await ada.tells(f"iam {house.codes[-1]}", "role create net")
    await alice.tells("new @net vpn down")
    await house.pass_time(seconds=1)
    await ada.tells("role add net bob")
    assert [line for line in await alice.tells("why 1") if "asked: " in line] == []
    await house.pass_time(minutes=6)
    await alice.hears()
    assert "p< #1 net, asked: bob" in await alice.tells("why 1")


@pytest.mark.usefixtures("asked")
async def test_it_says_so_where_nothing_comes_next(house: House, alice: Person, bob: Person) -> None:
    await house.pass_time(minutes=40)
    await alice.hears()
    assert (await alice.tells("why 1"))[1] == "p< #1: nobody is asked any more. To ask one person: assign 1 <person>"
    await bob.tells("assign 1 dave")
    asked = await alice.tells("why 1")
    assert "p< #1: one person is asked in private, 30m left to answer." in asked
    assert "p< #1 bob asks dave." in asked
    await bob.tells("dibs 1")
    await alice.hears()
    assert "p< #1 is bob's: nobody else is asked." in await alice.tells("why 1")
    await bob.tells("close 1")
    await alice.hears()
    assert "p< #1 is closed: nobody is asked. Not done? reopen 1" in await alice.tells("why 1")


async def test_of_a_private_ticket_it_says_nothing_to_others(house: House, bob: Person, charlie: Person) -> None:
    ada = await enter(house, "ada", "#desk")
    await ada.tells(f"iam {house.codes[-1]}", "role create hr", "role add hr bob", "new @hr private=yes badge lost")
    assert await charlie.tells("why 1") == ["p< #1 is private."]
    assert await bob.says("#ops", "!why 1") == ["#ops< #1 is private."]
    assert (await bob.tells("why 1"))[0].startswith("p< #1 hr: asked 0s ago for 30m (as usual)")


@pytest.mark.usefixtures("asked", "charlie")
async def test_it_says_when_the_next_role_is_asked_and_who_has_it_so(house: House, alice: Person) -> None:
    ada = await enter(house, "ada", "#desk")
    await ada.tells(
        f"iam {house.codes[-1]}",
        "role create leads",
        "role add leads charlie",
        "role set ops next=leads after=15m",
        "new @ops vpn down",
        "role set ops after=none prompts=2",
        "new @ops no light",
    )
    assert (await alice.tells("why 2"))[0] == (
        "p< #2 ops: asked 0s ago to pass on after 15m (as set then), every 5m (as usual). 2 asked. 15m left."
    )
    assert (await alice.tells("why 3"))[:2] == [
        "p< #3 ops: asked 0s ago to pass on after 2 prompts (its own), every 5m (as usual). 2 asked. 10m left.",
        "p< #3 next: asked again in 5m, and in 10m leads is asked.",
    ]
    await ada.tells("role remove leads charlie")
    assert (await alice.tells("why 3"))[1] == (
        "p< #3 next: asked again in 5m, and in 30m its reporter is told, and it stays open (nobody to ask in leads)."
    )
    await ada.tells("role add leads charlie")
    await house.pass_time(minutes=10)
    await alice.hears()
    assert (await alice.tells("why 3"))[0] == (
        "p< #3 ops: asked 10m ago to pass on after 2 prompts (its own), every 5m (as usual). 2 asked. Nobody took it."
    )
