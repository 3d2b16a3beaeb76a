from collections.abc import AsyncGenerator
from pathlib import Path

import pytest

from chatbot.desk.clock import WallClock
from chatbot.desk.codes import AdminCodes
from chatbot.desk.desk import Desk
from chatbot.desk.settings import DeskSettings
from store.database import open_database


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncGenerator[Desk]:
    desk = Desk(await open_database(tmp_path / "dibs.db"), WallClock(), DeskSettings(), AdminCodes())
    await desk.open()
    yield desk
    await desk.database.close()
