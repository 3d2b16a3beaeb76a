"""Twenty people who work with dibs, whatever happens to it: half of them in the role ops, all logged in.

What each says and hears is written down. Who doesn't hear an answer goes on all the same, and may ask again.
"""

import asyncio
import itertools
import random
from contextlib import suppress
from dataclasses import dataclass

from tests.chaos.auditor import OPENED
from tests.chaos.transcripts import Book, Transcript
from tests.client import IrcClient
from tests.servers.network import ServicesNetwork

ALICES = tuple(f"alice{number}" for number in range(10))
BOBS = tuple(f"bob{number}" for number in range(10))
ME = "dibs"
PATIENCE = 1.5
"""Seconds without an answer."""
BETWEEN = 0.3
"""Seconds at most that somebody thinks before the next command."""
RECENT = 12
"""Tickets that people speak of: few, so that they come into each other's way."""

BY_ALL = (
    *("new {word} burns", "new {word} burns", "comment {ticket} {word}", "comment {ticket} {word}"),
    *("close {ticket} {word}", "reopen {ticket} {word}", "undo {ticket}", "list", "list free", "search burns"),
    *("show {ticket}", "history {ticket}", "mine", "stats", "watch {ticket}", "{ticket}", "acept {ticket}"),
)
BY_OPS = (
    *("dibs {ticket}", "dibs {ticket}", "dibs {ticket}", "steal {ticket} {word}", "release {ticket} {word}"),
    *("hold {ticket} 2h {word}", "resume {ticket}", "decline {ticket} {word}", "assign {ticket} {bob}"),
    *("yes {ticket}", "no {ticket} {word}", "merge {ticket} into {other}", "edit {ticket} title={word} smokes"),
    *("close {ticket} fixed {word}", "log {ticket} 15m {word}", "undo {ticket}", "urgent {ticket}"),
)


class Board:
    """What all of them know: the newest tickets; and the words, of which none is used twice."""

    def __init__(self, dice: random.Random) -> None:
        self.dice = dice
        self.newest = 1
        self.answers = 0
        self._words = itertools.count(1)

    def saw(self, text: str) -> None:
        self.answers += 1
        if found := OPENED.match(text):
            self.newest = max(self.newest, int(found[1]))

    def command(self, person: str) -> str:
        templates = BY_ALL + (BY_OPS if person in BOBS else ())
        ticket, other = (self._number() for _ in range(2))
        word, bob = f"w{next(self._words)}", self.dice.choice(BOBS)
        return self.dice.choice(templates).format(ticket=ticket, other=other, word=word, bob=bob)

    def _number(self) -> int:
        return self.dice.randint(max(1, self.newest - RECENT), self.newest)


class Soul:
    """Somebody who comes again when their connection is broken. `here` is set while they are in the channel."""

    def __init__(self, name: str, network: ServicesNetwork) -> None:
        self.name = name
        self.here = asyncio.Event()
        self.client: IrcClient | None = None
        self._network = network
        self._read = 0

    async def stays(self) -> None:
        """For ever."""
        try:
            while True:
                await self._come()
                while self.client and not self.client.ended:
                    self.hear()
                    await asyncio.sleep(0.01)  # how often somebody looks
                self.here.clear()
                self.hear()
                await self._gone()
        finally:
            self.hear()

    async def _come(self) -> None:
        while not self.here.is_set():
            with suppress(OSError, AssertionError, EOFError, TimeoutError):
                self.client, self._read = await self._connected(), 0
                await self.client.join("#desk")
                self.here.set()
                return
            self.hear()  # dibs may have spoken to who wasn't in the channel yet
            await self._gone()
            await asyncio.sleep(0.1)  # the server is down

    async def _connected(self) -> IrcClient:
        return await IrcClient.connect(self._network.host, self._network.port, self.name)

    async def _gone(self) -> None:
        if self.client:
            await self.client.drop()

    def hear(self) -> None:
        lines = self.client.lines if self.client else []
        for line in lines[self._read :]:
            if line.command == "PRIVMSG" and line.nick == ME:
                self.heard(line.params[0], line.text)
        self._read = len(lines)

    async def catches_up(self) -> None:
        """All is heard that the server took for them until now, if they are there."""
        if self.here.is_set() and self.client:
            with suppress(AssertionError):  # it broke, and all that came by it was heard
                await self.client.sync()
            self.hear()

    def heard(self, where: str, text: str) -> None:
        raise NotImplementedError

    async def goes(self) -> None:
        if self.client:
            await self.client.quit()


class Watcher(Soul):
    """Sits in the channel, and is there whenever dibs may be."""

    def __init__(self, network: ServicesNetwork, book: Book) -> None:
        super().__init__("watcher", network)
        self._book = book

    def heard(self, where: str, text: str) -> None:
        if where == "#desk":
            self._book.channel.append(text)


class Person(Soul):
    def __init__(self, name: str, network: ServicesNetwork, book: Book, board: Board) -> None:
        super().__init__(name, network)
        self._board = board
        self._written: Transcript = book.of(name)
        self._answers = asyncio.Event()

    async def _connected(self) -> IrcClient:
        return await self._network.login(self.name)

    def heard(self, where: str, text: str) -> None:
        if where != "#desk":
            self._written.heard.append(text)
            self._board.saw(text)
            self._answers.set()

    async def says(self, text: str) -> bool:
        """Whether anything was heard after it."""
        await self.here.wait()
        assert self.client is not None
        self._answers.clear()
        self._written.said.append(text)
        await self.client.say(ME, text)
        with suppress(TimeoutError):
            async with asyncio.timeout(PATIENCE):
                await self._answers.wait()
            return True
        return False

    async def works(self) -> None:
        """For ever."""
        while True:
            await self.says(self._board.command(self.name))
            await asyncio.sleep(self._board.dice.random() * BETWEEN)  # people think, and not all at once


@dataclass(frozen=True, slots=True)
class Folk:
    """`watcher` reads the channel, `people` work."""

    watcher: Watcher
    people: list[Person]

    @property
    def all(self) -> tuple[Soul, ...]:
        return self.watcher, *self.people

    async def catch_up(self) -> None:
        await asyncio.gather(*[one.catches_up() for one in self.all])
