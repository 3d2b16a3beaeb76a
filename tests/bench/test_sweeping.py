"""What is due in one minute, among few and very many open tickets: it costs the same.

In the short form nothing fails by the clock: held is that each statement of a sweep goes by an index. `make bench`
measures 10,000 against 1,000,000, interleaved, and holds the ratio of the medians to 1.5. `-s` shows the figures.
"""

import asyncio
import sqlite3
import time
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from chatbot.desk import servicenames
from chatbot.desk.desk import Desk
from chatbot.services.stations import Station
from chatbot.services.supervisor import Supervisor
from chatbot.services.switchboard import Switchboard
from chatbot.services.timekeeper import Timekeeper
from store import stays, timers
from store.database import Transaction
from tests.bench.figures import Figure, Limit, keep
from tests.bench.test_keeping import plan_of
from tests.chaos.scale import FULL, scaled
from tests.people import FakeClock, furnish, opened_database, opened_desk, shell

FEW, MANY = scaled(200, 10_000), scaled(2_000, 1_000_000)
DUE = scaled(100, 1_000)
"""In one minute, half of them offers that end, half stays that are too long."""
TRIES = scaled(2, 9)
MOST = 1.5


async def fill(tx: Transaction, count: int, at: datetime, far: datetime) -> None:
    """So many open ones, the odd ones free and offered, the even ones bob's; nothing of them is due for long."""
    await tx.run(
        """with recursive n (i) as (select 1 union all select i + 1 from n where i < :count)
           insert into ticket (uuid, desk, type, state, role_id, title, priority, reporter_name, reporter_network,
               owner_id, opened_at, changed_at, accepted_at)
           select i, 'desk', 'request', case i % 2 when 1 then 1 else 2 end, 1, 'printer ' || i, 2, 'alice', 'testnet',
               case i % 2 when 0 then 2 end, :at, :at, case i % 2 when 0 then :at end from n""",
        count=count,
        at=at,
    )
    await tx.run(
        """insert into prompt (ticket_id, role_id, opened_at, expires_at, lifetime, every, heard_at)
           select id, 1, :at, :far, 1800, 300, :at from ticket where owner_id is null""",
        at=at,
        far=far,
    )
    await tx.run("insert into timer (kind, subject_id, due_at) select 'prompt_end', id, :far from prompt", far=far)
    await tx.run(
        "insert into timer (kind, subject_id, due_at) select 'stay_end', id, :far from ticket where state = 2", far=far
    )
    await tx.run("update stay set todo = ''")


async def call(tx: Transaction, at: datetime) -> None:
    """Some of each kind are due in that minute, spread over all tickets."""
    for kind in ("prompt_end", "stay_end"):
        await tx.run(
            """update timer set due_at = :at where id in (
                   select id from timer where kind = :kind and due_at > :at order by id limit :count)""",
            at=at,
            kind=kind,
            count=DUE // 2,
        )


@asynccontextmanager
async def opened(folder: Path, count: int) -> AsyncGenerator[tuple[Desk, list[Station]]]:
    clock = FakeClock()
    async with opened_database(folder) as database:
        desk = await opened_desk(database, clock)
        await furnish(desk)
        await database.write(fill, count, clock.now(), clock.now() + timedelta(days=600))
        board = Switchboard(desk, Supervisor())
        yield desk, [board.station_for(state) for state in await desk.look(shell(), servicenames.list_states)]


async def sweep(desk: Desk, stations: list[Station]) -> float:
    """Seconds for all that is due now."""
    clock = desk.clock
    assert isinstance(clock, FakeClock)
    clock.advance(minutes=1)
    await desk.database.write(call, clock.now())
    keeper = Timekeeper(desk)
    began = time.perf_counter()
    while await keeper.step() or any(await asyncio.gather(*[station.step() for station in stations])):
        pass
    return time.perf_counter() - began


async def left(tx: Transaction, now: datetime) -> bool:
    return bool(await timers.list_due(tx, now, limit=1)) or await stays.is_anything_todo(tx)


@pytest.mark.timeout(1200)
async def test_a_sweep_costs_the_same_however_many_are_open(tmp_path: Path) -> None:
    async with opened(tmp_path / "few", FEW) as few, opened(tmp_path / "many", MANY) as many:
        took: dict[int, list[float]] = {FEW: [], MANY: []}
        for _ in range(TRIES):
            for count, (desk, stations) in ((FEW, few), (MANY, many)):
                took[count].append(await sweep(desk, stations))
                assert not await desk.database.read(left, desk.clock.now())
        among = f"among {FEW}"
        figure = Figure(
            "sweep", f"{DUE} due among {MANY} open", "s", took[MANY], {among: took[FEW]}, Limit(MOST, among)
        )
        keep(figure)
        assert not FULL or figure.held


async def test_each_statement_of_a_sweep_goes_by_an_index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: set[str] = set()
    execute = Transaction._execute  # pyright: ignore[reportPrivateUsage] - to read along

    def read_along(tx: Transaction, sql: str, params: dict[str, object]) -> object:
        asked.add(sql)
        return execute(tx, sql, params)  # pyright: ignore[reportArgumentType] - handed on as it came

    async with opened(tmp_path / "desk", 20) as (desk, stations):
        await desk.database.write(call, desk.clock.now())
        monkeypatch.setattr(Transaction, "_execute", read_along)
        keeper = Timekeeper(desk)
        while await keeper.step() or any([await station.step() for station in stations]):
            pass
        monkeypatch.undo()
        connection = sqlite3.connect(tmp_path / "desk" / "dibs.sqlite")
        plans = [line for sql in asked for line in plan_of(connection, sql)]
        connection.close()
    large = ("ticket", "stay", "prompt", "timer", "event", "notice")
    assert plans
    assert [line for line in plans for table in large if line == f"SCAN {table}"] == []
