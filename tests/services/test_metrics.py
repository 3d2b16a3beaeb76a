"""Figures for Prometheus: numbers that are true, in the text format, and nothing of what people wrote."""

import asyncio
import errno
import socket
from collections.abc import AsyncGenerator, Generator
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from socketserver import TCPServer
from urllib.request import urlopen

import pytest
from prometheus_client import CollectorRegistry
from prometheus_client.parser import text_string_to_metric_families

from chatbot.desk.desk import Desk
from chatbot.services import scrapes
from chatbot.services.metrics import Metrics
from chatbot.services.overseer import Overseer
from chatbot.services.scrapes import LONGEST, MOST_AT_ONCE, Scrapes
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
def longest() -> float:
    return LONGEST


@pytest.fixture
async def supervisor(desk: Desk, port: int, longest: float) -> AsyncGenerator[Supervisor]:
    supervisor = Supervisor(desk.clock.now)
    supervisor.start("metrics", Metrics(desk, "127.0.0.1", port, longest).run)
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


async def test_a_port_that_is_taken_hurts_nobody_else(
    desk: Desk, port: int, supervisor: Supervisor, caplog: pytest.LogCaptureFixture
) -> None:
    with pytest.raises(OSError, match="in use"):
        await Metrics(desk, "127.0.0.1", port).run()
    said = f"can't serve at host 127.0.0.1, port {port}, which [metrics] names: [Errno 98] Address already in use"
    assert caplog.messages == [said]
    assert (await figures(port))["dibs_tickets", "free"] == 0


@pytest.mark.parametrize("host", ["nowhere.invalid", "a..b"])
async def test_a_host_that_is_none_is_named_in_the_log(desk: Desk, host: str, caplog: pytest.LogCaptureFixture) -> None:
    with pytest.raises((OSError, UnicodeError)):
        await Metrics(desk, host, 9669).run()
    assert caplog.messages[0].startswith(f"can't serve at host {host}, port 9669, which [metrics] names: ")


@contextmanager
def idle(port: int, count: int) -> Generator[list[socket.socket]]:
    """So many connections that ask for nothing yet."""
    with ExitStack() as here:
        yield [here.enter_context(socket.create_connection(("127.0.0.1", port), 10)) for _ in range(count)]


async def is_ended(connection: socket.socket) -> bool:
    """Within 10 seconds."""
    try:
        return await asyncio.to_thread(connection.recv, 1) == b""
    except ConnectionResetError:
        return True
    except TimeoutError:
        return False


@pytest.mark.usefixtures("supervisor")
async def test_who_comes_while_all_places_are_taken_is_turned_away(port: int) -> None:
    with idle(port, MOST_AT_ONCE + 1) as connections:
        assert await is_ended(connections[-1])
    await until("there are places again", lambda: answers(port))


async def answers(port: int) -> bool:
    try:
        return "dibs_tickets" in await text(port)
    except OSError:
        return False


@pytest.mark.usefixtures("supervisor")
@pytest.mark.parametrize("longest", [0.5])
async def test_who_asks_for_nothing_makes_room_for_others(port: int) -> None:
    with idle(port, MOST_AT_ONCE) as connections:
        assert all([await is_ended(one) for one in connections])
        await until("one of them is theirs", lambda: answers(port))


@pytest.mark.usefixtures("supervisor")
@pytest.mark.parametrize("longest", [0.5])
async def test_who_sends_a_byte_now_and_then_stays_no_longer(port: int) -> None:
    def sends(connection: socket.socket) -> bool:
        try:
            connection.sendall(b"G")
        except OSError:
            return False
        return True

    with idle(port, 1) as (connection,):
        await until("it is cut off", lambda: not sends(connection))


async def test_who_is_there_at_the_end_is_cut_off(port: int, supervisor: Supervisor) -> None:
    with idle(port, 1) as (connection,):
        await figures(port)  # so it was taken in before
        await supervisor.stop()
        assert await is_ended(connection)


def test_a_connection_that_cannot_be_taken_is_not_tried_again_at_once(
    port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(_: TCPServer) -> None:
        raise OSError(errno.EMFILE, "Too many open files")

    rested = list[float]()
    monkeypatch.setattr(scrapes, "sleep", rested.append)
    monkeypatch.setattr(TCPServer, "get_request", fails)
    with Scrapes("127.0.0.1", port, CollectorRegistry()) as server, idle(port, 1):
        server.handle_request()
    assert rested == [scrapes.REST]
