"""A person who floods dibs: a warning, then nothing that they say counts for a while; all else goes on."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from chatbot.desk.bounds import PACES
from tests.client import IrcClient
from tests.house import House, RoleOf, open_house
from tests.people import FakeClock
from tests.servers.miniircd import Miniircd

FLOOD = PACES.member.burst + 40


@pytest.fixture
async def house(server: Miniircd, tmp_path: Path, clock: FakeClock) -> AsyncIterator[House]:
    ops = RoleOf("ops", "#ops", ("bob",))
    async with open_house(server.port, folder=tmp_path, clock=clock, roles=[ops], patient=False) as house:
        await house.member("ada", admin=True)
        yield house


async def flood(person: IrcClient) -> None:
    """Until dibs says that it doesn't listen any more."""
    for _ in range(FLOOD):
        await person.say("dibs", "whoami")
    await person.hears("^I don't listen to you for 5m")


async def heard_after(person: IrcClient, house: House) -> list[str]:
    await person.sync()
    await house.quiet()
    await person.sync()
    return person.said_by()


async def test_a_flood_is_answered_a_little_warned_of_and_ended(house: House) -> None:
    mallory = await house.client("mallory")
    await flood(mallory)
    said = mallory.said_by()
    assert len([line for line in said if line.startswith("You are mallory")]) == PACES.member.burst
    assert len([line for line in said if line.startswith("Too fast")]) == 1
    await mallory.say("dibs", "new printer on fire")
    await mallory.sync()
    bob = await house.client("bob")
    await bob.say("dibs", "list")
    await bob.hears("^All: nothing open|^ops: nothing open")
    assert len(await heard_after(mallory, house)) == len(said)


async def test_another_nick_on_the_same_account_gets_no_further(house: House) -> None:
    """On the embedded server the nick is the account; there another nick is somebody else, and this is the account."""
    mallory = await house.client("mallory")
    await flood(mallory)
    await mallory.quit()
    again = await house.client("mallory", awaited=False)
    await again.say("dibs", "whoami")
    bob = await house.client("bob")
    await bob.say("dibs", "whoami")
    await bob.hears("^You are bob")
    assert await heard_after(again, house) == []


async def test_they_still_hear_of_their_own_tickets(house: House) -> None:
    mallory = await house.client("mallory")
    await mallory.say("dibs", "new @ops printer on fire")
    await mallory.hears("^#1 opened")
    await flood(mallory)
    bob = await house.client("bob", channels=("#ops",))
    await bob.say("dibs", "dibs 1")
    await bob.hears("^#1 is yours")
    await mallory.hears("^#1 printer on fire: bob has it")


async def test_an_admin_sees_it_and_ends_it(house: House) -> None:
    mallory, ada = await house.client("mallory"), await house.client("ada")
    await flood(mallory)
    await ada.say("dibs", "ignores")
    await ada.hears(r"^Ignored: mallory \(said too much, 5m left\)$")
    await ada.say("dibs", "unignore mallory")
    await ada.hears("^Not ignored any more: mallory")
    await mallory.say("dibs", "whoami")
    await mallory.hears("^You are mallory")


async def test_whom_an_admin_ignores_says_nothing_after_a_restart_either(
    house: House, server: Miniircd, tmp_path: Path, clock: FakeClock
) -> None:
    ada = await house.client("ada")
    await house.member("mallory")
    await ada.say("dibs", "ignore mallory")
    await ada.hears("^Ignored for good: mallory")
    await house.stop()
    async with open_house(server.port, folder=tmp_path, clock=clock, roles=[], patient=False) as again:
        mallory, bob = await again.client("mallory"), await again.client("bob")
        await mallory.say("#desk", "!whoami")
        await mallory.sync()
        await bob.say("#desk", "!whoami")
        await bob.hears("^You are bob")
        assert not any(line.startswith("You are mallory") for line in bob.said_by())
