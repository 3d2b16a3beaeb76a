"""Tells admins at once, past the outbox, when nothing can be written: a full disk can't hold a notice either."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from chatbot.desk.clock import Clock
from chatbot.desk.mishaps import mishap
from chatbot.wire import Private, Reply, Wire
from store import members
from store.database import Database, Transaction
from store.failures import StoreFailed

log = logging.getLogger("dibs.siren")

BETWEEN = timedelta(minutes=10)


@dataclass(slots=True)
class Siren:
    database: Database
    clock: Clock
    wires: Mapping[str, Wire]
    _last: datetime | None = field(default=None)

    async def sound(self, text: str) -> None:
        """At most once in ten minutes. Never raises because the database fails: that is what it is for."""
        now, before = self.clock.now(), self._last
        if before is not None and abs(now - before) < BETWEEN:
            return
        self._last = now  # at once, so that of several at the same time one sounds
        if not await self._tell(text):
            self._last = before

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


async def _addresses(tx: Transaction) -> list[tuple[str, str]]:
    return [
        (identity.network, identity.value)
        for admin in await members.list_admins(tx)
        for identity in await members.list_identities(tx, admin.id)
    ]
