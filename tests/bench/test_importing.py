"""An import beside others: how many tickets a second, beside the bare rows, and how long it keeps others from writing.

In the short form nothing fails by the clock: what is held is that no transaction grows with the import.
"""

import asyncio
import time
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from chatbot.cli.importing.resting import Resting
from chatbot.desk import arriving
from chatbot.desk.desk import Desk
from store.database import open_database
from tests.bench.figures import Figure, Limit, keep
from tests.bench.writing import GROUP, RAW, bare_writing
from tests.chaos.scale import FULL, scaled
from tests.desk.arrivals import HEADING, parts
from tests.desk.doing import comment, new
from tests.people import FakeClock, furnish, opened_database, opened_desk, person, shell

COUNT, TRIES = scaled(200, 4_000), scaled(2, 3)
ALONE = "the same comment alone"
COMMENTS = scaled(5, 100)
TABLES = ("ticket", "event", "event_text", "worked", "ticket_client", "ticket_alias", "event_alias")


@asynccontextmanager
async def furnished(folder: Path) -> AsyncGenerator[Desk]:
    async with opened_database(folder) as database:
        desk = await opened_desk(database, FakeClock())
        await furnish(desk)
        yield desk


async def bring(desk: Desk, count: int) -> float:
    """Seconds."""
    began = time.perf_counter()
    await arriving.take_in(desk, shell(), HEADING, parts(count), of=count, rest=Resting(desk.database))
    return time.perf_counter() - began


@pytest.mark.timeout(600)
async def test_tickets_a_second_beside_the_bare_rows(tmp_path: Path, held: list[float]) -> None:
    took, bare, each = list[float](), list[float](), list[float]()
    for number in range(TRIES):
        (folder := tmp_path / str(number)).mkdir()
        async with furnished(folder) as desk:
            held.clear()
            took.append(COUNT / await bring(desk, COUNT))
            each += held
        bare.append(COUNT / bare_writing(folder / "dibs.sqlite", folder / "bare.db", TABLES))
    pace = Figure(
        GROUP, "import of tickets from elsewhere", "tickets/s", took, {RAW: bare}, Limit(0.04, RAW, at_most=False)
    )
    holds = Figure(GROUP, "one transaction of it", "ms", each, {}, Limit(50))
    keep(pace)
    keep(holds)
    assert not FULL or (pace.held and holds.held)


async def commented(desk: Desk, number: int) -> float:
    """Milliseconds."""
    began = time.perf_counter()
    await comment(desk, person("bob"), number, "busy")
    return (time.perf_counter() - began) * 1000


@pytest.mark.timeout(600)
async def test_who_writes_beside_it_waits_for_a_part_of_it(tmp_path: Path) -> None:
    """Another program, as the bot is to `dibs import`."""
    async with furnished(tmp_path) as desk, await open_database(tmp_path / "dibs.sqlite") as other:
        beside = await opened_desk(other, FakeClock())
        number = await new(beside)
        alone = [await commented(beside, number) for _ in range(COMMENTS)]
        work = asyncio.create_task(bring(desk, COUNT))
        waits = list[float]()
        while not work.done():
            waits.append(await commented(beside, number))
            await asyncio.sleep(0.01)
        await work
    assert waits
    slow = sorted(waits)[int(len(waits) * 0.99)]
    keep(Figure(GROUP, "a comment beside an import", "ms", waits, {ALONE: alone}))
    worst = Figure(GROUP, "a comment beside an import, 99 of 100 within", "ms", [slow], {}, Limit(250))
    keep(worst)
    assert not FULL or worst.held


async def test_no_transaction_of_it_makes_more_than_its_part(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = list[int]()
    settle = arriving.settle

    async def counted(*args: object) -> arriving.Settled | None:
        done = await settle(*args)  # pyright: ignore[reportArgumentType] - passed on as it came
        made.append(done.made if done else 0)
        return done

    monkeypatch.setattr(arriving, "settle", counted)
    async with furnished(tmp_path) as desk:
        await bring(desk, 3 * arriving.MADE_AT_ONCE)
    assert sum(made) == 3 * arriving.MADE_AT_ONCE
    assert max(made) == arriving.MADE_AT_ONCE
