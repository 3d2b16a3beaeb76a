"""A desk of twenty people with the monkey in its machine room, from its making to its end."""

import asyncio
import random
import sqlite3
import sys
from collections.abc import AsyncGenerator, Callable, Coroutine
from contextlib import asynccontextmanager, closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from chatbot.app import open_desk
from chatbot.config import load
from chatbot.desk import members, roles
from chatbot.desk.people import Person as Whom
from store.times import to_text
from tests.chaos.disks import some_disk
from tests.chaos.folk import ALICES, BOBS, Board, Folk, Person, Watcher
from tests.chaos.haunted import Haunt
from tests.chaos.monkey import Monkey, Room
from tests.chaos.process import DibsProcess
from tests.chaos.proxy import proxied
from tests.chaos.transcripts import Book
from tests.people import shell
from tests.servers.network import services_network
from tests.waiting import until

SIZE = "64m"
MOST_LOOKS = 20
LATER = timedelta(minutes=10)
SETTLES = 60
"""Seconds until all is said that is to be said, at most."""


class Ordeal:
    """`book` is what was said and heard so far. Everybody is there."""

    def __init__(self, process: DibsProcess, book: Book, folk: Folk, monkey: Monkey, haunt: Haunt) -> None:
        self.process = process
        self.book = book
        self.monkey = monkey
        self._folk = folk
        self._haunt = haunt

    async def lasts(self, seconds: float) -> None:
        """The monkey plays meanwhile, and all work. Then it is given up, and all is said that is to be said."""
        async with going_on(*[one.works for one in self._folk.people]), going_on(self.monkey.plays):
            await asyncio.sleep(seconds)  # the length of the ordeal
        await self.monkey.mends()
        await asyncio.gather(*[greeted(one) for one in self._folk.people])
        await self._settles()
        await self._folk.catch_up()

    async def _settles(self) -> None:
        """What is to be said later, since somebody wasn't there, is due when some time has passed."""
        for _ in range(MOST_LOOKS):
            await until("all is said", lambda: not self._left(ahead=timedelta()), within=SETTLES)
            if not self._left(ahead=timedelta(days=1000)):
                return
            self._haunt.set(clock=self._haunt.clock + LATER.total_seconds())

    def _left(self, *, ahead: timedelta) -> int:
        """What the plugins haven't read, and what is to be done or said by now; or, of the latter, later."""
        now = datetime.now(UTC) + timedelta(seconds=self._haunt.clock)
        with closing(sqlite3.connect(f"file:{self.process.database}?mode=ro", uri=True)) as tables:
            (left,) = tables.execute(
                """select (select count(*) from cursor where event_id < (select max(id) from event))
                   + (select count(*) from notice where status = 'waiting' or status = 'queued' and not_before <= :then)
                   + (select count(*) from timer where due_at <= :now)""",
                {"now": to_text(now), "then": to_text(now + ahead)},
            ).fetchone()
        return int(left)


async def greeted(one: Person) -> None:
    """They hear an answer of dibs; so what waited for them is said by and by."""
    async with asyncio.timeout(SETTLES):
        while not await one.says("whoami"):
            pass


@asynccontextmanager
async def ordeal(folder: Path, dice: random.Random) -> AsyncGenerator[Ordeal]:
    """On a disk of its own where one can be mounted, in a network with accounts, by a line that can be cut."""
    (folder / "haunt").mkdir()
    haunt, book, board = Haunt(folder / "haunt"), Book(), Board(dice)
    async with services_network((*ALICES, *BOBS)) as network, proxied(network) as proxy:
        with some_disk(folder / "disk", SIZE) as (disk, mounted):
            program = [sys.executable, "-m", "tests.chaos.haunted", str(folder / "haunt")]
            process = DibsProcess(folder, proxy, program=program)
            process.moves_to(disk)
            await furnish(process.config)
            people = [Person(name, network, book, board) for name in (*ALICES, *BOBS)]
            folk = Folk(Watcher(network, book), people)
            room = Room(process, network, proxy, haunt, disk if mounted else None)
            monkey = Monkey(room, folk, board, dice)
            process.start()
            try:
                async with going_on(*[one.stays for one in folk.all], monkey.minds):
                    await asyncio.gather(folk.watcher.here.wait(), *[greeted(one) for one in people])
                    yield Ordeal(process, book, folk, monkey, haunt)
                    await asyncio.gather(*[one.goes() for one in folk.all])
            finally:
                process.kill()


async def furnish(config: Path) -> None:
    desk = await open_desk(load(config))
    try:
        for name in (*ALICES, *BOBS):
            await desk.change(shell(), members.add, name, network="test", account=name, admin=False)
        for name in BOBS:
            await desk.change(shell(), roles.add, "ops", Whom(name))
    finally:
        await desk.database.close()


@asynccontextmanager
async def going_on(*works: Callable[[], Coroutine[Any, Any, None]]) -> AsyncGenerator[None]:
    """Each of them as a task, until the end of the block; what one of them fails at is raised there."""
    tasks = [asyncio.create_task(work()) for work in works]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        done = await asyncio.gather(*tasks, return_exceptions=True)
    for one in done:
        if isinstance(one, Exception):
            raise one
