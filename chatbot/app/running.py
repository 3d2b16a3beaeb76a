"""Runs the parts: links, senders, plugins and loops, from the start to a clean end."""

import asyncio
import contextlib
import logging
from collections.abc import AsyncGenerator, Coroutine, Sequence
from dataclasses import dataclass, field
from typing import Any

from chatbot.app.opening import ALARMS, command_table
from chatbot.app.seen import logins_on, rings_on, seen_as_on, services_on, wearer_on
from chatbot.commands.answer import Commander
from chatbot.commands.answering import to_a_question
from chatbot.commands.gate import Guarded
from chatbot.commands.secrecy import spilling_on
from chatbot.config import EMBEDDED, Config
from chatbot.config.parts import embedded_link, link_settings
from chatbot.desk.claiming import overheard
from chatbot.desk.desk import Desk
from chatbot.irc.embedded import EmbeddedServer
from chatbot.irc.link import Link
from chatbot.irc.settings import LinkSettings, Timings
from chatbot.services import alarms, plugins
from chatbot.services.channels import Channels, offers_in
from chatbot.services.dispatcher import Dispatcher
from chatbot.services.greeter import Greeter
from chatbot.services.inbox import Inbox
from chatbot.services.janitor import Janitor
from chatbot.services.pending import pending
from chatbot.services.plugins import Plugin
from chatbot.services.presence import Presence
from chatbot.services.secured import Secured
from chatbot.services.sender import Sender
from chatbot.services.shut import Shut
from chatbot.services.siren import Siren
from chatbot.services.supervisor import Supervisor
from chatbot.services.timekeeper import Timekeeper
from chatbot.wire import Channel, Message, Seen, Wire
from store import members

log = logging.getLogger("dibs.app")

DRAIN = 1.2
"""Seconds that a clean end gives to what is still to be answered, and again to what is still to be said."""

GOODBYE = "dibs ends. What isn't said yet will be when it is back."


@dataclass(slots=True)
class App:
    """`links`, `senders` and `greeters` are by network."""

    config: Config
    desk: Desk
    plugins: Sequence[Plugin]
    timings: Timings = field(default_factory=Timings)
    links: dict[str, Link] = field(default_factory=dict[str, Link])
    senders: dict[str, Sender] = field(default_factory=dict[str, Sender])
    greeters: dict[str, Greeter] = field(default_factory=dict[str, Greeter])
    supervisor: Supervisor = field(default_factory=Supervisor)
    embedded: EmbeddedServer | None = None
    inbox: Inbox = field(init=False)
    shut: Shut = field(init=False)
    commander: Commander = field(init=False)

    def __post_init__(self) -> None:
        self.inbox = Inbox(self._handle)
        self.shut = Shut(self.desk)
        self.commander = Commander(
            self.desk,
            command_table(),
            prefix=self.config.desk.prefix,
            takes_here=self._takes_here,
            wearer=wearer_on(self.links),
            rings=rings_on(self.links),
            services=services_on(self.links),
            logins=logins_on(self.links),
            seen_as=seen_as_on(self.links),
            alarm=Siren(self.desk.database, self.desk.clock, self.links).sound,
            overheard=lambda message: overheard(self.desk, message.audience, message.text),
            questions=lambda message: to_a_question(self.desk, message),
            spilled=spilling_on(self.desk),
            gate=Guarded(self.desk),
        )

    async def start(self) -> None:
        """Start everything; returns when it runs, which isn't yet when the links are up."""
        if self.config.embedded_runs:
            await self._start_embedded()
        for settings in link_settings(self.config):
            self.add_link(settings)
        await self._renew_code()
        self._start_services()

    def status(self) -> str:
        """In a line, for whoever looks from outside: which networks it is on, and which not."""
        return ", ".join(f"{name} {'up' if link.up else 'down'}" for name, link in self.links.items())

    async def up(self) -> None:
        """Until every link is up."""
        await asyncio.gather(*[link.ready.wait() for link in self.links.values()])

    async def stop(self) -> None:
        """Stop input, finish what was taken in, say what can be said, QUIT; under 5 seconds in all."""
        await _at_most(DRAIN, self.inbox.drain())
        await self.supervisor.stop("timekeeper", "janitor", "channels")
        await _at_most(DRAIN, self.all_said())
        await self.supervisor.stop(*[name for name in self.supervisor.names if not name.startswith(("link ", "embed"))])
        await asyncio.gather(*[link.quit(GOODBYE) for link in self.links.values()])
        await self.supervisor.stop()
        if self.embedded is not None:
            await self.embedded.stop()

    def add_link(self, settings: LinkSettings) -> None:
        """One network, with the sender and the greeter that belong to it."""
        name = settings.network

        def sender_up() -> None:
            self.senders[name].woken.ring()

        def gone(mask: str) -> None:
            self.greeters[name].gone(mask)

        def moved(mask: str, new: str) -> None:
            self.greeters[name].moved(mask, new)

        def shut(channel: str, numeric: str) -> None:
            self.shut.put(name, channel, numeric)

        link = Link(
            settings,
            on_message=self.inbox.put,
            on_seen=self._seen,
            on_gone=gone,
            on_moved=moved,
            on_up=sender_up,
            on_shut=shut,
            timings=self.timings,
            policies=Secured(self.desk.database, self.desk.clock),
            now=self.desk.clock.now,
        )
        self.links[name] = link
        self.senders[name] = Sender(self.desk, link, prefix=self.config.desk.prefix)
        self.greeters[name] = Greeter(self.desk, link, self.senders[name], believes=settings.believed)

    def _seen(self, seen: Seen) -> None:
        self.greeters[seen.network].put(seen)

    async def _start_embedded(self) -> None:
        self.embedded = EmbeddedServer(self.config.embedded.ports)
        port = await self.embedded.start()
        self.add_link(embedded_link(self.config, port))
        self.supervisor.start("embedded server", self._keep_embedded)

    async def _keep_embedded(self) -> None:
        """The links know the port by now, so a server that died comes back on the same one."""
        assert self.embedded is not None, "started before it is kept"
        if self.embedded.pid is None:
            await self.embedded.start()
        if self.embedded.port is not None:
            self.embedded.ports = (self.embedded.port,)
        code = await self.embedded.wait()
        raise RuntimeError(f"the embedded server ended with {code}")

    def _start_services(self) -> None:
        wires: dict[str, Wire] = {**self.links}
        presence = Presence(wires)
        for plugin in self._all_plugins():
            self.supervisor.start(f"plugin {plugin.name}", Dispatcher(plugin, self.desk, presence).run)
        self.supervisor.start("timekeeper", Timekeeper(self.desk).run)
        self.supervisor.start("janitor", Janitor(self.desk).run)
        self.supervisor.start("channels", Channels(self.desk, wires).run)
        self.supervisor.start("shut", self.shut.run)
        for name, link in self.links.items():
            self.supervisor.start(f"sender {name}", self.senders[name].run)
            self.supervisor.start(f"greeter {name}", self.greeters[name].run)
            self.supervisor.start(f"link {name}", link.run)

    def _all_plugins(self) -> list[Plugin]:
        return [*self.plugins, plugins.plugin_of(alarms, ALARMS, {})]

    async def _handle(self, message: Message) -> None:
        who = message.principal
        for reply in await self.commander.answer(message):
            await self.links[who.network].reply(reply)
        now = self.links[who.network].logins.latest(who)
        self.greeters[who.network].put(Seen(who.network, now.key, who.nick, message.at, spoke=True))

    async def all_said(self) -> None:
        """Until the plugins have read the journal, and nothing is due that a link could say."""
        names = [plugin.name for plugin in self._all_plugins()]
        while True:
            commits, now = self.desk.database.commits, self.desk.clock.now()
            networks = [name for name, link in self.links.items() if link.up]
            if not await self.desk.database.read(pending, names, networks, now):
                return
            await self.desk.database.changed(commits)

    async def _takes_here(self, channel: Channel) -> bool:
        """In a role's channel, and where tickets were offered before the role moved."""
        return await self.desk.database.read(offers_in, channel)

    async def _renew_code(self) -> None:
        """Where nobody is an admin yet, or where nicks are believed anyway, the terminal shows a code."""
        admins = await self.desk.database.read(members.list_admins)
        if not admins or EMBEDDED in self.links:
            self.desk.codes.renew(self.desk.clock.now())


async def _at_most(seconds: float, work: Coroutine[Any, Any, None]) -> None:
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(work, seconds)


@contextlib.asynccontextmanager
async def serve(app: App) -> AsyncGenerator[App]:
    """The app, running; ended cleanly whatever happens in between."""
    try:
        await app.start()
        yield app
    finally:
        await app.stop()
        await app.desk.database.close()
