"""A desk that goes out and comes in: lines a second, beside the bare rows, and how long it keeps others from writing.

Nothing here fails by the clock. `-s` shows the figures.
"""

import io
import sqlite3
import time
from contextlib import closing
from pathlib import Path

import pytest

from chatbot.desk.desk import Desk
from tests.bench.writing import bare_writing, told
from tests.chaos.scale import scaled
from tests.cli.importing.desks import bring, given, looked
from tests.desk.doing import BOB, accept, comment, new
from tests.desk.stage import PATIENT
from tests.people import FakeClock, furnish, opened_database, opened_desk

COUNT = scaled(50, 5_000)
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
async def test_lines_a_second_beside_the_bare_rows(tmp_path: Path, held: list[float]) -> None:
    for name in ("there", "here"):
        (tmp_path / name).mkdir()
    async with opened_database(tmp_path / "there") as database:
        await fill(await opened_desk(database, FakeClock(), PATIENT))
    there, here = tmp_path / "there" / "dibs.sqlite", tmp_path / "here" / "dibs.sqlite"
    began = time.perf_counter()
    text = given(there)
    out, lines = time.perf_counter() - began, text.count("\n")
    async with opened_database(tmp_path / "here") as database:
        desk = await opened_desk(database, FakeClock())
        held.clear()
        began = time.perf_counter()
        looked(here, text)
        look = time.perf_counter() - began
        await bring(desk, text)
        came = time.perf_counter() - began - look
    print(  # noqa: T201 - figures
        f"{lines} lines of {COUNT} tickets: out {lines / out:.0f}/s, x{out / bare_reading(there):.1f} of the bare rows;"
        f" looked at {lines / look:.0f}/s; in {lines / came:.0f}/s,"
        f" x{came / bare_writing(here, tmp_path / 'bare.db', TABLES):.1f} of the bare rows; {told(held)}"
    )
    assert given(here).count('"kind": "ticket"') == COUNT
