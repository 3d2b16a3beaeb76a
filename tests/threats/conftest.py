"""A desk to attack, and a house on a real server to attack it in."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from chatbot.desk.desk import Desk
from store.database import Database
from tests.furnishing import RoleOf
from tests.house import House, open_house
from tests.people import FakeClock, add_member, furnish, opened_desk
from tests.scenarios.person import Person, enter
from tests.servers.miniircd import Miniircd
from tests.threats.office import Office, open_office


@pytest.fixture
async def desk(database: Database, clock: FakeClock) -> Desk:
    """alice, bob, charlie, mallory and the admin ada are known; bob alone is in the closed role ops."""
    desk = await opened_desk(database, clock)
    await furnish(desk)
    await add_member(desk, "mallory")
    return desk


@pytest.fixture
async def house(miniircd: Miniircd, tmp_path: Path, clock: FakeClock) -> AsyncIterator[House]:
    """bob holds the open role ops, whose channel is #ops; nicks are believed."""
    ops = RoleOf("ops", "#ops", ("bob",))
    async with open_house(miniircd.port, folder=tmp_path, clock=clock, roles=[ops], channels=("#desk",)) as house:
        yield house


@pytest.fixture
async def office(tmp_path: Path, clock: FakeClock) -> AsyncIterator[Office]:
    async with open_office(tmp_path, clock) as office:
        yield office


@pytest.fixture
async def alice(house: House) -> Person:
    return await enter(house, "alice", "#desk")


@pytest.fixture
async def mallory(house: House) -> Person:
    return await enter(house, "mallory", "#desk")
