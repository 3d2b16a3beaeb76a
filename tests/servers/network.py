"""InspIRCd and Atheme as one network, with accounts."""

import asyncio
from collections.abc import AsyncGenerator, Iterable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass

from tests.client import IrcClient
from tests.servers.atheme import Atheme, offers_sasl, register_account
from tests.servers.inspircd import Inspircd
from tests.waiting import until

ACCOUNTS = ("alice", "bob", "charlie", "dave", "mallory", "dibs", "matterbridge")


@dataclass(frozen=True, slots=True)
class ServicesNetwork:
    """`accounts` are names with their passwords; they outlive all killing."""

    ircd: Inspircd
    services: Atheme
    accounts: Mapping[str, str]

    @property
    def host(self) -> str:
        return self.ircd.host

    @property
    def port(self) -> int:
        return self.ircd.port

    def log_text(self) -> str:
        return self.ircd.log_text() + self.services.log_text()

    async def login(self, account: str, nick: str | None = None, caps: Iterable[str] = ()) -> IrcClient:
        """A client logged in to that account, under the account's name if no nick is given."""
        password = self.accounts[account]
        return await IrcClient.connect(
            self.host, self.port, nick or account, account=account, password=password, caps=caps
        )

    async def release(self, account: str) -> None:
        """Let the account's nick be worn again, which the services keep for a while from whoever they took it from."""
        async with await self.login(account, nick=f"{account}-asks") as owner:
            await owner.say("NickServ", f"RELEASE {account}")
            await owner.hears(".", from_nick="NickServ")

    async def kill_services(self) -> None:
        """Return when the network has noticed: no account can be logged in to."""
        self.services.kill()
        await until("services gone", self._without_services)

    async def start_services(self) -> None:
        await self.services.start()

    def kill(self) -> None:
        """The IRC server alone; the services look for it once a second."""
        self.ircd.kill()

    async def start(self) -> None:
        """The IRC server again, on the same port; return when services that run are linked again."""
        await self.ircd.start()
        if self.services.running:
            await until("services linked again", self.services.ready)

    async def restore(self) -> None:
        """Bring back what a test killed."""
        if not self.ircd.running:
            await self.start()
        if not self.services.running:
            await self.start_services()

    async def _without_services(self) -> bool:
        return not await offers_sasl(self.ircd)


@asynccontextmanager
async def services_network(
    names: Iterable[str] = ACCOUNTS, *, flood_limits: bool = False
) -> AsyncGenerator[ServicesNetwork]:
    """Ready with these accounts, each with the password `<name>-password`."""
    accounts = {name: f"{name}-password" for name in names}
    async with Inspircd(flood_limits=flood_limits) as ircd, Atheme(ircd) as services:
        await asyncio.gather(*(register_account(ircd, name, password) for name, password in accounts.items()))
        await services.save(*accounts)
        yield ServicesNetwork(ircd, services, accounts)
