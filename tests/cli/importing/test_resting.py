"""How long an import rests between two transactions: by who else writes."""

from pathlib import Path

import pytest

from chatbot.cli.importing import resting
from chatbot.cli.importing.resting import LATELY, PAUSE, Resting
from chatbot.services.lock import only_one
from store.database import Database, open_database
from tests.people import FakeClock, furnish, opened_database, opened_desk

LONG = 100 * PAUSE
"""What a transaction took."""


class Watch:
    """Seconds, as the test wants them."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


async def after(rest: Resting, watch: Watch, seconds: float) -> float:
    """How long it rests when `seconds` have passed since it rested last."""
    watch.now += seconds
    length = await rest.length()
    await rest()
    return length


async def fill(database: Database) -> None:
    await furnish(await opened_desk(database, FakeClock()))


async def write(file: Path) -> None:
    """As another program."""
    async with await open_database(file) as other:
        await fill(other)


@pytest.fixture(autouse=True)
def nobody_sleeps(monkeypatch: pytest.MonkeyPatch) -> None:
    async def at_once(_seconds: float) -> None:
        """The clock is in the test's hand."""

    monkeypatch.setattr(resting.asyncio, "sleep", at_once)


async def test_where_nobody_else_writes_it_hardly_rests(tmp_path: Path) -> None:
    watch = Watch()
    async with opened_database(tmp_path) as database:
        rest = Resting(database, watch)
        await after(rest, watch, LATELY)
        assert await after(rest, watch, LONG) == PAUSE


async def test_beside_dibs_it_rests_for_as_long_as_it_wrote(tmp_path: Path) -> None:
    watch = Watch()
    async with opened_database(tmp_path) as database:
        rest = Resting(database, watch)
        await after(rest, watch, LATELY)
        with only_one(database.file):
            assert await after(rest, watch, LONG) == pytest.approx(LONG)
            assert await after(rest, watch, PAUSE / 10) == PAUSE
        assert await after(rest, watch, LONG) == pytest.approx(LONG)  # it may be back soon
        await after(rest, watch, LATELY)
        assert await after(rest, watch, LONG) == PAUSE


async def test_beside_a_program_that_wrote_lately_it_rests_for_as_long_as_it_wrote(tmp_path: Path) -> None:
    watch = Watch()
    async with opened_database(tmp_path) as database:
        rest = Resting(database, watch)
        await after(rest, watch, LATELY)
        await write(database.file)
        assert await after(rest, watch, LONG) == pytest.approx(LONG)
        assert await after(rest, watch, LONG) == pytest.approx(LONG)
        await after(rest, watch, LATELY)
        assert await after(rest, watch, LONG) == PAUSE


async def test_at_first_it_takes_it_that_others_write(tmp_path: Path) -> None:
    watch = Watch()
    async with opened_database(tmp_path) as database:
        assert await after(Resting(database, watch), watch, LONG) == pytest.approx(LONG)


async def test_where_nobody_may_look_dibs_may_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def forbidden(_database: Path) -> None:
        raise PermissionError

    watch = Watch()
    monkeypatch.setattr(resting, "holder", forbidden)
    async with opened_database(tmp_path) as database:
        rest = Resting(database, watch)
        await after(rest, watch, LATELY)
        assert await after(rest, watch, LONG) == pytest.approx(LONG)


async def test_its_own_tickets_are_nobody_elses(tmp_path: Path) -> None:
    watch = Watch()
    async with opened_database(tmp_path) as database:
        rest = Resting(database, watch)
        await after(rest, watch, LATELY)
        await fill(database)
        assert await after(rest, watch, LONG) == PAUSE
