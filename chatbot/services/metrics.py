"""Figures for Prometheus, on a port of their own. Numbers alone: no title, no name of a person, no count by role.

They are served in threads; each time it is asked for them, one has this loop read the database, at most for 5 seconds.
"""

import asyncio
import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from threading import Thread

from prometheus_client import CollectorRegistry
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from chatbot.desk.desk import Desk
from chatbot.services.health import is_alive
from chatbot.services.scrapes import LONGEST, LOOKS, Scrapes
from store import gauges, services
from store.database import Transaction
from store.gauges import Gauges
from store.records import Service

log = logging.getLogger("dibs.metrics")

WAITS = 5.0


@dataclass(frozen=True, slots=True)
class Seen:
    gauges: Gauges
    services: list[Service]
    now: datetime


@dataclass(slots=True)
class Metrics:
    desk: Desk
    host: str
    port: int
    longest: float = LONGEST

    async def run(self) -> None:
        """Until cancelled. OSError where the port is taken: the supervisor tries again, and tells where it was met."""
        registry = CollectorRegistry()
        registry.register(_Figures(self.desk, asyncio.get_running_loop()))
        try:
            server = Scrapes(self.host, self.port, registry, self.longest)
        except (OSError, UnicodeError) as error:  # the latter: a name that none can be, such as a..b
            said = "can't serve at host %s, port %d, which [metrics] names: %s"
            log.error(said, self.host, self.port, error)  # noqa: TRY400 - the supervisor logs where it was raised
            raise
        Thread(target=server.serve_forever, args=(LOOKS,), name="metrics", daemon=True).start()
        try:
            await asyncio.Event().wait()
        finally:
            await asyncio.to_thread(server.shutdown)
            server.server_close()


class _Figures(Collector):
    """Called in the server's thread."""

    def __init__(self, desk: Desk, loop: asyncio.AbstractEventLoop) -> None:
        self._desk, self._loop = desk, loop

    def collect(self) -> Iterator[Metric]:
        seen = asyncio.run_coroutine_threadsafe(self._look(), self._loop).result(WAITS)
        yield from _desk(seen)
        yield from _services(seen)

    def describe(self) -> list[Metric]:
        """Known beforehand by nobody, so that registering asks for nothing."""
        return []

    async def _look(self) -> Seen:
        now = self._desk.clock.now()
        return await self._desk.database.read(_see, now)


async def _see(tx: Transaction, now: datetime) -> Seen:
    return Seen(await gauges.get(tx, now), await services.list_all(tx), now)


def _desk(seen: Seen) -> Iterator[Metric]:
    found = seen.gauges
    tickets = GaugeMetricFamily("dibs_tickets", "Tickets that aren't over.", labels=["state"])
    tickets.add_metric(["free"], found.free_tickets)
    tickets.add_metric(["owned"], found.open_tickets - found.free_tickets)
    notices = GaugeMetricFamily(
        "dibs_notices", "What is still to be said: now, or when its person is back.", labels=["status"]
    )
    notices.add_metric(["queued"], found.queued)
    notices.add_metric(["waiting"], found.waiting)
    yield from (tickets, notices)
    yield _gauge(
        "dibs_oldest_notice_seconds",
        "How long the oldest notice could have been said.",
        _age(found.oldest_unsaid, seen.now),
    )
    yield _gauge("dibs_timers", "What is due one day.", found.timers)
    yield _gauge("dibs_overdue_timer_seconds", "How late the latest timer is.", _age(found.next_timer, seen.now))
    yield _gauge("dibs_stuck_tickets", "Tickets about which a service can do nothing more.", found.stuck)
    yield CounterMetricFamily("dibs_events", "Events in the journal.", found.events)


def _services(seen: Seen) -> Iterator[Metric]:
    """A link is up or down, at once; any other service is up while it neither fails nor hangs, or when it is done."""
    up = GaugeMetricFamily("dibs_service_up", "Whether it runs and gives signs of life.", labels=["service"])
    backlog = GaugeMetricFamily("dibs_service_backlog", "What it is still to do.", labels=["service"])
    restarts = CounterMetricFamily("dibs_service_restarts", "Since dibs was started.", labels=["service"])
    for one in seen.services:
        up.add_metric([one.name], float(one.up if one.up is not None else is_alive(one, seen.now)))
        restarts.add_metric([one.name], one.restarts)
        if one.backlog is not None:
            backlog.add_metric([one.name], one.backlog)
    yield from (up, backlog, restarts)


def _gauge(name: str, told: str, value: float) -> Metric:
    found = GaugeMetricFamily(name, told)
    found.add_metric([], value)
    return found


def _age(since: datetime | None, now: datetime) -> float:
    return max(0.0, (now - since).total_seconds()) if since else 0.0
