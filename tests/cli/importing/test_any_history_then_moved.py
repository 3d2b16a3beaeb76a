"""Whatever was done to tickets: the desk that goes out and comes in again is the same, and its journal tells so."""

import asyncio
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from chatbot.cli.verifying import look_through
from store.copying import nobody
from tests.cli.importing.desks import bring, given
from tests.cli.importing.test_desks import without_the_import
from tests.desk.test_any_history import FULL, AnyHistory
from tests.people import FakeClock, opened_database, opened_desk


class ThenMoved(AnyHistory):
    def teardown(self) -> None:
        try:
            text = given(Path(self.stage.folder.name) / "dibs.sqlite")
            with tempfile.TemporaryDirectory() as folder:
                again = asyncio.run(moved(text, Path(folder)))
            assert without_the_import(again) == without_the_import(text)
        finally:
            super().teardown()


async def moved(text: str, folder: Path) -> str:
    async with opened_database(folder) as database:
        desk = await opened_desk(database, FakeClock())
        assert (await bring(desk, text)).reading.bad.told == []
        assert look_through(database.file, nobody) == []
        return given(database.file)


TestThenMoved = pytest.mark.slow(pytest.mark.timeout(1200)(ThenMoved.TestCase))
TestThenMoved.settings = settings(
    max_examples=200 if FULL else 5,
    stateful_step_count=50 if FULL else 20,
    deadline=None,  # a step waits for the disk
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)
