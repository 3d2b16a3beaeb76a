"""An import beside others: how many tickets a second, beside the bare rows, and how long it keeps others from writing.

Nothing here fails by the clock: what is held is that no transaction grows with the import. `-s` shows the figures.
"""

import asyncio
import time
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from chatbot.cli.importing.applying import Resting
from chatbot.desk import arriving
from chatbot.desk.desk import Desk
from store.database import open_database
from tests.bench.writing import bare_writing, told
from tests.chaos.scale import scaled
from tests.desk.arrivals import HEADING, parts
from tests.desk.doing import comment, new
from tests.people import FakeClock, furnish, opened_database, opened_desk, person, shell

COUNT = scaled(200, 20_000)
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
    await arriving.take_in(desk, shell(), HEADING, parts(count), of=count, rest=Resting())
    return time.perf_counter() - began


@pytest.mark.timeout(600)
async def test_tickets_a_second_beside_the_bare_rows(tmp_path: Path, held: list[float]) -> None:
    async with furnished(tmp_path) as desk:
        held.clear()
        took = await bring(desk, COUNT)
    rows = bare_writing(tmp_path / "dibs.sqlite", tmp_path / "bare.db", TABLES)
    print(  # noqa: T201 - figures
        f"{COUNT} tickets: {COUNT / took:.0f}/s, x{took / rows:.1f} of the bare rows; {told(held)}"
    )


@pytest.mark.timeout(600)
async def test_who_writes_beside_it_waits_for_a_part_of_it(tmp_path: Path) -> None:
    """Another program, as the bot is to `dibs import`."""
    async with furnished(tmp_path) as desk, await open_database(tmp_path / "dibs.sqlite") as other:
        beside = await opened_desk(other, FakeClock())
        number = await new(beside)
        work = asyncio.create_task(bring(desk, COUNT))
        waits = list[float]()
        while not work.done():
            began = time.perf_counter()
            await comment(beside, person("bob"), number, "busy")
            waits.append((time.perf_counter() - began) * 1000)
            await asyncio.sleep(0.01)
        await work
    assert waits
    waits.sort()
    print(  # noqa: T201 - figures
        f"{len(waits)} writes beside it: median {waits[len(waits) // 2]:.1f} ms,"
        f" 99 of 100 within {waits[int(len(waits) * 0.99)]:.1f} ms, longest {waits[-1]:.1f} ms"
    )


async def test_no_transaction_of_it_makes_more_than_its_part(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = list[int]()
    settle = arriving.settle

    async def counted(*args: object) -> int | None:
        done = await settle(*args)  # pyright: ignore[reportArgumentType] - passed on as it came
        made.append(done or 0)
        return done

    monkeypatch.setattr(arriving, "settle", counted)
    async with furnished(tmp_path) as desk:
        await bring(desk, 3 * arriving.MADE_AT_ONCE)
    assert sum(made) == 3 * arriving.MADE_AT_ONCE
    assert max(made) == arriving.MADE_AT_ONCE
