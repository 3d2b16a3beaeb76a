"""Plays a trick on dibs, its server, its disk or its clock, and another, and so on."""

import asyncio
import random
import sys
from collections import Counter
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from tests.chaos.disks import fill, make_room
from tests.chaos.folk import Board, Folk
from tests.chaos.haunted import Haunt
from tests.chaos.process import DibsProcess
from tests.chaos.proxy import Proxy
from tests.chaos.scale import scaled
from tests.servers.network import ServicesNetwork
from tests.waiting import until

HOUR = 3600
MOST_BETWEEN = 60
"""Lines of dibs between two tricks."""
PATIENCE, OFTEN = scaled(6, 30), 0.9
"""Seconds until it doesn't wait for these any more, and how often it does."""
TOGETHER = 0.1
"""How often dibs is killed in the middle of another trick."""
HOLDER = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None, timeout=1)
connection.execute("begin immediate")
print("held", flush=True)
sys.stdin.read()
"""
"""Holds the database for writing until its input is closed."""


@dataclass(frozen=True, slots=True)
class Room:
    """What can be broken. `disk`: the file system of the database, where it is one of its own that can be filled up."""

    process: DibsProcess
    network: ServicesNetwork
    proxy: Proxy
    haunt: Haunt
    disk: Path | None


class Monkey:
    def __init__(self, room: Room, folk: Folk, board: Board, dice: random.Random) -> None:
        self.played = Counter[str]()
        self.restarts = 0
        """How often dibs had ended by itself, and was started again as a service manager does."""
        self._room = room
        self._latest = 0.0
        self._folk = folk
        self._board = board
        self._dice = dice
        self._tricks: dict[str, Callable[[], Awaitable[None]]] = {
            "dibs killed": self._kill,
            "server killed": self._kill_server,
            "disk full": self._fill,
            "disk read-only": lambda: self._haunted("read-only"),
            "disk broken": lambda: self._haunted("broken"),
            "disk stalled": lambda: self._haunted("stalled"),
            "database locked": self._lock,
            "clock jumped": self._jump,
            "connection cut": self._cut,
            "connection slow": self._slow,
        }

    async def plays(self) -> None:
        """For ever: each trick once, in any order, and then anew. Sometimes dibs is killed in the middle of one."""
        while True:
            tricks = list(self._tricks.items())
            self._dice.shuffle(tricks)
            for name, trick in tricks:
                await self._works_again()
                self.played[name] += 1
                await asyncio.gather(trick(), *([self._kill_meanwhile()] if self._dice.random() < TOGETHER else []))

    async def mends(self) -> None:
        """All is whole again, whatever trick was broken off. The clock is as late as it ever was: what was due by it is
        due."""
        self._room.haunt.set(disk="well", clock=self._latest)
        self._room.proxy.delay = 0
        await self._room.network.restore()
        await self._folk.watcher.here.wait()
        self._room.proxy.admits.set()

    async def _works_again(self) -> None:
        """So that each trick meets a dibs that is at work; but not always, since troubles come in twos."""
        enough = self._board.answers + self._dice.randint(1, MOST_BETWEEN)
        patience = PATIENCE if self._dice.random() < OFTEN else 0.3
        with suppress(AssertionError):
            await until("some answers", lambda: self._board.answers >= enough, within=patience)

    async def minds(self) -> None:
        """For ever: what ended by itself is started again."""
        while True:
            if not self._room.process.running:
                self.restarts += 1
                self._room.process.start()
            await asyncio.sleep(0.3)  # as RestartSec= says

    async def _pause(self, least: float, most: float) -> None:
        await asyncio.sleep(self._dice.uniform(least, most))  # the length of a trick

    async def _kill(self) -> None:
        self._room.process.kill()
        self._room.process.start()

    async def _kill_meanwhile(self) -> None:
        await self._pause(0, 0.5)
        self.played["dibs killed"] += 1
        await self._kill()

    async def _kill_server(self) -> None:
        """dibs isn't let in before who reads the channel is there, else nobody could tell what it says. What a server
        took, and took along to its grave before it said it to anybody, none can know of: dibs loses it first."""
        self._room.proxy.admits.clear()
        self._room.proxy.cut()
        await self._folk.catch_up()
        self._room.network.kill()
        self._folk.watcher.here.clear()
        await self._pause(0, 0.5)
        await self._room.network.start()
        await self._folk.watcher.here.wait()
        self._room.proxy.admits.set()

    async def _fill(self) -> None:
        if self._room.disk is None:
            return await self._haunted("full")
        fill(self._room.disk)
        try:
            await self._pause(0.3, 1.5)
        finally:
            make_room(self._room.disk)

    async def _haunted(self, disk: str) -> None:
        self._room.haunt.set(disk=disk)
        try:
            await self._pause(0.3, 1.5)
        finally:
            self._room.haunt.set(disk="well")

    async def _lock(self) -> None:
        pipe = asyncio.subprocess.PIPE
        holder = await asyncio.create_subprocess_exec(
            sys.executable, "-c", HOLDER, str(self._room.process.database), stdin=pipe, stdout=pipe,
            stderr=asyncio.subprocess.DEVNULL,
        )  # fmt: skip
        assert holder.stdout is not None
        try:
            await holder.stdout.readline()  # nothing, where it couldn't get hold of it
            await self._pause(0.3, 1.5)
        finally:
            await holder.communicate(b"")  # which closes its input

    async def _jump(self) -> None:
        wrong = self._room.haunt.clock + self._dice.choice([-HOUR, HOUR])
        self._latest = max(self._latest, wrong)
        self._room.haunt.set(clock=wrong)

    async def _cut(self) -> None:
        if self._dice.random() < 0.5:
            self._room.proxy.cut()
        else:
            self._room.proxy.cut_after(self._dice.randrange(1, 2000))

    async def _slow(self) -> None:
        self._room.proxy.delay = self._dice.uniform(0.05, 0.5)
        try:
            await self._pause(0.5, 2)
        finally:
            self._room.proxy.delay = 0
