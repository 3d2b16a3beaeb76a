"""What is over, among very many: to archive what is due costs as much as among few, and a new keep time costs nothing.

In the short form nothing fails by the clock: what is held is that no question reads all tickets.
"""

import sqlite3
import time
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path

import pytest

from chatbot.desk import archive, due, keeping
from chatbot.desk.act import Act
from chatbot.desk.desk import NOBODY, Desk
from store import keeping as store_keeping
from store import timers, workflows
from store.database import Transaction
from tests.bench.figures import Figure, Limit, keep
from tests.chaos.scale import FULL, scaled
from tests.desk.kept import DAY, KEPT, found, open_kept
from tests.people import FakeClock, opened_database

FEW, MANY = scaled(100, 10_000), scaled(2_000, 1_000_000)
TRIES = scaled(3, 10)
AMONG_FEW = "among 10,000"
SAME = Limit(1.5, AMONG_FEW)
ROWS = {"sweep": "archive 100 that are due, among 1,000,000", "plan": "a new keep time, among 1,000,000"}


async def fill(tx: Transaction, count: int, at: datetime) -> None:
    """So many that were over at that moment."""
    await tx.run(
        """with recursive n (i) as (select 1 union all select i + 1 from n where i < :count)
           insert into ticket (uuid, desk, type, state, role_id, title, priority, reporter_name, reporter_network,
               opened_at, changed_at, closed_at)
           select :at || i, 'desk', 'request', 4, 1, 'printer ' || i, 2, 'alice', 'testnet', :at, :at, :at from n""",
        count=count,
        at=at,
    )


@asynccontextmanager
async def opened(folder: Path, count: int) -> AsyncGenerator[Desk]:
    """`count` are over, of which the oldest, as many as are archived in all tries, are due."""
    clock = FakeClock()
    async with opened_database(folder) as database:
        desk = await open_kept(database, clock)
        await database.write(fill, TRIES * keeping.BATCH, clock.now())
        clock.advance(days=20)
        await database.write(fill, count, clock.now())
        clock.advance(days=10)
        await desk.change(NOBODY, keeping.plan_all)
        yield desk


async def timed(work: Awaitable[object]) -> float:
    """Milliseconds."""
    began = time.perf_counter()
    await work
    return (time.perf_counter() - began) * 1000


async def archive_some(desk: Desk) -> None:
    timer = await desk.database.read(timers.get, keeping.END, keeping.ALL)
    assert timer is not None
    assert await due.do(desk, timer)


@pytest.mark.timeout(600)
async def test_what_is_due_is_archived_whatever_else_is_over(tmp_path: Path) -> None:
    async with opened(tmp_path / "few", FEW) as few, opened(tmp_path / "many", MANY) as many:
        took: dict[str, list[float]] = {"sweep few": [], "sweep many": [], "plan few": [], "plan many": []}
        for _ in range(TRIES):
            for name, desk in (("few", few), ("many", many)):
                took[f"sweep {name}"].append(await timed(archive_some(desk)))
                took[f"plan {name}"].append(await timed(desk.change(NOBODY, keeping.plan_all)))
        for name, desk in (("few", few), ("many", many)):
            assert await desk.database.read(count_archived) == TRIES * keeping.BATCH, name
        for what, row in ROWS.items():
            figure = Figure("keep times", row, "ms", took[f"{what} many"], {AMONG_FEW: took[f"{what} few"]}, SAME)
            keep(figure)
            assert not FULL or figure.held


async def count_archived(tx: Transaction) -> int:
    return int(await tx.value("select count(*) from ticket where archived_at is not null") or 0)


Asks = Callable[[Desk], Awaitable[object]]


async def counts(act: Act) -> int:
    type_ = await workflows.get(act.tx, KEPT.name)
    assert type_ is not None
    return await keeping.count_due(act, type_)


QUESTIONS: dict[str, Asks] = {
    "plan": lambda desk: desk.look(NOBODY, keeping.list_next),
    "sweep": archive_some,
    "count": lambda desk: desk.look(NOBODY, counts),
    "archived ones to erase": lambda desk: desk.database.read(
        store_keeping.list_archived, "request", before=desk.clock.now() - DAY, limit=100
    ),
    "the first archived one": lambda desk: desk.database.read(store_keeping.first_archived, "request"),
    "list": lambda desk: desk.look(NOBODY, archive.list_archive, None),
    "list of a role": lambda desk: desk.look(NOBODY, archive.list_archive, "ops"),
    "search": lambda desk: found(desk, "printer", archived=True, caller=NOBODY),
}


@pytest.mark.parametrize("what", QUESTIONS)
async def test_no_question_reads_all_tickets(tmp_path: Path, what: str, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    execute = Transaction._execute  # pyright: ignore[reportPrivateUsage] - to read along

    def read_along(tx: Transaction, sql: str, params: dict[str, object]) -> object:
        asked.append(sql)
        return execute(tx, sql, params)  # pyright: ignore[reportArgumentType] - handed on as it came

    async with opened(tmp_path / "desk", 10) as desk:
        monkeypatch.setattr(Transaction, "_execute", read_along)
        await QUESTIONS[what](desk)
        monkeypatch.undo()
        connection = sqlite3.connect(tmp_path / "desk" / "dibs.sqlite")
        plans = [line for sql in asked if "ticket" in sql for line in plan_of(connection, sql)]
        connection.close()
    assert plans
    assert [line for line in plans if line == "SCAN ticket"] == []


def plan_of(connection: sqlite3.Connection, sql: str) -> list[str]:
    """Its parameters don't matter for that."""

    class Anything(dict[str, object]):
        def __missing__(self, name: str) -> object:
            return None

    return [row[3] for row in connection.execute(f"explain query plan {sql}", Anything())]
