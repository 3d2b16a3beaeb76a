"""A desk that goes out and comes in: tickets a second, beside the bare rows.

In the short form nothing fails by the clock: what is held is that all tickets come.
"""

import io
import sqlite3
import time
from contextlib import closing
from pathlib import Path

import pytest

from chatbot.desk.desk import Desk
from tests.bench.figures import Figure, Limit, keep
from tests.bench.writing import GROUP, RAW, bare_writing
from tests.chaos.scale import FULL, scaled
from tests.cli.importing.desks import bring, given
from tests.desk.doing import BOB, accept, comment, new
from tests.desk.stage import PATIENT
from tests.people import FakeClock, furnish, opened_database, opened_desk

COUNT, TRIES = scaled(50, 2_000), scaled(2, 3)
READ = "raw sqlite3, rows as text"
TABLES = ("ticket", "prompt", "event", "event_text", "timer")


async def fill(desk: Desk) -> None:
    await furnish(desk)
    for number in range(1, COUNT + 1):
        await new(desk, title=f"printer {number} on fire", description="smoke in room 3")
        await accept(desk, BOB, number)
        await comment(desk, BOB, number)


def bare_reading(file: Path) -> float:
    """Seconds that the same rows take to be read and written as text, and nothing else."""
    began, out = time.perf_counter(), io.StringIO()
    with closing(sqlite3.connect(file)) as found:
        for table in TABLES:
            for row in found.execute(f"select * from {table}"):
                out.write(repr(row))
    return time.perf_counter() - began


@pytest.mark.timeout(600)
async def test_tickets_a_second_beside_the_bare_rows(tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    async with opened_database(tmp_path / "there") as database:
        await fill(await opened_desk(database, FakeClock(), PATIENT))
    there = tmp_path / "there" / "dibs.sqlite"
    out, raw_out, came, raw_in = list[float](), list[float](), list[float](), list[float]()
    for number in range(TRIES):
        (folder := tmp_path / str(number)).mkdir()
        here = folder / "dibs.sqlite"
        began = time.perf_counter()
        text = given(there)
        out.append(COUNT / (time.perf_counter() - began))
        raw_out.append(COUNT / bare_reading(there))
        async with opened_database(folder) as database:
            desk = await opened_desk(database, FakeClock())
            began = time.perf_counter()
            await bring(desk, text)
            came.append(COUNT / (time.perf_counter() - began))
        raw_in.append(COUNT / bare_writing(here, folder / "bare.db", TABLES))
        assert given(here).count('"kind": "ticket"') == COUNT
    written = Figure(GROUP, "export of a desk", "tickets/s", out, {READ: raw_out}, Limit(0.04, READ, at_most=False))
    read = Figure(GROUP, "import of a desk", "tickets/s", came, {RAW: raw_in}, Limit(0.02, RAW, at_most=False))
    keep(written)
    keep(read)
    assert not FULL or (written.held and read.held)
