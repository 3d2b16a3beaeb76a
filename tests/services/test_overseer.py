"""The overseer: what hangs is found and started anew, and how each service stands is in the database."""

import asyncio
import logging
from collections.abc import AsyncGenerator, Callable
from datetime import datetime, timedelta

import pytest

from chatbot.desk.desk import Desk
from chatbot.services import kept
from chatbot.services import overseer as overseer_
from chatbot.services.overseer import Overseer
from chatbot.services.supervisor import Supervisor
from store import services
from store.database import Database, Transaction
from store.failures import StoreFailed
from store.records import Service
from tests.desk.test_clock import SetClock
from tests.people import START, FakeClock, opened_desk
from tests.services.loops import running
from tests.waiting import until

MINUTE = timedelta(minutes=1)


@pytest.fixture
async def supervisor(clock: FakeClock) -> AsyncGenerator[Supervisor]:
    supervisor = Supervisor(clock.now)
    yield supervisor
    await supervisor.stop()


@pytest.fixture
def overseer(desk: Desk, supervisor: Supervisor) -> Overseer:
    return Overseer(desk, supervisor, clock_of(desk))


def clock_of(desk: Desk) -> Callable[[], float]:
    """The steady one goes with the desk's."""
    return lambda: desk.clock.now().timestamp()


class Worker:
    """Counts its runs, and lasts; with `stubborn` it won't be cancelled, but only be let go."""

    def __init__(self, *, stubborn: bool = False) -> None:
        self.runs = 0
        self.stubborn = stubborn
        self.let_go = asyncio.Event()

    async def run(self) -> None:
        self.runs += 1
        while not self.let_go.is_set():
            try:
                await self.let_go.wait()
            except asyncio.CancelledError:
                if not self.stubborn:
                    raise


async def rows(desk: Desk) -> dict[str, Service]:
    return {row.name: row for row in await desk.database.read(services.list_all)}


async def minutes(overseer: Overseer, clock: FakeClock, count: int, each: Callable[[], None] = lambda: None) -> None:
    for _ in range(count):
        clock.advance(minutes=1)
        each()
        await overseer.step()


async def test_a_row_says_how_each_service_stands(
    desk: Desk, overseer: Overseer, supervisor: Supervisor, clock: FakeClock
) -> None:
    async def seven(_tx: Transaction, _now: datetime) -> int:
        return 7

    supervisor.start("lasting", Worker().run, patience=5 * MINUTE, backlog=seven)
    supervisor.start("link", Worker().run, up=lambda: False)
    await until("both run", lambda: all(one.running for one in supervisor.kept))
    clock.advance(minutes=1)
    supervisor.beat("lasting")
    await overseer.step()
    found, now = await rows(desk), START + MINUTE
    assert found["lasting"] == Service(
        "lasting", now, START, now, 300, 7, 0, None, "", failing=False, ended_at=None, up=None, down_since=None
    )
    assert (found["link"].beat_at, found["link"].up, found["link"].down_since) == (None, False, now)
    await minutes(overseer, clock, 3)
    assert (await rows(desk))["link"].down_since == now


async def test_a_service_that_hangs_is_started_anew(
    desk: Desk, overseer: Overseer, supervisor: Supervisor, clock: FakeClock
) -> None:
    hanging, lively = Worker(), Worker()
    supervisor.start("hanging", hanging.run, patience=3 * MINUTE)
    supervisor.start("lively", lively.run, patience=3 * MINUTE)
    await until("both run", lambda: hanging.runs + lively.runs == 2)
    await minutes(overseer, clock, 4, lambda: supervisor.beat("lively"))
    await asyncio.sleep(0)
    assert hanging.runs == 1, "so long it may be silent"
    await minutes(overseer, clock, 1, lambda: supervisor.beat("lively"))
    await until("it was started anew", lambda: hanging.runs == 2)
    await overseer.step()
    row = (await rows(desk))["hanging"]
    assert (row.restarts, row.error, row.failed_at, row.failing) == (1, "hung", clock.now(), True)
    assert lively.runs == 1


async def test_a_service_that_hangs_is_started_anew_though_the_clock_is_set_back(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock, hanging = SetClock(), Worker()
    supervisor = Supervisor(clock.now)
    monkeypatch.setattr(overseer_, "BETWEEN", timedelta(seconds=0.05))
    supervisor.start("hanging", hanging.run, patience=timedelta(seconds=0.1))
    overseer = Overseer(await opened_desk(database, clock), supervisor)
    async with running(overseer.run()):
        await until("the overseer sleeps", lambda: _is_written(database))
        clock.off = timedelta(hours=-1)
        await until("it was started anew", lambda: hanging.runs == 2)
    await supervisor.stop()


async def _is_written(database: Database) -> bool:
    return bool(await database.read(services.list_all))


async def test_one_that_will_not_end_is_left_behind(
    overseer: Overseer, supervisor: Supervisor, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept, "GRACE", 0.05)
    hanging = Worker(stubborn=True)
    supervisor.start("hanging", hanging.run, patience=MINUTE)
    await until("it runs", lambda: hanging.runs == 1)
    await minutes(overseer, clock, 3)
    await until("another one runs beside it", lambda: hanging.runs == 2)
    await asyncio.wait_for(supervisor.stop(), 1)
    hanging.let_go.set()


async def test_what_a_left_one_fails_at_one_day_is_not_told_with_its_words(
    supervisor: Supervisor, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(kept, "GRACE", 0.05)
    caplog.set_level(logging.INFO)
    let_go, runs = asyncio.Event(), list[int]()

    async def run() -> None:
        runs.append(1)
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            await let_go.wait()
            raise ValueError("the title of a private ticket") from None

    supervisor.start("stubborn", run)
    await until("it runs", lambda: len(runs) == 1)
    supervisor.restart("stubborn")
    await until("it was left behind", lambda: len(runs) == 2)
    let_go.set()
    await supervisor.stop()
    assert "private" not in caplog.text


async def test_who_is_idle_may_be_silent_and_who_has_work_may_not(
    overseer: Overseer, supervisor: Supervisor, clock: FakeClock
) -> None:
    work, worker = list[str](), Worker()
    supervisor.start("worker", worker.run, patience=3 * MINUTE, idle=lambda: not work)
    await until("it runs", lambda: worker.runs == 1)
    await minutes(overseer, clock, 60)
    assert supervisor.kept[0].restarts == 0
    work.append("a line")
    await minutes(overseer, clock, 5)
    await until("it was started anew", lambda: worker.runs == 2)


async def test_one_without_patience_is_never_taken_for_hung(
    overseer: Overseer, supervisor: Supervisor, clock: FakeClock
) -> None:
    worker = Worker()
    supervisor.start("worker", worker.run)
    await minutes(overseer, clock, 60)
    assert supervisor.kept[0].restarts == 0


@pytest.mark.parametrize("steps", [(100, -300), (1,) * 20])
async def test_a_clock_that_is_set_lets_nobody_hang(
    desk: Desk, supervisor: Supervisor, clock: FakeClock, steps: tuple[int, ...]
) -> None:
    worker, overseer = Worker(), Overseer(desk, supervisor)
    supervisor.start("worker", worker.run, patience=5 * MINUTE)
    await until("it runs", lambda: worker.runs == 1)
    for hours in steps:
        clock.advance(hours=hours)
        await overseer.step()
    await asyncio.sleep(0.05)
    assert supervisor.kept[0].restarts == 0


async def test_what_holds_up_everybody_lets_nobody_hang(
    overseer: Overseer, supervisor: Supervisor, clock: FakeClock
) -> None:
    """The machine slept, or one blocked the loop for long: nobody could beat meanwhile."""
    worker = Worker()
    supervisor.start("worker", worker.run, patience=5 * MINUTE)
    await until("it runs", lambda: worker.runs == 1)
    for _ in range(3):
        clock.advance(hours=10)
        await overseer.step()
    await asyncio.sleep(0.05)
    assert supervisor.kept[0].restarts == 0


async def test_while_nothing_can_be_written_nobody_hangs(
    desk: Desk, overseer: Overseer, supervisor: Supervisor, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Then nothing is committed, so that who waits for commits isn't woken; and the overseer goes on."""
    worker = Worker()
    supervisor.start("worker", worker.run, patience=5 * MINUTE)
    await overseer.step()

    async def full(*_: object, **__: object) -> None:
        raise StoreFailed("Can't save now: disk full. Nothing changed.")

    with monkeypatch.context() as patch:
        patch.setattr(type(desk.database), "write", full)
        await minutes(overseer, clock, 60)
    await minutes(overseer, clock, 3)
    await asyncio.sleep(0.05)
    assert supervisor.kept[0].restarts == 0


async def test_it_looks_once_a_minute(desk: Desk, overseer: Overseer, supervisor: Supervisor, clock: FakeClock) -> None:
    supervisor.start("worker", Worker().run)
    async with running(overseer.run()):
        for minute in range(3):
            due = START + (minute + 1) * MINUTE
            await until("it sleeps", lambda due=due: clock.next_waking == due)
            assert (await rows(desk))["worker"].seen_at == due - MINUTE
            clock.set(due)


async def test_one_that_is_gone_has_no_row_any_more(desk: Desk, overseer: Overseer, supervisor: Supervisor) -> None:
    supervisor.start("one", Worker().run)
    supervisor.start("other", Worker().run)
    await overseer.step()
    await supervisor.stop("one")
    await overseer.step()
    assert list(await rows(desk)) == ["other"]


async def test_what_it_failed_at_last_outlives_the_process(
    desk: Desk, supervisor: Supervisor, clock: FakeClock
) -> None:
    async def run() -> None:
        raise KeyError("the title of a private ticket")

    supervisor.start("failing", run)
    await until("it failed", lambda: supervisor.kept[0].restarts > 0)
    await Overseer(desk, supervisor).step()
    failed = (await rows(desk))["failing"]
    clock.advance(hours=1)
    anew = Supervisor(clock.now)
    anew.start("failing", Worker().run)
    await Overseer(desk, anew).step()
    await anew.stop()
    row = (await rows(desk))["failing"]
    assert failed.error.startswith("KeyError at test_overseer.py:")
    assert (failed.failing, row.failing) == (True, False)
    assert (row.error, row.failed_at, row.restarts) == (failed.error, START, 0)
