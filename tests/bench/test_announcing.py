"""From the outbox to the wire: how many lines a second, beside a program that does nothing but write them.

The server limits nobody. Both have it prove every five lines by a PING, at most 50 lines at once. dibs is a process of
its own, and what it says is in its database, for members who are to be seen: so each line is looked at before it goes,
proved, and written down. In the short form nothing fails by the clock: what is held is that all of it arrives.
"""

import asyncio
import sqlite3
import sys
import time
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from chatbot.app import open_desk
from chatbot.config import Config, Desk
from chatbot.desk import members, opening
from chatbot.desk.entering import New
from store.bell import ring
from store.times import to_text
from tests.bench.figures import Figure, Limit, keep
from tests.bench.sink import Sink, sink
from tests.chaos.process import DibsProcess
from tests.chaos.scale import FULL, scaled
from tests.people import shell
from tests.waiting import until

PEOPLE = [f"m{number}" for number in range(20)]
LINES, TRIES = scaled(100, 2_000), scaled(2, 5)
GROUP, AT_ONCE = 5, 50
LEAST = 0.02
"""Times the bare writer."""
TEXT = "#{} new for ops: printer on fire (alice). dibs {} takes it, decline {} passes."
BARE = "bare stream writer"
TICKETS = """
    with recursive n (i) as (select 2 union all select i + 1 from n where i < :count)
    insert into ticket (id, uuid, desk, type, state, role_id, title, priority, reporter_name, reporter_network,
        opened_at, changed_at)
    select i, i, desk, type, state, role_id, title, priority, reporter_name, reporter_network, opened_at, changed_at
    from n join ticket on ticket.id = 1"""
FILL = """
    with recursive n (i) as (select 1 union all select i + 1 from n where i < :count)
    insert into notice (created_at, not_before, plugin, event_id, ticket_id, target, network, member_id, urgent, text)
    select :now, :now, 'announce', 1, (:first + i) / :people + 1, 'member', 'test',
        (select id from member where name = 'm' || (i % :people)), 1, replace(:text, '{}', :first + i) from n"""


async def furnish(database: Path) -> None:
    """Tickets, and those who are told of them."""
    desk = await open_desk(Config(desk=Desk(database=database)))
    for name in PEOPLE:
        await desk.change(shell(), members.add, name, network="test", account=name, admin=False)
    await desk.change(shell(), opening.open_once, New("printer on fire", "", "ops"))
    await desk.database.close()
    with closing(sqlite3.connect(database)) as rows:
        rows.execute(TICKETS, {"count": (TRIES + 1) * LINES // len(PEOPLE) + 1})
        rows.commit()


async def announced(process: DibsProcess, server: Sink, first: int) -> float:
    """Lines a second, from the commit that holds them to the last one on the wire; none says what another said."""
    heard = asyncio.create_task(server.hears(LINES))
    with closing(sqlite3.connect(process.database)) as desk:
        names = {"count": LINES, "first": first, "people": len(PEOPLE), "text": TEXT, "now": to_text(datetime.now(UTC))}
        desk.execute(FILL, names)
        desk.commit()
        began = time.perf_counter()
        ring(process.database)
        await asyncio.wait_for(heard, 60)
        took = time.perf_counter() - began
        await until("all of it written down", lambda: not desk.execute(LEFT).fetchone()[0], within=60)
    return LINES / took


LEFT = "select count(*) from notice where target = 'member' and status = 'queued'"


async def written(server: Sink) -> float:
    """The same lines, proved as often."""
    reader, writer = await asyncio.open_connection(server.host, server.port)
    heard, began = asyncio.create_task(server.hears(LINES)), time.perf_counter()
    for start in range(1, LINES + 1, AT_ONCE):
        for number in range(start, start + AT_ONCE):
            writer.write(f"PRIVMSG m{number % len(PEOPLE)} :{TEXT.replace('{}', str(number))}\r\n".encode())
            if number % GROUP == 0:
                writer.write(f"PING {number}\r\n".encode())
        for _ in range(AT_ONCE // GROUP):
            await reader.readline()
    await asyncio.wait_for(heard, 60)
    took = time.perf_counter() - began
    writer.close()
    await writer.wait_closed()
    return LINES / took


@pytest.mark.timeout(300)
async def test_what_waits_in_the_outbox_is_soon_on_the_wire(tmp_path: Path) -> None:
    await furnish(tmp_path / "dibs.db")
    took, bare = list[float](), list[float]()
    plain = (sys.executable, "-m", "chatbot")
    async with sink(PEOPLE) as server, DibsProcess(tmp_path, server, program=plain) as process:
        await until("dibs is up", lambda: " up as dibs" in process.output(), within=60)
        await announced(process, server, 0)  # and the services have seen to the tickets
        for number in range(1, TRIES + 1):
            took.append(await announced(process, server, number * LINES))
            bare.append(await written(server))
    figure = Figure("announcements", "outbox to wire", "lines/s", took, {BARE: bare}, Limit(LEAST, BARE, at_most=False))
    keep(figure)
    assert not FULL or figure.held
