"""A desk on a real database, with a clock that stands still."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from chatbot.desk.desk import Desk
from store.database import Database
from tests.people import FakeClock, furnish, opened_database, opened_desk


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    async with opened_database(tmp_path) as database:
        yield database


@pytest.fixture
async def desk(database: Database, clock: FakeClock) -> Desk:
    """alice, bob, charlie and the admin ada are known; bob alone is in the closed role ops."""
    desk = await opened_desk(database, clock)
    await furnish(desk)
    return desk
