"""Without a channel all is said in private, to those whom it concerns."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.furnishing import RoleOf
from tests.house import House, open_house
from tests.people import FakeClock
from tests.scenarios.person import Person, all_hear, enter
from tests.servers.miniircd import Miniircd


@pytest.fixture
async def house(server: Miniircd, tmp_path: Path, clock: FakeClock) -> AsyncIterator[House]:
    ops = RoleOf("ops", None, ("bob", "dave"))
    lobbies = ["#desk", "#lobby", "#ops"]
    async with open_house(server.port, folder=tmp_path, clock=clock, roles=[ops], channels=lobbies) as house:
        yield house


async def test_the_members_are_asked_and_told_that_it_is_taken(alice: Person, bob: Person, dave: Person) -> None:
    await alice.says("#desk", "!new printer on fire")
    asked = ["p< #1 for ops: printer on fire (alice). dibs 1 takes it, decline 1 passes."]
    assert await all_hear(bob, dave) == [asked, asked]
    assert await bob.tells("dibs") == ["p< #1 is yours: printer on fire. When done: close 1"]
    assert await dave.hears() == ["p< #1 taken by bob."]


async def test_who_joins_the_role_meanwhile_is_asked_with_the_next_reminder(house: House, alice: Person) -> None:
    await alice.says("#desk", "!new printer on fire")
    charlie = await enter(house, "charlie", "#lobby")
    await charlie.tells("role join ops")
    await house.pass_time(minutes=6)
    assert await charlie.hears() == ["p< #1 still free, 25m left: printer on fire. dibs 1"]
