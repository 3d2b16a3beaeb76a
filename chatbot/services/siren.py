"""Tells admins at once, past the outbox, when nothing can be written: a full disk can't hold a notice either. Where it
lasts, the channels of the roles hear it, once; and all hear when it is over."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from chatbot.desk.clock import Clock
from chatbot.desk.durations import format_duration
from chatbot.desk.mishaps import mishap
from chatbot.services.waiting import Bell
from chatbot.wire import Channel, Private, Reply, Wire
from store import desks, members, roles
from store.database import Closed, Database, Transaction
from store.failures import Damaged, StoreFailed, remedy_of

log = logging.getLogger("dibs.siren")

BETWEEN = timedelta(minutes=10)
AGAIN = timedelta(seconds=5)
"""Until it is looked again whether something can be written."""

FAILS = "dibs can't save just now: {}. What is there can be read; nothing can be changed until I say so here."
DAMAGED = "dibs's database is damaged: what I answer may be wrong, and what you ask may fail. Admins are told."
WELL = "dibs saves again, after {}. What was refused meanwhile wasn't done: say it again."


@dataclass(slots=True)
class Siren:
    database: Database
    clock: Clock
    wires: Mapping[str, Wire]
    _last: datetime | None = field(default=None)
    _aloud: datetime | None = field(default=None)
    _damaged: bool = False
    _told_damaged: bool = False
    _doubts: Bell = field(default_factory=Bell)
    _channels: list[Channel] = field(default_factory=list[Channel])
    """As they were when they could be read last."""

    async def sound(self, text: str, error: StoreFailed | None = None) -> None:
        """At most once in ten minutes. Never raises because the database fails: that is what it is for."""
        self.doubt(error)
        now, before = self.clock.now(), self._last
        if before is not None and abs(now - before) < BETWEEN:
            return
        self._last = now  # at once, so that of several at the same time one sounds
        if not await self._tell(text):
            self._last = before

    def doubt(self, error: StoreFailed | None = None) -> None:
        """Something could not be written, or read: `run` looks whether that lasts."""
        self._damaged = self._damaged or isinstance(error, Damaged)
        self._doubts.ring()

    async def run(self) -> None:
        """For ever."""
        await self._look_up()
        rung = 0
        while True:
            await self._doubts.rung_after(rung)
            rung = self._doubts.count
            if self._damaged and not self._told_damaged:
                await self._stays_damaged()
            if failed := await self._failure():
                await self._lasts(failed)

    async def _stays_damaged(self) -> None:
        """What is kept of it in memory may be written to still; it doesn't mend itself."""
        self._told_damaged = True
        log.error("the database file is damaged. Stop dibs. %s", remedy_of(Damaged))
        await self._look_up()
        await self._say(DAMAGED)
        await self._tell(f"The database file is damaged. Stop dibs. {remedy_of(Damaged)}")

    async def _lasts(self, failed: StoreFailed) -> None:
        """Returns when it is over. One that comes and goes is told once in ten minutes."""
        began = self.clock.now()
        cause = failed.cause or str(failed)
        log.error("nothing can be saved: %s. %s", cause, remedy_of(type(failed)))
        await self._look_up()
        aloud = self._aloud is None or abs(began - self._aloud) >= BETWEEN
        if aloud:
            self._aloud = began
            await self._say(FAILS.format(cause))
        while await self._failure():
            await self.clock.sleep_until(self.clock.now() + AGAIN)
        lasted = format_duration(max(self.clock.now() - began, timedelta(seconds=1)))
        log.warning("everything is saved again, after %s", lasted)
        if aloud:
            await self._say(WELL.format(lasted))
            await self._tell(WELL.format(lasted))

    async def _failure(self) -> StoreFailed | None:
        try:
            await self.database.write(desks.try_room)
        except Closed:
            raise
        except StoreFailed as error:
            return error
        return None

    async def _look_up(self) -> None:
        try:
            self._channels = await self.database.read(_channels)
        except StoreFailed as error:
            mishap(log, "which channels there are can't be read", error)

    async def _say(self, text: str) -> None:
        for channel in self._channels:
            if channel.network in self.wires:
                await self.wires[channel.network].reply(Reply(channel, (text,)))

    async def _tell(self, text: str) -> bool:
        """False if no admin is there to hear it."""
        try:
            addresses = await self.database.read(_addresses)
        except StoreFailed as error:
            mishap(log, f"admins could not be told: {text}", error)
            return True
        heard = False
        for network, key in addresses:
            wire = self.wires.get(network)
            for nick in wire.nicks(key)[:1] if wire else ():
                await self.wires[network].reply(Reply(Private(network, nick), (text,)))
                heard = True
        return heard


async def _channels(tx: Transaction) -> list[Channel]:
    found = [Channel(role.network, role.channel) for role in await roles.list_all(tx) if role.network and role.channel]
    return list(dict.fromkeys(found))


async def _addresses(tx: Transaction) -> list[tuple[str, str]]:
    return [
        (identity.network, identity.value)
        for admin in await members.list_admins(tx)
        for identity in await members.list_identities(tx, admin.id)
    ]
