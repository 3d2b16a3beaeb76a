"""Fixtures for all tests."""

from collections.abc import AsyncIterator, Generator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from chatbot.desk.refused import Sentence
from chatbot.desk.wording import LINE
from store.database import Database
from tests.people import FakeClock, opened_database
from tests.plans import Watch

pytest_plugins = ["tests.servers.fixtures", "tests.cli.typed"]

# A machine may be slow, and what it asserts stays true: how fast dibs is belongs to tests/bench.
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    async with opened_database(tmp_path) as database:
        yield database


@pytest.fixture(scope="session", autouse=True)
def nobody_waits_for_more() -> Generator[None]:
    """What happened is read at once here, not together with what follows in a twentieth of a second: thousands of
    tests would wait most of their time for that. Programs of their own (tests/chaos, tests/cli) keep it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("store.database.GAP_SECONDS", 0.0)
        yield


@pytest.fixture(scope="session", autouse=True)
def every_refusal_fits_a_phone() -> Generator[None]:
    """Whichever test it is raised in: the walk over all replies doesn't reach each of them."""
    long: list[str] = []
    begin = Sentence.__init__

    def measured(self: Sentence, *args: object) -> None:
        begin(self, *args)
        if len(str(self)) > LINE:
            long.append(str(self))

    Sentence.__init__ = measured
    yield
    Sentence.__init__ = begin
    assert long == []


@pytest.fixture(scope="session")
def watch() -> Generator[Watch]:
    watch = Watch()
    watch.begin()
    yield watch
    watch.end()


@pytest.fixture(autouse=True)
def no_table_is_read_from_end_to_end(watch: Watch) -> Generator[None]:
    """Nor in any statement that this test is the first to have run."""
    yield
    assert watch.take() == []
