"""A desk for each test, on a server that the tests of a worker share."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest_asyncio

from tests.furnishing import RoleOf
from tests.house import House, open_house
from tests.people import FakeClock
from tests.scenarios.person import Person, enter
from tests.servers.miniircd import Miniircd

LOBBIES = ("#desk", "#lobby")
"""Where dibs sits besides the channels of the roles."""


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def server() -> AsyncIterator[Miniircd]:
    """Shared, so leave it running; a test that kills a server takes the fixture `miniircd`."""
    async with Miniircd() as server:
        yield server


@pytest_asyncio.fixture
async def house(server: Miniircd, tmp_path: Path, clock: FakeClock) -> AsyncIterator[House]:
    """bob and dave are in the role ops by an admin's word; its channel is #ops, and anyone may join it."""
    ops = RoleOf("ops", "#ops", ("bob", "dave"))
    async with open_house(server.port, folder=tmp_path, clock=clock, roles=[ops], channels=LOBBIES) as house:
        yield house


@pytest_asyncio.fixture
async def alice(house: House) -> Person:
    """She reports, from #desk."""
    return await enter(house, "alice", "#desk")


@pytest_asyncio.fixture
async def bob(house: House) -> Person:
    """He is in ops, and sits in its channel."""
    return await enter(house, "bob", "#ops")


@pytest_asyncio.fixture
async def dave(house: House) -> Person:
    """He is in ops too, and doesn't sit in its channel."""
    return await enter(house, "dave", "#lobby")


@pytest_asyncio.fixture
async def charlie(house: House) -> Person:
    """He is in no role."""
    return await enter(house, "charlie", "#desk", "#ops")
