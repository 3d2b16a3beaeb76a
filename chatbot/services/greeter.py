"""Hears who comes into view: what waited for them is said, and where nicks are believed they become members."""

import asyncio
from collections import deque
from dataclasses import dataclass, field

from chatbot.desk import members, strangers
from chatbot.desk.act import Caller
from chatbot.desk.desk import NOBODY, Desk
from chatbot.services.sender import Sender, waits, wake
from chatbot.wire import Private, Seen, Wire

MOST_WAITING = 10_000


@dataclass(slots=True)
class Greeter:
    """`believes`: the network whose nicks are believed, where whoever is seen is a member."""

    desk: Desk
    wire: Wire
    sender: Sender
    believes: bool
    _seen: dict[str, Seen] = field(default_factory=dict[str, Seen])
    _gone: deque[str] = field(default_factory=deque[str])
    _some: asyncio.Event = field(default_factory=asyncio.Event)

    def gone(self, mask: str) -> None:
        """Called by the door for each QUIT; returns at once."""
        if len(self._gone) < MOST_WAITING:
            self._gone.append(mask)
            self._some.set()

    def put(self, seen: Seen) -> None:
        """Called by the door for each join, login and line; returns at once. Only the newest of each counts."""
        if len(self._seen) < MOST_WAITING:
            self._seen[seen.key] = seen
            self._some.set()

    async def run(self) -> None:
        while True:
            await self._some.wait()
            self._some.clear()
            while self._gone:
                await self.part_with(self._gone.popleft())
            while self._seen:
                _, seen = self._seen.popitem()
                await self.greet(seen)

    async def part_with(self, mask: str) -> None:
        if await self.desk.look(NOBODY, strangers.has_tickets, self.wire.network, mask):
            await self.desk.change(NOBODY, strangers.unbind, self.wire.network, mask)

    async def greet(self, seen: Seen) -> None:
        if self.believes:
            await self._introduce(seen)
        kind = "believed" if self.believes else "account"
        if await self.desk.look(NOBODY, waits, kind, seen.network, seen.key):
            await self.desk.change(NOBODY, wake, kind, seen.network, seen.key)

    async def _introduce(self, seen: Seen) -> None:
        principal = self.wire.who(seen.nick)
        if principal is None or principal.method != "believed":
            return
        caller = Caller(principal, Private(seen.network, seen.nick))
        if not await self.desk.look(caller, members.is_known):
            await self.desk.change(caller, members.greet)
