"""kill -9 while services are at work: every ticket goes on, none twice along an edge, nothing is opened twice."""

import asyncio
import sqlite3
from collections import defaultdict
from itertools import pairwise
from pathlib import Path

import pytest

from chatbot.app import open_desk
from chatbot.config import load
from chatbot.desk import tickets
from chatbot.desk.entering import New
from tests.chaos.process import DibsProcess
from tests.chaos.pusher import FOLLOWS, TYPES, WAY
from tests.chaos.scale import scaled, thrown
from tests.people import shell
from tests.servers.miniircd import Miniircd
from tests.waiting import until

KILLS = scaled(8, 100)
EACH = 4
"""Tickets that are opened between two kills."""
MOST_MOVES = EACH * 4


class Witness:
    """Reads the file beside the program, as far as it has come."""

    def __init__(self, file: Path) -> None:
        self._tables = sqlite3.connect(f"file:{file}?mode=ro", uri=True)

    def moves(self) -> int:
        return self._one("select count(*) from event where kind in ('ticket_advanced', 'ticket_closed')")

    def open_ones(self) -> int:
        return self._one("select count(*) from ticket where type = 'line' and closed_at is null")

    def _one(self, sql: str) -> int:
        (found,) = self._tables.execute(sql).fetchone()
        return int(found)

    def ways(self) -> dict[int, list[int]]:
        """By ticket of the type the states that the journal tells, in order."""
        found: dict[int, list[int]] = defaultdict(list)
        rows = self._tables.execute(
            """select event.ticket_id, json_extract(data, '$.state') from event join ticket on ticket.id = ticket_id
               where ticket.type = 'line' and json_extract(data, '$.state') is not null order by event.id"""
        )
        for number, state in rows:
            found[number].append(state)
        return found

    def followers(self) -> dict[int, int]:
        rows = self._tables.execute("select other_id, count(*) from relation group by other_id")
        return dict(rows.fetchall())

    def close(self) -> None:
        self._tables.close()


async def open_some(config: Path, count: int) -> None:
    desk = await open_desk(load(config))
    try:
        for number in range(count):
            await desk.change(shell(), tickets.open_ticket, New(f"piece {number}", type="line"))
    finally:
        await desk.database.close()


@pytest.mark.timeout(900)
async def test_services_that_are_killed_at_work_go_on_and_do_nothing_twice(miniircd: Miniircd, tmp_path: Path) -> None:
    process, dice = DibsProcess(tmp_path, miniircd), thrown()
    text = process.config.read_text()
    named = 'plugins = ["announce", "acceptance", "tests.chaos.pusher"]'
    process.config.write_text(text.replace("[networks", f"{named}\n[networks", 1) + TYPES)
    await open_some(process.config, EACH)
    witness = Witness(process.database)
    for _ in range(KILLS):
        enough = witness.moves() + dice.randint(1, MOST_MOVES)
        process.start()
        await until("it has moved some", lambda enough=enough: witness.moves() >= enough or not witness.open_ones(), 60)
        await asyncio.sleep(dice.random() * 0.02)  # so that it is hit at work, not just after a commit
        process.kill()
        await open_some(process.config, EACH)
    process.start()
    try:
        await until("all are ready", lambda: not witness.open_ones(), 60)
    finally:
        process.kill()
    ways, followers = witness.ways(), witness.followers()
    witness.close()
    assert len(ways) == EACH * (KILLS + 1)
    assert all(tuple(dict.fromkeys(way)) == WAY for way in ways.values())
    assert all(len(set(pairwise(way))) == len(list(pairwise(way))) for way in ways.values())
    assert all(followers[number] == 1 for number in ways)
    assert FOLLOWS in WAY
