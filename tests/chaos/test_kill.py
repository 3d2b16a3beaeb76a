"""kill -9 at random moments while tickets are opened over IRC: nothing that anybody saw is lost."""

import asyncio
import re
import sqlite3
from collections import Counter
from pathlib import Path

from tests.chaos.process import DibsProcess
from tests.chaos.scale import thrown
from tests.client import IrcClient
from tests.servers.fixtures import People
from tests.servers.miniircd import Miniircd
from tests.waiting import until

PEOPLE = 100
EACH = 3
"""Of those who aren't logged in, nobody may have more waiting."""
KILLS = 8
GROUP = 10
"""People that talk at once. Each kill costs each of them one answer, so that 200 tickets are seen in full."""
MOST_BETWEEN = (PEOPLE * EACH - KILLS * GROUP) // (KILLS + 1) * 3 // 2
"""Answers between two kills."""
BATCH = 50
"""Notices in flight at once: what a crash may repeat."""

OPENED = re.compile(r"#(\d+) opened for ops: (.+?)\. Nobody is in")
ANNOUNCED = re.compile(r"#(\d+) new for ops: (.+?) \(")


class Killer:
    """Kills it as soon as it has answered a random number of times more, and starts it again."""

    def __init__(self, process: DibsProcess, watcher: IrcClient) -> None:
        self.kills = 0
        self.up = asyncio.Event()
        self._process = process
        self._watcher = watcher
        self._dice = thrown()
        self._answers = 0
        self._enough = asyncio.Event()
        self._due = 0

    def answered(self) -> None:
        self._answers += 1
        if self._answers >= self._due:
            self._enough.set()

    async def run(self) -> None:
        """Until cancelled; KILLS times it kills."""
        while True:
            await self._watcher.expect(lambda line: line.command == "JOIN" and line.nick == "dibs", timeout=30)
            self._due = self._answers + self._dice.randint(1, MOST_BETWEEN)
            self._enough.clear()
            self.up.set()
            await self._enough.wait()
            if self.kills == KILLS:
                return
            await asyncio.sleep(self._dice.random() * 0.05)  # so that it is hit at work, not just after an answer
            self._kill()

    def _kill(self) -> None:
        self.up.clear()
        self._process.kill()
        self.kills += 1
        self._process.start()


async def report(person: IrcClient, killer: Killer) -> None:
    """Open tickets, one after the other. One whose answer doesn't come is given up: it may be there or not."""
    for number in range(EACH):
        await killer.up.wait()
        await person.sync()
        before = len(person.lines)
        await person.say("dibs", f"new {person.nick} {number} burns")
        try:
            await person.hears("^#", timeout=3, since=before)
        except AssertionError:
            continue  # it was killed meanwhile
        killer.answered()


def seen_by(person: IrcClient) -> dict[int, str]:
    return {int(found[1]): found[2] for text in person.said_by() if (found := OPENED.search(text))}


def announcements(watcher: IrcClient) -> Counter[int]:
    return Counter(int(found[1]) for text in watcher.said_by() if (found := ANNOUNCED.match(text)))


def in_database(file: Path) -> dict[int, str]:
    connection = sqlite3.connect(f"file:{file}?mode=ro", uri=True)
    try:
        return dict(connection.execute("select id, title from ticket").fetchall())
    finally:
        connection.close()


async def open_while_killed(process: DibsProcess, watcher: IrcClient, reporters: list[IrcClient]) -> Killer:
    """All report, some at a time, while it is killed again and again; in the end it runs."""
    killer, gate = Killer(process, watcher), asyncio.Semaphore(GROUP)

    async def one(person: IrcClient) -> None:
        async with gate:
            await report(person, killer)

    killing = asyncio.create_task(killer.run())
    try:
        await asyncio.gather(*(one(person) for person in reporters))
    finally:
        killing.cancel()
        await asyncio.gather(killing, return_exceptions=True)
    return killer


async def test_what_was_seen_is_there_and_announced_after_kill_9(
    miniircd: Miniircd, people: People, tmp_path: Path
) -> None:
    watcher = await people(miniircd, "watcher", channel="#desk")
    # Each from a host of their own: a hundred strangers at one would be taken for one, who says too much.
    reporters = [await people(miniircd, f"p{number}", local=f"127.0.1.{number + 1}") for number in range(PEOPLE)]
    async with DibsProcess(tmp_path, miniircd) as process:
        killer = await open_while_killed(process, watcher, reporters)
        kept = in_database(process.database)
        await until("all announced", lambda: set(announcements(watcher)) >= set(kept), within=30)
    seen = {number: title for person in reporters for number, title in seen_by(person).items()}
    assert killer.kills >= KILLS // 2, "too few kills to show anything"
    assert len(seen) >= 180
    assert {number: kept.get(number) for number in seen} == seen
    repeats = announcements(watcher).total() - len(kept)
    assert repeats <= killer.kills * BATCH
