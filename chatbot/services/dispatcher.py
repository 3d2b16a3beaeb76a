"""Reads the journal for one plugin, with a durable cursor, and puts what the plugin says into the outbox.

The notices and the move of the cursor share a transaction, so a restart goes on exactly where the last run stopped.
"""

import logging
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass, field
from typing import Any

from msgspec.structs import replace

from chatbot.desk.clock import Clock
from chatbot.desk.desk import NOBODY, Desk
from chatbot.desk.mishaps import mishap
from chatbot.plugin import Notice
from chatbot.services import queueing, recipients
from chatbot.services.facts import Fact
from chatbot.services.news import News
from chatbot.services.plugins import Plugin
from chatbot.services.presence import Presence
from chatbot.services.queueing import Spoken
from chatbot.services.retrying import again_or_never, rests
from chatbot.services.waiting import first_of, unwatched
from store import cursors, journal
from store.cursors import Cursor
from store.database import Database, Transaction

log = logging.getLogger("dibs.dispatcher")

BATCH = 100


@dataclass(slots=True)
class Dispatcher:
    plugin: Plugin
    desk: Desk
    presence: Presence
    beat: Callable[[], None] = unwatched
    news: News = field(kw_only=True)
    resting: bool = False
    _failing: bool = False
    """Whether the event that comes next has failed, so that there may be a moment to try it again."""

    @property
    def database(self) -> Database:
        return self.desk.database

    @property
    def clock(self) -> Clock:
        return self.desk.clock

    async def run(self) -> None:
        """For ever: each time that there is something for it to read."""
        await self.database.write(begin, self.plugin.name)
        bell = self.news.reader(self.plugin.name, self.plugin.handlers.keys()).bell
        while True:
            self.resting = False
            self.beat()
            rings = bell.count
            await self.step()
            self.resting = True
            await self._rest(bell.rung_after(rings))  # which it has, where there is more

    async def step(self) -> bool:
        """Handle the next events; False if there are none, or none may be tried yet."""
        cursor = await self.database.glance(cursors.get, self.plugin.name)
        assert cursor is not None, "made when the dispatcher started"
        found = await self.news.after(cursor.event_id, 1 if cursor.failures else BATCH)
        if not found:
            return await self._pass_over(cursor)
        if rests(cursor, self.clock.now()):
            self._failing = True
            return False
        done, spoken, error = self._react(found)
        if done or error is None:
            resolved = await self._resolve(spoken)
            await self.database.write(self._put, cursor, found[len(done) - 1], resolved)
        self._failing = bool(cursor.failures) or error is not None
        if error is not None:
            at = replace(cursor, event_id=done[-1].row.id, failures=0) if done else cursor
            await self._failed(at, found[len(done)], error)
        return True

    async def _pass_over(self, cursor: Cursor) -> bool:
        """What isn't read lies behind it all the same: else it would be looked through again and again."""
        end = await self.database.glance(journal.last_before_news, cursor.event_id)
        if end <= cursor.event_id:
            return False
        return bool(await self.database.write(cursors.move, self.plugin.name, was=cursor.event_id, to=end))

    def _react(self, found: Sequence[Fact]) -> tuple[list[Fact], list[tuple[Fact, Notice]], BaseException | None]:
        done: list[Fact] = []
        spoken: list[tuple[Fact, Notice]] = []
        for fact in found:
            try:
                said = self.plugin.react(fact.event)
            except (Exception, SystemExit) as error:  # noqa: BLE001 - a plugin that fails hurts only itself
                return done, spoken, error
            spoken += [(fact, notice) for notice in said]
            done.append(fact)
        return done, spoken, None

    async def _resolve(self, spoken: Sequence[tuple[Fact, Notice]]) -> list[Spoken]:
        if not spoken:
            return []
        found = await self.database.glance(_recipients, spoken)
        now = self.clock.now()
        return [
            replace(one, to=replace(one.to, network=self.presence.network_of(one.to) or one.to.network))
            for one in found
            if one.to.target != "member" or self.presence.misses(one.to, now)
        ]

    async def _put(self, tx: Transaction, cursor: Cursor, last: Fact, spoken: Sequence[Spoken]) -> None:
        """All or nothing; nothing if another dispatcher has read on, or what was read has been erased by now: it is
        read anew then, else the outbox would hold a redacted word again, and say it."""
        if spoken and await journal.was_erased_after(tx, last.known):
            return
        if not await cursors.move(tx, self.plugin.name, was=cursor.event_id, to=last.row.id):
            return
        await queueing.add_all(tx, self.plugin.name, spoken, self.clock.now())

    async def _failed(self, cursor: Cursor, fact: Fact, error: BaseException) -> None:
        mishap(log, f"plugin {self.plugin.name} failed at event {fact.row.id} ({fact.row.kind})", error)
        await again_or_never(self.desk, NOBODY, cursor, fact.row.id, error)

    async def _rest(self, rung: Coroutine[Any, Any, object]) -> None:
        cursor = await self.database.glance(cursors.get, self.plugin.name) if self._failing else None
        waits = [rung]
        if cursor and cursor.retry_at:  # perhaps past by now: then there is no sleep, since no commit need come
            waits.append(self.clock.sleep_until(cursor.retry_at))
        await first_of(*waits)


async def begin(tx: Transaction, plugin: str) -> None:
    """A new plugin starts at the end of the journal."""
    await cursors.add(tx, plugin, await journal.last_id(tx))


async def _recipients(tx: Transaction, spoken: Sequence[tuple[Fact, Notice]]) -> list[Spoken]:
    """Who is meant by several notices of one event, as its reporter and as its owner, is told the first alone."""
    first: dict[tuple[int, int], Notice] = {}
    found = [
        Spoken(fact, notice, one) for fact, notice in spoken for one in await recipients.resolve(tx, fact.row, notice)
    ]
    return [
        one
        for one in found
        if one.to.member_id is None
        or first.setdefault((one.fact.row.id, one.to.member_id), one.notice).to == one.notice.to
    ]
