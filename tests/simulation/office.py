"""All of dibs except its sockets and its own pace: every part is stepped until nothing moves, then the clock is set."""

from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import cast

from msgspec.structs import replace

from chatbot.app import App, load_plugins, open_desk
from chatbot.app.opening import ALARMS
from chatbot.desk.desk import Desk
from chatbot.irc.link import Link
from chatbot.services import alarms
from chatbot.services.dispatcher import Dispatcher
from chatbot.services.greeter import Greeter
from chatbot.services.plugins import plugin_of
from chatbot.services.presence import Presence
from chatbot.services.sender import Sender
from chatbot.services.timekeeper import Timekeeper
from chatbot.wire import Channel, Message, Principal, Private, Seen
from store import outbox, timers
from tests.furnishing import RoleOf, config_of
from tests.house import PLUGINS
from tests.people import NETWORK, FakeClock
from tests.simulation.wire import TapeWire


@dataclass(frozen=True, slots=True)
class Office:
    app: App
    wire: TapeWire
    clock: FakeClock
    timekeeper: Timekeeper
    dispatchers: tuple[Dispatcher, ...]

    @property
    def desk(self) -> Desk:
        return self.app.desk

    @property
    def _sender(self) -> Sender:
        return self.app.senders[NETWORK]

    @property
    def _greeter(self) -> Greeter:
        return self.app.greeters[NETWORK]

    async def hears(self, who: Principal, where: str, text: str) -> bool:
        """Somebody says that in a channel, or (`where` empty) to dibs alone; False if the link is down."""
        if not self.wire.up:
            return False
        now = self.clock.now()
        audience = Channel(NETWORK, where) if where else Private(NETWORK, who.nick)
        if where:
            self.wire.speaks(where, who.key, now)
        for reply in await self.app.commander.answer(Message(who, audience, text, now, ("dibs",))):
            await self.wire.reply(reply)
        if who.account is not None:
            await self._greeter.greet(Seen(NETWORK, who.key, who.nick, now, spoke=True))
        return True

    async def enters(self, nick: str, channels: tuple[str, ...]) -> None:
        self.wire.enters(nick, channels)
        await self._greeter.greet(Seen(NETWORK, nick, nick, self.clock.now()))

    async def settle(self) -> None:
        """Until there is nothing more to do at this moment."""
        while await self._step():
            pass

    async def _step(self) -> bool:
        moved = await self.timekeeper.step()
        for dispatcher in self.dispatchers:
            moved |= await dispatcher.step()
        return (self.wire.up and await self._sender.step()) or moved

    async def next_moment(self) -> datetime | None:
        """When something falls due by itself."""
        timer = await self.desk.database.read(timers.next_one)
        notice = await self.desk.database.read(outbox.next_due_at, NETWORK) if self.wire.up else None
        found = (timer.due_at if timer else None, notice)
        return min((moment for moment in found if moment), default=None)


@asynccontextmanager
async def opened(folder: Path, roles: Mapping[str, RoleOf], clock: FakeClock) -> AsyncGenerator[Office]:
    config = config_of(folder, NETWORK, list(roles.values()), PLUGINS, settings={}, desk={})
    desk = await open_desk(config, clock)
    desk.settings = replace(desk.settings, networks=(NETWORK,))
    try:
        yield _furnished(App(config, desk, load_plugins(config)), clock)
    finally:
        await desk.database.close()


def _furnished(app: App, clock: FakeClock) -> Office:
    wire = TapeWire(clock=clock)
    app.links[NETWORK] = cast("Link", wire)
    app.senders[NETWORK] = Sender(app.desk, wire)
    app.greeters[NETWORK] = Greeter(app.desk, wire, believes=False)
    presence = Presence({NETWORK: wire})
    plugins = [*app.plugins, plugin_of(alarms, ALARMS, {})]
    dispatchers = tuple(Dispatcher(plugin, app.desk, presence, news=app.news) for plugin in plugins)
    return Office(app, wire, clock, Timekeeper(app.desk), dispatchers)
