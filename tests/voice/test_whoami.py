"""WHOAMI: whom dibs takes somebody for, by what proof, and what they may do."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from chatbot.desk.strength import Least
from tests.house import House
from tests.scenarios.accounts import house_on, logged_in
from tests.scenarios.person import enter
from tests.scenarios.shell import say
from tests.servers.network import ServicesNetwork


@pytest.fixture
async def house(services: ServicesNetwork, tmp_path: Path) -> AsyncIterator[House]:
    async with house_on(services, tmp_path) as house:
        yield house


async def test_whoami_of_who_is_not_logged_in(house: House) -> None:
    """As VOICE has it."""
    guest = await enter(house, "guest", "#desk")
    assert await guest.tells("whoami") == [
        "p< You aren't logged in. You may: new, list, show, help. To own tickets: log in to NickServ, then whoami"
    ]


async def test_whoami_of_a_member(house: House, services: ServicesNetwork) -> None:
    """VOICE: `You are bob (account-tag). ops; lead of net. 3 yours. Quiet 22-08 Berlin.`"""
    bob = await logged_in(house, services, "bob", "#desk")
    assert await bob.tells("whoami") == ["p< You are bob (account-tag). ops. 0 yours."]
    await say(house, "role create net", "role add net bob", "role lead net bob")
    await bob.tells("new @ops printer on fire", "dibs 1", "set tz=Europe/Berlin")
    assert await bob.tells("whoami") == ["p< You are bob (account-tag). ops; lead of net. 1 yours. Quiet 22-08 Berlin."]


async def test_whoami_says_how_quiet_one_wants_it_and_says_so_to_oneself_alone(
    house: House, services: ServicesNetwork
) -> None:
    bob = await logged_in(house, services, "bob", "#desk")
    await bob.tells("quiet mine")
    assert await bob.tells("whoami") == ["p< You are bob (account-tag). ops. 0 yours. Quiet mine."]
    assert await bob.says("#desk", "!whoami") == ["#desk< You are bob (account-tag). ops. 0 yours."]
    await say(house, "role lead ops bob")
    await bob.tells("quiet off")
    assert await bob.tells("whoami") == ["p< You are bob (account-tag). Lead of ops. 0 yours."]


async def test_whoami_says_what_one_is_not_known_surely_enough_for(house: House, services: ServicesNetwork) -> None:
    bob = await logged_in(house, services, "bob", "#desk")
    house.desk.settings = replace(house.desk.settings, least=Least(administer="shell"))
    assert await bob.tells("whoami") == ["p< You are bob (account-tag). ops. 0 yours."]
    await house.member("dave", admin=True)
    dave = await logged_in(house, services, "dave", "#desk")
    assert await dave.tells("whoami") == [
        "p< You are dave (account-tag). In no role yet: role list. 0 yours. Admin.",
        "p< You may not: administer (wants shell).",
    ]
