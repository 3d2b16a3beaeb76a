"""Tells admins at once, past the outbox, when nothing can be written: a full disk can't hold a notice either."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from chatbot.desk.clock import Clock
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
        now = self.clock.now()
        if self._last is not None and now - self._last < BETWEEN:
            return
        self._last = now
        try:
            addresses = await self.database.read(_addresses)
        except StoreFailed:
            log.exception("admins could not be told: %s", text)
            return
        for network, key in addresses:
            wire = self.wires.get(network)
            for nick in wire.nicks(key)[:1] if wire else ():
                await self.wires[network].reply(Reply(Private(network, nick), (text,)))


async def _addresses(tx: Transaction) -> list[tuple[str, str]]:
    return [
        (identity.network, identity.value)
        for admin in await members.list_admins(tx)
        for identity in await members.list_identities(tx, admin.id)
    ]
