"""What happened since, as plugins see it: read once for all dispatchers that have come as far."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field

from chatbot.services import facts
from chatbot.services.facts import Fact
from store.database import Database

Place = tuple[int, int]
"""Behind which event, and how many at most."""


@dataclass(slots=True)
class News:
    """Kept until something is committed, since what a ticket is by now is a part of it."""

    database: Database
    _commits: int = -1
    _reading: dict[Place, "asyncio.Task[Sequence[Fact]]"] = field(
        default_factory=dict[Place, "asyncio.Task[Sequence[Fact]]"]
    )

    async def after(self, event_id: int, limit: int) -> Sequence[Fact]:
        if self._commits != self.database.commits:
            self._commits = self.database.commits
            self._reading = {}
        place = (event_id, limit)
        if place not in self._reading:
            self._reading[place] = asyncio.create_task(self._read(*place))
        return await asyncio.shield(self._reading[place])  # of those who wait for it one may be ended

    async def _read(self, event_id: int, limit: int) -> Sequence[Fact]:
        try:
            return await self.database.read(facts.list_facts, event_id, limit)
        except BaseException:
            self._reading.pop((event_id, limit), None)  # who comes next tries again
            raise
