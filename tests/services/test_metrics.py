"""Figures for Prometheus: numbers that are true, in the text format, and nothing of what people wrote."""

import asyncio
import socket
from collections.abc import AsyncGenerator
from datetime import timedelta
from urllib.request import urlopen

import pytest
from prometheus_client.parser import text_string_to_metric_families

from chatbot.desk.desk import Desk
from chatbot.services.metrics import Metrics
from chatbot.services.overseer import Overseer
from chatbot.services.supervisor import Supervisor
from store import timers
from tests.desk.doing import BOB, accept, new
from tests.people import FakeClock
from tests.waiting import until

Figures = dict[tuple[str, str], float]


@pytest.fixture
def port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@pytest.fixture
async def supervisor(desk: Desk, port: int) -> AsyncGenerator[Supervisor]:
    supervisor = Supervisor(desk.clock.now)
    supervisor.start("metrics", Metrics(desk, "127.0.0.1", port).run)
    await until("it serves", lambda: _listens(port))
    yield supervisor
    await supervisor.stop()


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


async def text(port: int) -> str:
    def fetched() -> str:
        with urlopen(f"http://127.0.0.1:{port}/metrics", timeout=10) as answer:
            return answer.read().decode()

    return await asyncio.to_thread(fetched)


async def figures(port: int) -> Figures:
    """By name and the one label that it has."""
    return {
        (sample.name, next(iter(sample.labels.values()), "")): sample.value
        for family in text_string_to_metric_families(await text(port))
        for sample in family.samples
    }


@pytest.mark.usefixtures("supervisor")
async def test_tickets_notices_and_events_are_counted(desk: Desk, port: int) -> None:
    before = await figures(port)
    first, _ = await new(desk), await new(desk)
    await accept(desk, BOB, first)
    now = await figures(port)
    assert (now["dibs_tickets", "free"], now["dibs_tickets", "owned"]) == (1, 1)
    assert now["dibs_events_total", ""] > before["dibs_events_total", ""]


@pytest.mark.usefixtures("supervisor")
async def test_what_is_late_shows(desk: Desk, port: int, clock: FakeClock) -> None:
    await desk.database.write(timers.put, "prompt_end", 99, due_at=clock.now())
    assert (await figures(port))["dibs_overdue_timer_seconds", ""] == 0
    clock.advance(minutes=5)
    assert (await figures(port))["dibs_overdue_timer_seconds", ""] == timedelta(minutes=5).total_seconds()


async def endless() -> None:
    await asyncio.Event().wait()


async def test_each_service_shows_whether_it_is_well(desk: Desk, port: int, supervisor: Supervisor) -> None:
    async def broken() -> None:
        raise RuntimeError

    async def done() -> None:
        """As what isn't asked for ends at once."""

    supervisor.start("broken", broken)
    supervisor.start("done", done)
    supervisor.start("link testnet", endless, up=lambda: False)
    await until("it has failed", lambda: any(one.fails for one in supervisor.kept))
    await Overseer(desk, supervisor).step()
    now = await figures(port)
    assert (now["dibs_service_up", "metrics"], now["dibs_service_up", "broken"]) == (1, 0)
    assert (now["dibs_service_up", "link testnet"], now["dibs_service_up", "done"]) == (0, 1)


@pytest.mark.usefixtures("supervisor")
async def test_nothing_of_what_people_wrote_is_among_them(desk: Desk, port: int) -> None:
    await new(desk, title="zaphod", description="beeblebrox")
    said = await text(port)
    assert [word for word in ("zaphod", "beeblebrox", "alice", "ops") if word in said] == []


async def test_a_port_that_is_taken_hurts_nobody_else(desk: Desk, port: int, supervisor: Supervisor) -> None:
    with pytest.raises(OSError, match="in use"):
        await Metrics(desk, "127.0.0.1", port).run()
    assert (await figures(port))["dibs_tickets", "free"] == 0
