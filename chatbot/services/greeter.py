"""Hears who comes into view: what waited for them is said, and where nicks are believed they become members."""

import asyncio
import logging
from collections import deque
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from msgspec import Struct

from chatbot.desk import dictating, members, mornings, strangers
from chatbot.desk.act import Act, Caller
from chatbot.desk.desk import NOBODY, Desk
from chatbot.desk.identity import kind_on
from chatbot.desk.mishaps import mishap
from chatbot.services.holding import waits, wake
from chatbot.services.waiting import unwatched
from chatbot.wire import Private, Seen, Wire
from store.failures import StoreFailed

log = logging.getLogger("dibs.greeter")

MOST_WAITING = 10_000


@dataclass(slots=True)
class Greeter:
    """`believes`: the network whose nicks are believed, where whoever is seen is a member."""

    desk: Desk
    wire: Wire
    believes: bool
    beat: Callable[[], None] = unwatched
    _seen: dict[str, Seen] = field(default_factory=dict[str, Seen])
    _gone: deque[tuple[str, str]] = field(default_factory=deque[tuple[str, str]])
    """Masks that are nobody's any more, and what each became; empty for who has quit."""
    _left: deque[tuple[str, str, datetime]] = field(default_factory=deque[tuple[str, str, datetime]])
    """Channels, who has left them, and when."""
    _some: asyncio.Event = field(default_factory=asyncio.Event)

    def gone(self, mask: str) -> None:
        """Called by the door for each QUIT; returns at once."""
        if len(self._gone) < MOST_WAITING:
            self._gone.append((mask, ""))
            self._some.set()

    def moved(self, mask: str, new: str) -> None:
        """Called by the door for each change of a nick or host; returns at once."""
        if len(self._gone) < MOST_WAITING:
            self._gone.append((mask, new))
            self._some.set()

    def left(self, channel: str, key: str) -> None:
        """Called by the door where somebody leaves a channel, however; returns at once."""
        if len(self._left) < MOST_WAITING:
            self._left.append((channel, key, self.desk.clock.now()))
            self._some.set()

    def put(self, seen: Seen) -> None:
        """Called for each join and login, and for each line once it was answered; returns at once. Only the newest of
        each counts, and whether one of them was a line."""
        if len(self._seen) < MOST_WAITING:
            before = self._seen.get(seen.key)
            self._seen[seen.key] = replace(seen, spoke=True) if before and before.spoke else seen
            self._some.set()

    @property
    def waiting(self) -> int:
        return len(self._gone) + len(self._left) + len(self._seen)

    async def run(self) -> None:
        """For ever. StoreFailed if something can't be written now: the next start does it."""
        while True:
            while not self.waiting:
                self._some.clear()
                await self._some.wait()
            self.beat()
            await self._next()

    async def _next(self) -> None:
        """Who quit first: who comes back under the same address is somebody else. Forgotten when it is done."""
        if self._gone:
            mask, new = self._gone[0]
            await _once(self.follow(mask, new) if new else self.part_with(mask))
            self._gone.popleft()
            return
        if self._left:
            await _once(self.miss(*self._left[0]))
            self._left.popleft()
            return
        key, seen = next(iter(self._seen.items()))
        await _once(self.greet(seen))
        if self._seen.get(key) is seen:
            del self._seen[key]

    async def part_with(self, mask: str) -> None:
        if await self.desk.glance(NOBODY, strangers.has_tickets, self.wire.network, mask):
            await self.desk.change(NOBODY, strangers.unbind, self.wire.network, mask)

    async def follow(self, mask: str, new: str) -> None:
        if await self.desk.glance(NOBODY, strangers.has_tickets, self.wire.network, mask):
            await self.desk.change(NOBODY, strangers.follow, self.wire.network, mask, new)

    async def miss(self, channel: str, key: str, at: datetime) -> None:
        if await self.desk.glance(NOBODY, dictating.is_left_on, self.wire.network, key):
            await self.desk.change(NOBODY, dictating.left, self.wire.network, channel, key, at)

    async def greet(self, seen: Seen) -> None:
        if self.believes:
            await self._introduce(seen)
        kind = "believed" if self.believes else kind_on(seen.network, self.desk.settings.passwords)
        wanted = await self.desk.glance(NOBODY, _wanted, kind, seen)
        if wanted.greeting:
            await self.desk.change(NOBODY, mornings.greet, kind, seen.network, seen.key, spoke=seen.spoke)
        if wanted.waking:
            await self.desk.change(NOBODY, wake, kind, seen.network, seen.key, spoke=seen.spoke)
        if wanted.looking:
            await self.wire.look_for(seen.key)  # in view of no channel, so that somebody tells when they quit

    async def _introduce(self, seen: Seen) -> None:
        principal = self.wire.who(seen.nick)
        if principal is None or principal.method != "believed":
            return
        caller = Caller(principal, Private(seen.network, seen.nick))
        if not await self.desk.glance(caller, members.is_known):
            await self.desk.change(caller, members.greet)


class Wanted(Struct, frozen=True):
    """What is to be done on account of a sign of somebody: mostly nothing."""

    greeting: bool
    waking: bool
    looking: bool


async def _wanted(act: Act, kind: str, seen: Seen) -> Wanted:
    return Wanted(
        await mornings.is_due(act, kind, seen.network, seen.key, spoke=seen.spoke),
        await waits(act, kind, seen.network, seen.key, spoke=seen.spoke),
        seen.spoke and "!" in seen.key and await strangers.has_tickets(act, seen.network, seen.key),
    )


async def _once(work: Coroutine[Any, Any, None]) -> None:
    """Whatever isn't the machine's fault would fail again, and hold up all others."""
    try:
        await work
    except StoreFailed:
        raise
    except Exception as error:  # noqa: BLE001 - whatever it is, the others come next
        mishap(log, "somebody who came or went was passed over", error)
