"""STRANGER: a member opens it for somebody who isn't logged in, who hears of it and just writes to add to it."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.house import House
from tests.scenarios.accounts import house_on, logged_in
from tests.scenarios.person import Person, enter
from tests.servers.network import ServicesNetwork

FOR_BOTH = "p< For which of 2: #1 login broken, #2 no sound? Say which: re 1 <text>"


@pytest.fixture
async def house(services: ServicesNetwork, tmp_path: Path) -> AsyncIterator[House]:
    async with house_on(services, tmp_path) as house:
        yield house


@pytest.fixture
async def bob(house: House, services: ServicesNetwork) -> Person:
    return await logged_in(house, services, "bob", "#ops", "#desk")


@pytest.fixture
async def guest(house: House) -> Person:
    return await enter(house, "guest", "#desk")


async def test_stranger(bob: Person, guest: Person) -> None:
    """As VOICE has it, both lines."""
    assert (await bob.says("#desk", "!new @ops for=guest login broken"))[0] == (
        "#desk< #1 opened for ops, for guest: login broken."
    )
    assert (await guest.hears())[-1] == (
        "p< #1 is your request: login broken. Write here to add to it. You aren't logged in: stay connected."
    )
    assert (await bob.tells("show 1"))[0].endswith("from guest (not logged in).")
    assert await guest.tells("since this morning") == ["p< #1: added; ops reads it."]
    await bob.tells("dibs 1")
    assert await guest.hears() == ["p< #1 login broken: bob has it."]
    assert await guest.tells("still so") == ["p< #1: added; its owner is told."]
    assert (await bob.hears())[-1].endswith("still so")


async def test_of_several_they_say_which(bob: Person, guest: Person) -> None:
    await bob.says("#desk", "!new @ops for=guest login broken", "!new @ops for=guest no sound")
    await guest.hears()
    assert await guest.tells("since this morning") == [FOR_BOTH]


async def test_who_opened_it_by_themselves_still_uses_verbs(guest: Person) -> None:
    await guest.tells("new @ops printer on fire")
    assert (await guest.says("dibs", "blabla bla"))[-1].startswith("p< #1: added to its description")


async def test_who_isnt_there_or_isnt_known_has_no_request(house: House, bob: Person, guest: Person) -> None:
    assert "No member nobody" in (await bob.says("#desk", "!new @ops for=nobody x"))[0]
    assert await guest.says("#desk", "!new @ops for=bob x") == [
        "#desk< You aren't logged in. To open tickets for others: log in to NickServ, then say it again."
    ]
    assert "key= is for what a system" in (await bob.tells("new key=a for=guest x"))[0]
    house.desk.settings = replace(house.desk.settings, bounds=replace(house.desk.settings.bounds, for_others=0))
    assert await bob.tells("new for=guest x") == [
        "p< You opened 0 tickets for others within a day, and that is the most. Let them say it here."
    ]


async def test_a_member_may_be_meant_too(house: House, bob: Person) -> None:
    await house.member("alice")
    await bob.says("#desk", "!new @ops for=alice printer on fire")
    assert (await bob.tells("show 1"))[0].endswith("from alice.")
