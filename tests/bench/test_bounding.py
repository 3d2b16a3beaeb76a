"""What bounds a ticket: its very statements, as dibs runs them, in raw sqlite3 with nothing around them. Beside it two
rows, as a bare bot writes them, and a commit for each.

No other Python, loop or network around these statements could be any faster. That nothing but what dibs does is
measured is held in the short form, too: afterwards both desks are the same.
"""

import shutil
import sqlite3
import time
from collections.abc import Mapping, Sequence
from contextlib import closing
from pathlib import Path

import pytest

from chatbot.desk import opening
from chatbot.desk.entering import New
from store.connections import STATEMENTS_KEPT, WRITER
from store.rows import Value
from store.transaction import Transaction
from tests.bench.figures import Figure, keep
from tests.bench.load.bots import EVENT, PRAGMAS, TABLES, TICKET
from tests.chaos.scale import scaled
from tests.people import FakeClock, add_member, furnish, opened_database, opened_desk, person

COUNT, ROUNDS = scaled(100, 1000), scaled(1, 5)
TOGETHER = (1, 10, 100)
"""Tickets to a commit: as many as ask at once, at the best."""
PEOPLE = [f"person{number}" for number in range(COUNT // 10)]
"""Nobody may have more than 20 tickets waiting."""
TWO_ROWS = "two rows, a commit each"
FILE = "dibs.sqlite"

Statements = list[tuple[str, Mapping[str, Value]]]


async def made(folder: Path, monkeypatch: pytest.MonkeyPatch) -> list[Statements]:
    """A desk in `before` without tickets, the same one with all of them in `after`; and what each of them came to."""
    heard, clock = list[Statements](), FakeClock()
    step = Transaction._step  # pyright: ignore[reportPrivateUsage] - where all statements pass

    def noted(tx: Transaction, sql: str, params: dict[str, Value]) -> sqlite3.Cursor:
        if heard:
            heard[-1].append((sql, dict(params)))
        return step(tx, sql, params)

    async with opened_database(folder / "after") as database:
        desk = await opened_desk(database, clock)
        await furnish(desk)
        for name in PEOPLE:
            await add_member(desk, name)
    shutil.copytree(folder / "after", folder / "before")
    async with opened_database(folder / "after") as database:
        desk = await opened_desk(database, clock)
        with monkeypatch.context() as patch:
            patch.setattr(Transaction, "_step", noted)
            for number in range(COUNT):
                clock.advance(seconds=3)
                who = person(PEOPLE[number % len(PEOPLE)])
                heard.append([])
                await desk.change(who, opening.open_once, New(f"printer {number} burns", "", "ops"))
    return heard


def replayed(file: Path, heard: Sequence[Statements], together: int) -> float:
    """Tickets a second."""
    with closing(sqlite3.connect(file, isolation_level=None, cached_statements=STATEMENTS_KEPT)) as raw:
        for pragma in WRITER:
            raw.execute(pragma).fetchall()
        began = time.perf_counter()
        for first in range(0, len(heard), together):
            raw.execute("begin immediate")
            for ticket in heard[first : first + together]:
                for sql, params in ticket:
                    raw.execute(sql, params).fetchall()
            raw.execute("commit")
        return len(heard) / (time.perf_counter() - began)


def two_rows(file: Path) -> float:
    """The same of the bot that is called sqlite3, without its network."""
    with closing(sqlite3.connect(file, isolation_level=None)) as raw:
        for pragma in PRAGMAS:
            raw.execute(pragma).fetchall()
        raw.executescript(TABLES)
        began = time.perf_counter()
        for number in range(COUNT):
            raw.execute("begin immediate")
            ticket = raw.execute(TICKET, (f"printer {number} burns", "alice")).lastrowid
            raw.execute(EVENT, (ticket, "alice"))
            raw.execute("commit")
        return COUNT / (time.perf_counter() - began)


def tickets_of(folder: Path) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(folder / FILE)) as desk:
        return desk.execute(
            "select * from ticket join event on event.ticket_id = ticket.id order by event.id"
        ).fetchall()


async def test_its_statements_alone_bound_how_many_tickets_there_can_be(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard = await made(tmp_path, monkeypatch)
    rates: dict[int, list[float]] = {together: [] for together in TOGETHER}
    bare = list[float]()
    for nth in range(ROUNDS):
        for together in TOGETHER:
            folder = tmp_path / f"{nth}-{together}"
            shutil.copytree(tmp_path / "before", folder)
            rates[together].append(replayed(folder / FILE, heard, together))
            assert tickets_of(folder) == tickets_of(tmp_path / "after") != []
        bare.append(two_rows(tmp_path / f"{nth}.db"))
    for together, found in rates.items():
        row = f"its statements in raw sqlite3, {together} to a commit"
        keep(Figure("what bounds a ticket", row, "tickets/s", found, {TWO_ROWS: bare}))
