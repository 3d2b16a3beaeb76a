"""A channel that doesn't let dibs speak: the line is tried again, and an admin hears if it never gets through."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.client import IrcClient
from tests.furnishing import HOST, RoleOf
from tests.house import House, open_house
from tests.people import FakeClock
from tests.scenarios.person import Person, enter
from tests.scenarios.shell import say
from tests.servers.ngircd import Ngircd

SHUT = {"+m": "-m", "+b dibs!*@*": "-b dibs!*@*"}
"""Modes under which dibs may not speak, and what lifts them."""


@pytest.fixture
async def warden(ngircd: Ngircd) -> AsyncIterator[IrcClient]:
    """First in #ops, and so its operator."""
    async with await IrcClient.connect(HOST, ngircd.port, "warden") as client:
        await client.join("#ops")
        yield client


@pytest.fixture
async def house(ngircd: Ngircd, warden: IrcClient, tmp_path: Path, clock: FakeClock) -> AsyncIterator[House]:
    ops = RoleOf("ops", "#ops", ())
    async with open_house(ngircd.port, folder=tmp_path, clock=clock, roles=[ops]) as house:
        yield house


@pytest.fixture
async def ada(house: House) -> Person:
    ada = await enter(house, "ada", "#desk")
    await ada.tells(f"iam {house.codes[-1]}")
    return ada


@pytest.mark.parametrize("mode", SHUT)
async def test_when_the_channel_opens_again_it_is_said(house: House, warden: IrcClient, mode: str) -> None:
    await warden.raw(f"MODE #ops {mode}")
    await warden.sync()
    await say(house, "new @ops printer on fire")
    await house.pass_time(minutes=2)
    await warden.sync()
    assert warden.said_by() == []
    await warden.raw(f"MODE #ops {SHUT[mode]}")
    await warden.sync()
    await house.pass_time(minutes=2)
    await warden.hears(r"^#1 \(3m late\) new for ops: printer on fire")


async def test_what_never_gets_through_is_told_to_the_admin(house: House, warden: IrcClient, ada: Person) -> None:
    await warden.raw("MODE #ops +m")
    await warden.sync()
    await say(house, "new @ops printer on fire")
    await house.pass_time(minutes=29)
    assert await ada.hears() == ["p< dibs could not say what it should about #1: 404 the channel doesn't let me speak."]


async def test_the_others_lines_go_on_meanwhile(house: House, warden: IrcClient, ada: Person) -> None:
    await warden.raw("MODE #ops +m")
    await warden.sync()
    assert await ada.tells("new printer on fire", "dibs 1") == [
        "p< #1 opened for ops: printer on fire. Nobody is in ops yet: role join ops",
        "p< #1 is for ops. Join it first: role join ops",
    ]


async def test_a_channel_that_lets_nobody_in_is_joined_when_it_does(house: House, ada: Person) -> None:
    async with await IrcClient.connect(HOST, house.port, "keeper") as keeper:
        await keeper.join("#vault")
        await keeper.raw("MODE #vault +in")
        await keeper.sync()
        await ada.tells("role set ops channel=#vault", "new printer on fire")
        await keeper.raw("MODE #vault -i")
        await keeper.expect(lambda line: line.command == "JOIN" and line.nick == "dibs")
        await house.pass_time(minutes=2)
        await keeper.hears("^#1 new for ops: printer on fire")
