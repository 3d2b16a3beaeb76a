"""`on 12` goes by the account: under another nick it goes on, and whoever wears the nick then isn't noted."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.desk.doing import events
from tests.house import House
from tests.scenarios.accounts import house_on, logged_in
from tests.scenarios.person import Person, enter
from tests.servers.network import ServicesNetwork
from tests.waiting import until


@pytest.fixture
async def house(services: ServicesNetwork, tmp_path: Path) -> AsyncIterator[House]:
    async with house_on(services, tmp_path) as house:
        yield house


@pytest.fixture
async def alice(house: House, services: ServicesNetwork) -> Person:
    """#1 is hers, and noted on from #desk."""
    alice = await logged_in(house, services, "alice", "#desk")
    await alice.tells("new @ops printer on fire")
    await alice.says("#desk", "!on 1")
    return alice


async def comments(house: House) -> list[str]:
    return [event.texts["text"] for event in await events(house.desk, "ticket_commented")]


async def renamed(house: House, person: Person, nick: str) -> None:
    await person.client.raw(f"NICK {nick}")
    await until(f"{nick} seen", lambda: house.link.who(nick) is not None)


async def test_it_follows_them_under_another_nick(house: House, alice: Person) -> None:
    await renamed(house, alice, "alison")
    await alice.client.say("#desk", "it smokes")

    async def noted() -> bool:
        return await comments(house) == ["it smokes"]

    await until("it is noted", noted)


async def test_mallory_who_wears_the_nick_isnt_noted(house: House, alice: Person) -> None:
    await renamed(house, alice, "alison")
    mallory = await enter(house, "alice", "#desk")
    await mallory.says("#desk", "let it burn", "off")
    assert await comments(house) == []
    assert await events(house.desk, "dictation_ended") == []
