"""On ngircd, which has no services: people register with dibs, identify, and are somebody until they leave."""

import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.furnishing import RoleOf
from tests.house import House, open_house
from tests.people import FakeClock
from tests.scenarios.person import Person, enter
from tests.servers.ngircd import Ngircd

ALICE, BOB = "correct-horse", "battery-staple"


@pytest.fixture
async def house(ngircd: Ngircd, tmp_path: Path, clock: FakeClock) -> AsyncIterator[House]:
    """Nobody is known yet; there is the open role ops, whose channel is #ops."""
    ops = RoleOf("ops", "#ops", ())
    async with open_house(
        ngircd.port, folder=tmp_path, network="office", believed=False, clock=clock, roles=[ops], passwords=True
    ) as house:
        yield house


async def registered(house: House, nick: str, password: str, *channels: str) -> Person:
    person = await enter(house, nick, *channels)
    assert (await person.tells(f"register {password}"))[0].startswith(f"p< You are {nick}, until you quit")
    return person


async def test_two_people_open_take_and_close(house: House) -> None:
    alice = await registered(house, "alice", ALICE, "#desk")
    bob = await registered(house, "bob", BOB, "#ops")
    await bob.tells("role join ops")
    assert (await alice.says("#desk", "!new @ops printer on fire"))[0].startswith("#desk< #1 opened for ops")
    assert (await bob.says("#ops", "dibs 1"))[0] == "#ops< #1 is yours: printer on fire. When done: !close 1"
    assert await alice.hears() == ["p< #1 printer on fire: bob has it."]
    assert (await alice.tells("whoami"))[0].startswith("p< You are alice (by your password here).")


async def test_who_comes_back_identifies_and_hears_what_waited(house: House) -> None:
    alice = await registered(house, "alice", ALICE, "#desk")
    bob = await registered(house, "bob", BOB, "#ops")
    await bob.tells("role join ops")
    await alice.says("#desk", "!new @ops printer on fire")
    await alice.client.quit()
    await bob.says("#ops", "dibs 1")
    again = await enter(house, "alice", "#desk")
    assert (await again.tells("watch 1"))[0].startswith("p< You aren't logged in.")
    said = await again.tells(f"identify {ALICE}")
    assert said[0].startswith("p< You are alice, until you quit")
    assert "#1" in " ".join(said[1:])


async def test_the_first_admin_is_made_by_the_code_once_identified(house: House) -> None:
    ada = await enter(house, "ada", "#desk")
    (said,) = await ada.tells(f"iam {house.codes[-1]}")
    assert re.match(r"p< You aren't logged in\. To become an admin, say to dibs alone identify <password>;", said)
    await ada.tells("register correct-horse")
    assert "an admin now" in (await ada.tells(f"iam {house.codes[-1]}"))[0]
