"""One desk on two networks with accounts, each a real server with services."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from msgspec.structs import replace

from chatbot.app import App, load_plugins, open_desk
from chatbot.desk.clock import WallClock
from chatbot.desk.codes import AdminCodes
from tests.client import IrcClient
from tests.furnishing import RoleOf, config_of, link_of
from tests.house import PLUGINS, SHORT
from tests.servers.network import ServicesNetwork
from tests.waiting import until

ONE, TWO = "one", "two"


@dataclass(slots=True)
class TwoNetworks:
    app: App
    servers: dict[str, ServicesNetwork]
    _clients: list[IrcClient] = field(default_factory=list[IrcClient])

    async def enter(self, network: str, account: str, *channels: str) -> IrcClient:
        """Logged in, in these channels, and seen there by dibs."""
        client = await self.servers[network].login(account)
        self._clients.append(client)
        for channel in channels:
            await client.join(channel)
        if channels:
            await until(f"{account} seen", lambda: self._sees(network, account))
        return client

    async def leave(self, client: IrcClient, network: str, account: str) -> None:
        await client.quit()
        await until(f"{account} gone", lambda: self._misses(network, account))

    async def _sees(self, network: str, account: str) -> bool:
        return bool(self.app.links[network].nicks(account))

    async def _misses(self, network: str, account: str) -> bool:
        return not self.app.links[network].nicks(account)

    async def quiet(self) -> None:
        """Until all who came or spoke are seen to, and nothing is left to say that could be said now."""
        await until("all seen", lambda: not any(one.waiting for one in self.app.greeters.values()))
        await self.app.all_said()

    async def close(self) -> None:
        for client in self._clients:
            await client.quit()


@asynccontextmanager
async def two_networks(one: ServicesNetwork, two: ServicesNetwork, folder: Path) -> AsyncGenerator[TwoNetworks]:
    """bob of the first is in ops, whose channel is #ops there; carol's role web has the #ops of the second."""
    config = config_of(folder, ONE, [RoleOf("ops", "#ops", (), open=True)], PLUGINS, settings={}, desk={})
    desk = await open_desk(config, WallClock(), AdminCodes())
    desk.settings = replace(desk.settings, networks=(ONE, TWO))
    app = App(config, desk, load_plugins(config), timings=SHORT)
    for name, server in ((ONE, one), (TWO, two)):
        app.networks.add(link_of(server.port, name, False, "fast", ("#desk", "#ops")))
    there = TwoNetworks(app, {ONE: one, TWO: two})
    try:
        await app.start()
        await app.up()
        yield there
    finally:
        await there.close()
        await app.stop()
        await desk.database.close()
