"""Runs the parts: links, senders, plugins and loops, from the start to a clean end."""

import asyncio
import contextlib
import logging
from collections.abc import AsyncGenerator, Coroutine, Sequence
from dataclasses import dataclass, field
from typing import Any

from chatbot.app import embedding, loops
from chatbot.app.networks import Networks
from chatbot.app.opening import ALARMS, command_table, drop_cursors
from chatbot.app.seen import around
from chatbot.commands import quoting
from chatbot.commands.answer import Commander
from chatbot.commands.answering import to_a_question
from chatbot.commands.around import Reloads, nowhere
from chatbot.commands.dictating import Dictating
from chatbot.commands.gate import Guarded
from chatbot.commands.overhearing import overheard
from chatbot.commands.parse import Call
from chatbot.commands.quotes import Quotes
from chatbot.commands.secrecy import spilling_on
from chatbot.config import EMBEDDED, Config
from chatbot.config.parts import link_settings
from chatbot.desk import services
from chatbot.desk.act import Caller
from chatbot.desk.desk import Desk
from chatbot.desk.mishaps import mishap
from chatbot.desk.refused import Refused
from chatbot.desk.reloading import Reloaded
from chatbot.irc.embedded import EmbeddedServer
from chatbot.irc.link import Link
from chatbot.irc.settings import Timings
from chatbot.services import alarms, plugins
from chatbot.services.channels import offers_in
from chatbot.services.codes import Code
from chatbot.services.greeter import Greeter
from chatbot.services.inbox import Inbox
from chatbot.services.news import News
from chatbot.services.pending import pending
from chatbot.services.plugins import Plugin
from chatbot.services.quoter import Quoter
from chatbot.services.sender import Sender
from chatbot.services.shut import Shut
from chatbot.services.siren import Siren
from chatbot.services.supervisor import Supervisor
from chatbot.services.switchboard import Switchboard
from chatbot.wire import Channel, Message, Reply, Seen
from store import members, stays
from store.failures import StoreFailed

log = logging.getLogger("dibs.app")

DRAIN = 1.2
"""Seconds that a clean end gives to what is still to be answered, and again to what is still to be said."""

GOODBYE = "dibs ends. What isn't said yet will be when it is back."


@dataclass(slots=True)
class App:
    config: Config
    desk: Desk
    plugins: Sequence[Plugin]
    timings: Timings = field(default_factory=Timings)
    embedded: EmbeddedServer | None = None
    reload: Reloads = nowhere
    changing: asyncio.Lock = field(default_factory=asyncio.Lock)
    """Held while another configuration is put in force, and for good once dibs ends."""
    stopping: bool = False
    supervisor: Supervisor = field(init=False)
    inbox: Inbox = field(init=False)
    networks: Networks = field(init=False)
    commander: Commander = field(init=False)
    siren: Siren = field(init=False)
    switchboard: Switchboard = field(init=False)
    quotes: Quotes = field(init=False)
    news: News = field(init=False)
    _dictating: Dictating = field(init=False)

    def __post_init__(self) -> None:
        self.supervisor = Supervisor(self.desk.clock.now)
        self.news = News(self.desk.database)
        self.inbox = Inbox(self._handle)
        self.switchboard = Switchboard(self.desk, self.supervisor, codes_of(self.plugins))
        self.networks = Networks(
            self.desk, self.supervisor, Shut(self.desk), self.inbox.put, self.timings, self.config.desk.prefix
        )
        gate, self.quotes = Guarded(self.desk), Quotes(self.desk)
        self._dictating = Dictating(self.desk, gate)
        self.siren = Siren(self.desk.database, self.desk.clock, self.links)
        self.commander = Commander(
            self.desk,
            command_table(),
            prefix=self.config.desk.prefix,
            takes_here=self._takes_here,
            around=around(self.links, self._reload, self._restart, self.quotes),
            alarm=self.siren.sound,
            overheard=lambda message: overheard(self.desk, message.audience, message.text),
            questions=lambda message: to_a_question(self.desk, message),
            spilled=spilling_on(self.desk),
            gate=gate,
            talk=self._talked,
        )

    @property
    def links(self) -> dict[str, Link]:
        """By network."""
        return self.networks.links

    @property
    def senders(self) -> dict[str, Sender]:
        return self.networks.senders

    @property
    def greeters(self) -> dict[str, Greeter]:
        return self.networks.greeters

    async def start(self) -> None:
        """Start everything; returns when it runs, which isn't yet when the links are up."""
        if self.config.embedded_runs:
            self.embedded, settings = await embedding.start(self.config, self.supervisor)
            self.networks.add(settings)
        for settings in link_settings(self.config):
            self.networks.add(settings)
        await self.renew_code()
        await self._start_services()

    def status(self) -> str:
        """In a line, for whoever looks from outside: which networks it is on, and which not."""
        return ", ".join(f"{name} {'up' if link.up else 'down'}" for name, link in self.links.items())

    async def up(self) -> None:
        """Until every link is up."""
        await asyncio.gather(*[link.ready.wait() for link in self.links.values()])

    async def stop(self) -> None:
        """Stop input, finish what was taken in, say what can be said, QUIT; under 5 seconds in all."""
        self.stopping = True
        await _at_most(DRAIN, self._settled())
        await self.supervisor.stop("timekeeper", "janitor", "finisher", "channels")
        await _at_most(DRAIN, self.all_said())
        await self.supervisor.stop(*[name for name in self.supervisor.names if not name.startswith(("link ", "embed"))])
        await self.networks.quit(GOODBYE)
        await self.supervisor.stop()
        if self.embedded is not None:
            await self.embedded.stop()

    def need_to_go_on(self) -> None:
        if self.stopping:
            raise Refused("dibs ends just now. It reads the configuration when it starts again.")

    async def _settled(self) -> None:
        """What was taken in is answered, and no other configuration is about to be put in force."""
        await self.inbox.drain()
        await self.changing.acquire()

    async def _start_services(self) -> None:
        for plugin in self._all_plugins():
            self.start_plugin(plugin)
        await self.switchboard.open()
        await self.forget_others()
        loops.start_metrics(self.supervisor, self.desk, self.config.metrics.host, self.config.metrics.port)
        self.supervisor.start("quoter", Quoter(self.quotes, self.desk.clock, self._go_on).run)
        loops.start(
            self.supervisor,
            self.desk,
            self.links,
            switchboard=self.switchboard,
            shut=self.networks.shut,
            news=self.news,
            siren=self.siren,
        )
        for name in self.links:
            self.networks.start(name)

    def start_plugin(self, plugin: Plugin) -> None:
        loops.start_plugin(self.supervisor, self.desk, self.links, plugin, self.news)

    async def put_plugins(self, plugins: Sequence[Plugin]) -> None:
        """As they are from now on, and the types: the services follow. What reads the journal is started one by one."""
        await self.switchboard.renew(codes_of(plugins))
        self.plugins = plugins

    async def forget_others(self) -> None:
        """Where plugins and services that aren't here any more had read to."""
        await drop_cursors(self.desk, {*[plugin.name for plugin in self._all_plugins()], *self.switchboard.places})

    def _all_plugins(self) -> list[Plugin]:
        return [*self.plugins, plugins.plugin_of(alarms, ALARMS, {})]

    async def _reload(self, caller: Caller) -> Reloaded:
        return await self.reload(caller)

    async def _restart(self, caller: Caller, name: str) -> str:
        """Nothing is waited for at its end, so that the answer goes out first."""
        self.need_to_go_on()
        found = services.need_name(name, self.supervisor.names)
        await self.desk.change(caller, services.note_restart, found)
        self.networks.restart(found)
        return found

    async def _talked(self, message: Message) -> list[Reply]:
        """What is said in a channel to others."""
        if (said := quoting.talked(self.quotes, message)) is not None:
            return said
        await self.quotes.hear(message)
        return await self._dictating.take(message)

    async def _go_on(self, call: Call, message: Message) -> None:
        for reply in await self.commander.go_on(call, message):
            if message.principal.network in self.links:
                await self.links[message.principal.network].reply(reply)

    async def _handle(self, message: Message) -> None:
        who = message.principal
        for reply in await self.commander.answer(message):
            if who.network in self.links:
                await self.links[who.network].reply(reply)
        if who.network in self.links and not who.relay:
            now = self.links[who.network].logins.latest(who)
            self.networks.seen(Seen(who.network, now.key, who.nick, message.at, spoke=True))

    async def all_said(self) -> None:
        """Until the services have seen to their tickets, the plugins have read the journal, and nothing is due that a
        link could say."""
        names = [plugin.name for plugin in self._all_plugins()]
        while True:
            commits, now = self.desk.database.commits, self.desk.clock.now()
            networks = [name for name, link in self.links.items() if link.up]
            busy = await self.desk.database.read(stays.is_anything_todo) or await self.desk.database.read(
                pending, names, networks, now
            )
            if not busy and self.desk.database.commits == commits:  # else there may be what wasn't due by then
                return
            await self.desk.database.changed(commits)

    async def _takes_here(self, channel: Channel) -> bool:
        """In a role's channel, and where tickets were offered before the role moved."""
        return await self.desk.database.glance(offers_in, channel)

    async def renew_code(self) -> None:
        """Where nobody is an admin yet, or where nicks are believed anyway, the terminal shows a code."""
        admins = await self.desk.database.read(members.list_admins)
        if not admins or EMBEDDED in self.links:
            self.desk.codes.renew(self.desk.clock.now())


def codes_of(plugins: Sequence[Plugin]) -> list[Code]:
    return [code for plugin in plugins for code in plugin.codes]


async def _at_most(seconds: float, work: Coroutine[Any, Any, None]) -> None:
    """A database that fails keeps nobody from ending."""
    try:
        async with asyncio.timeout(seconds):
            await work
    except TimeoutError:
        pass
    except StoreFailed as error:
        mishap(log, "the end can't be waited for", error)


@contextlib.asynccontextmanager
async def serve(app: App) -> AsyncGenerator[App]:
    """The app, running; ended cleanly whatever happens in between."""
    try:
        await app.start()
        yield app
    finally:
        try:
            await app.stop()
        finally:  # its threads outlive all else, and a program that has threads doesn't end
            await app.desk.database.close()
