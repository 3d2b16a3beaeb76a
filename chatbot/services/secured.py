"""What servers asked for by STS, on the disk: it must hold after a restart, too."""

from datetime import timedelta

from msgspec import Struct

from chatbot.desk.clock import Clock
from store import secured
from store.database import Database, Transaction


class Secured(Struct, frozen=True):
    """`chatbot.irc.sts.Policies` for the links of a desk."""

    database: Database
    clock: Clock

    async def port(self, host: str) -> int | None:
        async def read(tx: Transaction) -> int | None:
            return await secured.port_of(tx, host.lower(), now=self.clock.now())

        return await self.database.read(read)

    async def keep(self, host: str, port: int, duration: timedelta) -> None:
        async def write(tx: Transaction) -> int:
            if not duration:
                return await secured.drop(tx, host.lower())
            return await secured.put(tx, host.lower(), port=port, expires_at=self.clock.now() + duration)

        await self.database.write(write)
