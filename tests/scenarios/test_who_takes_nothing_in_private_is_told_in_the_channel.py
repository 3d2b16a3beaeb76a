"""A person who takes private lines only from whom they accept (+g), or from who is logged in (+R), on a real server."""

import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.house import House
from tests.people import FakeClock
from tests.scenarios.accounts import house_on, logged_in
from tests.scenarios.person import Person
from tests.servers.network import ServicesNetwork

WAYS = {"+g": "/accept dibs, then /msg dibs hi", "+R": "drop +R, then /msg dibs hi"}
ANSWERS = {mode: re.escape(f"#1: bob can't be reached in private ({mode}). bob: {way}") for mode, way in WAYS.items()}
LIFTED = {"+g": "ACCEPT +dibs", "+R": "MODE bob -R"}


@pytest.fixture
async def house(services: ServicesNetwork, tmp_path: Path, clock: FakeClock) -> AsyncIterator[House]:
    async with house_on(services, tmp_path, clock) as house:
        yield house


async def shut_out(house: House, services: ServicesNetwork, mode: str) -> tuple[Person, Person]:
    """alice opens #1, and bob, of ops, takes nothing from dibs in private."""
    alice = await logged_in(house, services, "alice", "#desk")
    bob = await logged_in(house, services, "bob", "#ops")
    await bob.client.raw(f"MODE bob {mode}")
    await bob.client.sync()
    await alice.says("#desk", "!new @ops printer on fire")
    await house.quiet()
    return alice, bob


@pytest.mark.parametrize("mode", ANSWERS)
async def test_its_roles_channel_reads_it_once(house: House, services: ServicesNetwork, mode: str) -> None:
    _, bob = await shut_out(house, services, mode)
    await bob.client.hears(ANSWERS[mode])
    await house.pass_time(minutes=20)
    await bob.client.sync()
    assert len([line for line in bob.client.said_by() if "can't be reached" in line]) == 1


@pytest.mark.parametrize("mode", ANSWERS)
async def test_once_they_let_dibs_in_their_next_word_brings_what_waited(
    house: House, services: ServicesNetwork, mode: str
) -> None:
    _, bob = await shut_out(house, services, mode)
    await bob.client.hears(ANSWERS[mode])
    await bob.client.raw(LIFTED[mode])
    await bob.client.sync()
    await bob.client.say("dibs", "hi")
    await bob.client.hears("^While you were away: #1 free")
