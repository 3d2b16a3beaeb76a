"""NEXT: what dibs will do by itself, in a channel in two lines, all of it in private, a page at a time."""

import pytest

from tests.house import House
from tests.scenarios.person import Person, all_hear, enter


@pytest.fixture
async def opened(alice: Person, bob: Person) -> None:
    """#1 is offered to ops; all have heard so far."""
    await alice.says("#desk", "!new @ops printer on fire")
    await all_hear(alice, bob)


@pytest.mark.usefixtures("opened")
async def test_of_a_ticket(house: House, alice: Person) -> None:
    assert await alice.tells("next 1") == [
        "p< #1 in 5m: ops is asked again: printer on fire",
        "p< #1 in 15m: #ops reads that it is free still: printer on fire",
        "p< #1 in 30m: its reporter hears that nobody took it, and it stays open: printer on fire",
    ]
    await house.pass_time(minutes=10)
    await alice.hears()
    assert await alice.says("#desk", "!next 1") == [
        "#desk< #1 in 5m: #ops reads that it is free still: printer on fire",
        "#desk< #1 in 10m: ops is asked again: printer on fire (1 more in private)",
        "p< #1 in 20m: its reporter hears that nobody took it, and it stays open: printer on fire",
    ]


@pytest.mark.usefixtures("opened")
async def test_of_what_concerns_one(house: House, bob: Person, charlie: Person) -> None:
    await charlie.hears()
    assert await charlie.tells("next") == ["p< Nothing that concerns you happens by itself."]
    assert await charlie.tells("next ops") == ["p< Nothing of that role that concerns you happens by itself."]
    assert (await bob.tells("next"))[-1] == "p< ops in 2d 23h: #ops reads what lies open, if there is news."
    assert len(await bob.tells("next @ops")) == 4
    ada = await enter(house, "ada", "#desk")
    await ada.tells(f"iam {house.codes[-1]}")
    assert "p< #1 in 5m: ops is asked again: printer on fire" in await ada.tells("next")


async def test_what_is_wrong_with_it_is_told(alice: Person) -> None:
    assert await alice.tells("next 99") == ["p< No ticket #99: none is open yet."]
    assert (await alice.tells("next opps"))[0] == "p< No role opps; there is ops."


async def test_page_by_page(alice: Person, bob: Person) -> None:
    for number in range(4):
        await alice.tells(f"new @ops printer {number} on fire")
    await bob.hears()
    page = await bob.tells("next")
    assert (len(page), page[-1]) == (11, "p< 3 more lines: more")
    assert len(await bob.tells("more")) == 3


async def test_why_tells_what_time_does_to_what_somebody_has(alice: Person, bob: Person) -> None:
    await alice.tells("new @ops printer on fire")
    await bob.tells("dibs 1", "hold 1 2d waiting for toner")
    assert (await alice.tells("why 1"))[-3:-1] == [
        "p< #1 is bob's: nobody else is asked.",
        "p< #1 in 2d: it is back from hold.",
    ]


async def test_what_names_nothing_gets_a_sentence(alice: Person) -> None:
    said = ["p< Which one? A role has a name, such as ops. Write: next ops, or next 12"]
    assert await alice.tells("next @,,") == said
