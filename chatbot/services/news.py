"""What happened since, as plugins see it: read once for all of them, and rung only where it is anything to them."""

import asyncio
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field

import msgspec

from chatbot.services import facts
from chatbot.services.facts import Fact
from chatbot.services.waiting import Bell, unwatched
from store import cursors, journal
from store.cursors import Cursor
from store.database import Database, Transaction

LOOKED_AT = 1000
"""Events at once."""

Place = tuple[int, int]
"""Behind which event, and how many at most."""


class Reader(msgspec.Struct, frozen=True):
    """A plugin, and the kinds of events that are anything to it."""

    name: str
    kinds: Collection[str]
    bell: Bell = msgspec.field(default_factory=Bell)


@dataclass(slots=True)
class News:
    """What was read is kept until something is committed, since what a ticket is by now is a part of it."""

    database: Database
    beat: Callable[[], None] = unwatched
    _readers: dict[str, Reader] = field(default_factory=dict[str, Reader])
    _commits: int = -1
    _reading: dict[Place, "asyncio.Task[Sequence[Fact]]"] = field(
        default_factory=dict[Place, "asyncio.Task[Sequence[Fact]]"]
    )

    def reader(self, name: str, kinds: Collection[str]) -> Reader:
        """Rings from now on; one of that name that was there before doesn't any more."""
        self._readers[name] = found = Reader(name, kinds)
        return found

    async def run(self) -> None:
        """For ever."""
        while True:
            self.beat()
            commits = self.database.commits
            await self.look()
            await self.database.changed(commits)

    async def look(self) -> None:
        """Ring for those who have something to read; the others are moved past what is nothing to them."""
        ahead = await self.database.glance(_ahead, list(self._readers))
        passed = list[tuple[Ahead, str]]()
        for one in ahead:
            reader = self._readers.get(one.cursor.plugin)
            if reader is None:
                continue
            if one.cursor.failures or not one.kinds.isdisjoint(reader.kinds):
                reader.bell.ring()
            elif one.cursor.event_id < one.end:
                passed.append((one, reader.name))
        if passed:
            await self.database.write(_pass, passed)

    async def after(self, event_id: int, limit: int) -> Sequence[Fact]:
        """What came behind that event, so many at most."""
        if self._commits != self.database.commits:
            self._commits = self.database.commits
            self._reading = {}
        place = (event_id, limit)
        if place not in self._reading:
            self._reading[place] = asyncio.create_task(self._read(*place))
        return await asyncio.shield(self._reading[place])  # of those who wait for it one may be ended

    async def _read(self, event_id: int, limit: int) -> Sequence[Fact]:
        try:
            return await self.database.glance(facts.list_facts, event_id, limit)
        except BaseException:
            self._reading.pop((event_id, limit), None)  # who comes next tries again
            raise


class Ahead(msgspec.Struct, frozen=True):
    """What lies behind a cursor, up to the event `end`."""

    cursor: Cursor
    kinds: frozenset[str]
    end: int


async def _ahead(tx: Transaction, readers: Sequence[str]) -> list[Ahead]:
    last = await journal.last_id(tx)
    known = dict[int, tuple[frozenset[str], int]]()
    found = [cursor for cursor in await cursors.list_all(tx) if cursor.plugin in readers]
    for place in {cursor.event_id for cursor in found}:
        news = await journal.list_kinds(tx, place, limit=LOOKED_AT)
        known[place] = frozenset(one.kind for one in news), news[-1].id if len(news) == LOOKED_AT else last
    return [Ahead(cursor, *known[cursor.event_id]) for cursor in found]


async def _pass(tx: Transaction, passed: Sequence[tuple[Ahead, str]]) -> None:
    for one, name in passed:
        await cursors.move(tx, name, was=one.cursor.event_id, to=one.end)
