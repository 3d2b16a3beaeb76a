"""A desk on a real database, with a clock that stands still."""

import pytest

from chatbot.desk.desk import Desk
from store.database import Database
from tests.people import FakeClock, furnish, opened_desk


@pytest.fixture
async def desk(database: Database, clock: FakeClock) -> Desk:
    """alice, bob, charlie and the admin ada are known; bob alone is in the closed role ops."""
    desk = await opened_desk(database, clock)
    await furnish(desk)
    return desk
