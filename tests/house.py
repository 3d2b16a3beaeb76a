"""The whole of dibs, running in the test's own event loop against a server of the test: real sockets, real database.

The clock is the one edge that may be a fake: `pass_time` then lets each timer fire at its own moment.
"""

import asyncio
import dataclasses
from collections.abc import AsyncGenerator, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from msgspec.structs import fields, replace

from chatbot.app import App, load_plugins, open_desk
from chatbot.app.opening import CODE_LIVES
from chatbot.config import EMBEDDED
from chatbot.config.model import Strength
from chatbot.config.types import Type
from chatbot.desk import members, roles
from chatbot.desk.act import Caller
from chatbot.desk.bounds import Pace, Paces
from chatbot.desk.clock import Clock, WallClock
from chatbot.desk.codes import AdminCodes
from chatbot.desk.desk import Desk
from chatbot.desk.people import Person
from chatbot.desk.refused import Refused
from chatbot.irc.link import Link
from chatbot.irc.settings import Timings, TlsSettings
from chatbot.wire import Private
from store import members as people
from store import outbox, timers
from tests.client import IrcClient
from tests.furnishing import HOST, RoleOf, all_channels, config_of, link_of
from tests.people import FakeClock, add_member, quick_hasher, shell
from tests.waiting import until

ANY = Pace(1_000_000, timedelta(seconds=1))
PATIENT = Paces(*(ANY for _ in fields(Paces)))
SHORT = Timings(first_retry=0.05, longest_retry=0.2, tick=0.05)
PLUGINS = ("announce", "acceptance", "timeouts", "reminders", "watching", "handover", "storms", "resting", "progress")


@dataclass(slots=True)
class House:
    """`codes` are the admin codes that the terminal would have shown, newest last."""

    app: App = field(repr=False)
    port: int
    network: str
    believed: bool
    codes: list[str]
    running: bool = True
    _clients: list[IrcClient] = field(default_factory=list[IrcClient], repr=False)

    @property
    def desk(self) -> Desk:
        return self.app.desk

    @property
    def link(self) -> Link:
        return self.app.links[self.network]

    @property
    def clock(self) -> FakeClock:
        assert isinstance(self.desk.clock, FakeClock), "open the house with a clock that can be moved"
        return self.desk.clock

    async def client(
        self,
        nick: str,
        *,
        channels: Iterable[str] = ("#desk",),
        account: str | None = None,
        password: str | None = None,
        caps: Iterable[str] = (),
        awaited: bool = True,
    ) -> IrcClient:
        """Connected, in these channels, and seen there by dibs unless it isn't `awaited`; leaves with the house."""
        client = await IrcClient.connect(HOST, self.port, nick, account=account, password=password, caps=caps)
        self._clients.append(client)
        for channel in channels:
            await client.join(channel)
        if awaited and channels:
            await until(f"{nick} seen", lambda: self.link.who(nick) is not None)
        if awaited and channels and self.believed:
            await until(f"{nick} introduced", lambda: self._knows(nick))
        return client

    async def _knows(self, nick: str) -> bool:
        seen = self.link.who(nick)
        return bool(seen and await self.desk.look(Caller(seen, Private(self.network, nick)), members.is_known))

    async def member(self, name: str, *, admin: bool = False) -> int:
        """Known, by the account (or the believed nick) of that name; made so if they aren't."""
        found = await self.desk.database.read(people.get_by_name, name)
        return found.id if found else await add_member(self.desk, name, admin=admin, network=self.network)

    async def put_into(self, role: str, name: str) -> None:
        await self.member(name)
        await self.desk.change(shell(), roles.add, role, Person(name, exact=True))

    async def up(self) -> None:
        async with asyncio.timeout(15):
            await self.app.up()

    async def quiet(self) -> None:
        """Until all who came or spoke are seen, the plugins have read all that happened, and nothing is left to say
        that could be said now."""
        await until("all seen", lambda: not any(greeter.waiting for greeter in self.app.greeters.values()))
        async with asyncio.timeout(15):
            await self.app.all_said()

    async def pass_time(self, **length: float) -> None:
        """Let the fake time pass as it would: what falls due happens at its own moment, and is said before the next.

        `minutes=5`, as `timedelta` takes it.
        """
        end = self.clock.now() + timedelta(**length)
        await self.quiet()
        while (moment := await self._next_moment()) is not None and moment <= end:
            self.clock.set(max(moment, self.clock.now()))
            await until(f"what was due at {moment:%H:%M:%S} done", self._nothing_due)
            await self.quiet()
        self.clock.set(end)
        await self.quiet()

    async def _next_moment(self) -> datetime | None:
        timer = await self.desk.database.read(timers.next_one)
        notice = await self.desk.database.read(outbox.next_due_at, self.network)
        moments = [timer.due_at if timer else None, notice if self.link.up else None]
        return min((moment for moment in moments if moment), default=None)

    async def _nothing_due(self) -> bool:
        return not await self.desk.database.read(timers.list_due, self.desk.clock.now(), limit=1)

    async def crash(self) -> None:
        """End nearly as a killed process does: no farewell, no answer. What was committed is all that is left."""
        if self.running:
            self.running = False
            self.app.inbox.shut = True
            await self.app.supervisor.stop()
            await self.app.inbox.drain()
            await self.desk.database.close()

    async def stop(self) -> None:
        """End cleanly."""
        if self.running:
            self.running = False
            await self.app.stop()
            await self.desk.database.close()

    async def close(self) -> None:
        await asyncio.gather(*(client.quit() for client in self._clients))
        await self.stop()


@asynccontextmanager
async def open_house(
    server_port: int,
    *,
    folder: Path,
    network: str = "embedded",
    believed: bool = True,
    clock: Clock | None = None,
    pacing: str = "fast",
    roles: Sequence[RoleOf] = (RoleOf(),),
    plugins: Sequence[str] = PLUGINS,
    settings: Mapping[str, Mapping[str, object]] | None = None,
    desk: Mapping[str, Any] | None = None,
    least: Strength | None = None,
    types: Mapping[str, Type] | None = None,
    relays: Sequence[str] = (),
    channels: Sequence[str] = ("#desk",),
    timings: Timings = SHORT,
    awaited: bool = True,
    passwords: bool = False,
    authority: Path | None = None,
    patient: bool = True,
) -> AsyncGenerator[House]:
    """dibs on that server, up and in its channels unless it isn't `awaited`; its database is `folder`/dibs.db.

    `patient`: nobody says too much, since on a clock that stands still all is said in one moment.
    `settings` are the plugins' sections of the configuration, `desk` more keys of its section [desk]. With `passwords`
    dibs keeps the accounts of that network. `authority`: dibs comes over TLS, and that file says who may vouch.
    `least` is its section [strength], `types` its kinds of ticket.
    """
    config = config_of(
        folder, network, roles, plugins, settings=settings or {}, desk=desk or {}, least=least, types=types
    )
    codes: list[str] = []
    opened = await open_desk(config, clock or WallClock(), _codes(network, codes))
    kept = frozenset({network} if passwords else ())
    bridges = frozenset((network, relay) for relay in relays)
    opened.settings = replace(opened.settings, networks=(network,), passwords=kept, relays=bridges)
    if patient:
        opened.settings = replace(opened.settings, paces=PATIENT, rounds=1_000_000)
    opened.hasher = quick_hasher()
    app = App(config, opened, load_plugins(config), timings=timings)
    link = link_of(server_port, network, believed, pacing, all_channels(channels, roles), relays=relays)
    app.networks.add(
        dataclasses.replace(link, passwords=passwords, secure=authority is not None, tls=TlsSettings(authority))
    )
    house = House(app, server_port, network, believed, codes)
    try:
        await _people_of(house, roles)
        await app.start()
        if awaited:
            await house.up()
        yield house
    finally:
        await house.close()


async def _people_of(house: House, roles: Sequence[RoleOf]) -> None:
    for role in roles:
        for name in role.members:
            with suppress(Refused):  # in it since the house before this one, in the same folder
                await house.put_into(role.name, name)


def _codes(network: str, shown: list[str]) -> AdminCodes:
    return AdminCodes(None if network == EMBEDDED else CODE_LIVES, shown.append)
