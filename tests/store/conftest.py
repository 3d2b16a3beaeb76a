"""A real file, for the engine's own tests."""

from collections.abc import AsyncGenerator
from pathlib import Path

import pytest

from store.database import Database
from tests.store.bodies import opened


@pytest.fixture
async def database(tmp_path: Path) -> AsyncGenerator[Database]:
    async with opened(tmp_path / "data" / "dibs.db") as database:
        yield database
