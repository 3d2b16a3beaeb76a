"""Who acts in tests, where and when: alice reports, bob holds the role ops, charlie has nothing, ada is admin."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from chatbot.desk import due, members, roles
from chatbot.desk.act import Caller
from chatbot.desk.clock import Clock
from chatbot.desk.codes import AdminCodes
from chatbot.desk.desk import Desk
from chatbot.desk.hashing import Hasher
from chatbot.desk.people import Person
from chatbot.desk.settings import DeskSettings
from chatbot.wire import Audience, Channel, Method, Principal, Private
from store import timers
from store.database import Database, open_database

NETWORK = "testnet"
START = datetime(2026, 11, 20, 10, 0, tzinfo=UTC)


class FakeClock:
    """A `chatbot.desk.clock.Clock` that stands still until a test moves it."""

    def __init__(self, now: datetime = START) -> None:
        self._now = now
        self._sleepers: dict[asyncio.Future[None], datetime] = {}

    def now(self) -> datetime:
        return self._now

    async def sleep_until(self, moment: datetime) -> None:
        """Return once the clock was moved to that moment or past it; at once if it is past."""
        if moment <= self._now:
            return
        woken = asyncio.get_running_loop().create_future()
        self._sleepers[woken] = moment
        try:
            await woken
        finally:
            del self._sleepers[woken]

    def set(self, moment: datetime) -> None:
        """Move it there, backwards too, and wake whom that is late enough for. Call it on the sleepers' event loop."""
        self._now = moment
        for woken, wanted in self._sleepers.items():
            if wanted <= moment and not woken.done():
                woken.set_result(None)

    def advance(
        self, *, days: float = 0, hours: float = 0, minutes: float = 0, seconds: float = 0, milliseconds: float = 0
    ) -> datetime:
        step = timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds, milliseconds=milliseconds)
        self.set(self._now + step)
        return self._now

    @property
    def next_waking(self) -> datetime | None:
        """The moment that the first sleeper waits for: something to wait on before the clock is moved."""
        return min((moment for woken, moment in self._sleepers.items() if not woken.done()), default=None)


def principal(nick: str, *, network: str = NETWORK, method: Method = "account-tag") -> Principal:
    """Somebody whose account is spelled as their nick."""
    return Principal(network, nick, nick, nick.lower(), method, f"{nick}!{nick}@host.example")


def person(nick: str, channel: str = "#desk", *, network: str = NETWORK, method: Method = "account-tag") -> Caller:
    """A logged-in person who speaks in a channel."""
    return Caller(principal(nick, network=network, method=method), Channel(network, channel))


def in_private(nick: str, *, network: str = NETWORK, method: Method = "account-tag") -> Caller:
    """A logged-in person who speaks to dibs alone."""
    return Caller(principal(nick, network=network, method=method), Private(network, nick))


def stranger(nick: str, audience: Audience | None = None, *, network: str = NETWORK) -> Caller:
    """Somebody who isn't logged in; in the channel #desk unless told."""
    mask = f"{nick}!{nick}@host.example"
    return Caller(Principal(network, nick, None, mask, "none", mask), audience or Channel(network, "#desk"))


def shell(member: str | None = None) -> Caller:
    """Whoever sits at the terminal: nobody in particular, which is an admin, or a member (`--as`)."""
    return Caller(Principal("", member or "shell", member, member or "shell", "shell"), Private("", "shell"))


@asynccontextmanager
async def opened_database(folder: Path) -> AsyncGenerator[Database]:
    async with await open_database(folder / "dibs.sqlite") as database:
        yield database


async def opened_desk(database: Database, clock: Clock, settings: DeskSettings | None = None) -> Desk:
    desk = Desk(database, clock, settings or DeskSettings(), AdminCodes(), hasher=quick_hasher())
    await desk.open()
    return desk


def quick_hasher() -> Hasher:
    """The least work that argon2 takes: here nobody guesses."""
    return Hasher(rounds=1, memory=32)


async def furnish(desk: Desk) -> None:
    """alice, bob, charlie and the admin ada are known, and bob alone is in the role ops, by ada's word."""
    for name in ("alice", "bob", "charlie", "ada"):
        await add_member(desk, name, admin=name == "ada")
    await add_role(desk, "ops", "bob")


async def add_member(desk: Desk, name: str, *, admin: bool = False, network: str = NETWORK) -> int:
    return (await desk.change(shell(), members.add, name, network=network, account=name, admin=admin)).id


async def add_role(desk: Desk, name: str, *people: str, is_open: bool = False) -> int:
    """A role, and those whom an admin put into it."""
    role = await desk.change(shell(), roles.create, name, roles.RoleChange(open=is_open))
    for one in people:
        await desk.change(shell(), roles.add, name, Person(one))
    return role.id


async def fire_due(desk: Desk) -> int:
    """What the timekeeper does: fire what is due by now, in order, and what falls due by that. How many were fired."""
    fired = 0
    while found := await desk.database.read(timers.list_due, desk.clock.now(), limit=50):
        for timer in found:
            fired += await due.do(desk, timer)
    return fired


async def pass_time(desk: Desk, clock: FakeClock, length: timedelta) -> None:
    """Let time pass as it would: each timer fires at its own moment."""
    end = clock.now() + length
    while (timer := await desk.database.read(timers.next_one)) is not None and timer.due_at <= end:
        clock.set(max(clock.now(), timer.due_at))
        await fire_due(desk)
    clock.set(end)
