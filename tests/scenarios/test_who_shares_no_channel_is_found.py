"""Who is in no channel with dibs, and logged in, is asked like the others; who only wears the name is told nothing."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.desk.doing import ticket
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
    return await logged_in(house, services, "alice", "#desk")


async def test_who_is_in_no_channel_hears_of_it_when_they_come_and_speak(
    house: House, services: ServicesNetwork, alice: Person
) -> None:
    await alice.says("#desk", "!new @ops printer on fire")
    bob = await logged_in(house, services, "bob")
    await bob.client.say(house.link.nick, "list")
    await bob.client.hears(r"^While you were away: #1 free \(printer on fire\)\. dibs 1$", house.link.nick)


async def test_who_was_there_all_the_time_gets_the_offer(
    house: House, services: ServicesNetwork, alice: Person
) -> None:
    bob = await logged_in(house, services, "bob", nick="bobby")
    await bob.tells("mine")
    await alice.says("#desk", "!new @ops printer on fire")
    await bob.client.hears("#1 for ops: printer on fire", house.link.nick)


async def test_a_stranger_in_no_channel_who_quits_has_quit(house: House, alice: Person) -> None:
    """Whoever comes after them, under the very same nick and host, is somebody else."""
    guest = await enter(house, "guest")
    assert (await guest.tells("new @ops login broken"))[0].startswith("p< #1 opened for ops")
    await guest.client.quit()
    await until("their ticket is nobody's", lambda: _is_unbound(house))
    mallory = await enter(house, "guest")
    assert "#1: only its owner, its reporter or ops" in (await mallory.tells("re 1 it still is"))[0]


async def _is_unbound(house: House) -> bool:
    return not (await ticket(house.desk, 1)).reporter_bound


async def test_mallory_who_wears_the_nick_gets_nothing(house: House, services: ServicesNetwork, alice: Person) -> None:
    mallory = await enter(house, "bob")
    await alice.says("#desk", "!new @ops printer on fire")
    await alice.says("#desk", "!new @ops vpn down")
    assert await mallory.hears() == []
