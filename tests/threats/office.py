"""A desk on a network without services, where people log in by passwords; no socket, real database, real hashes."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from chatbot.app import command_table
from chatbot.commands.answer import Commander
from chatbot.commands.answering import to_a_question
from chatbot.commands.around import Around
from chatbot.commands.secrecy import spilling_on
from chatbot.desk import members
from chatbot.desk.bounds import Bounds
from chatbot.desk.desk import Desk
from chatbot.desk.settings import DeskSettings
from chatbot.wire import Channel, Message, Principal, Private, Reply
from tests.logins import FakeLogins
from tests.people import NETWORK, FakeClock, add_role, opened_database, opened_desk, shell

TABLE = command_table()
DESK = Channel(NETWORK, "#desk")
SECRET, OTHER = "correct-horse", "battery-staple"


@dataclass(slots=True)
class Office:
    """bob, who registered with SECRET, and the admin ada, with OTHER, have accounts; bob is in ops."""

    desk: Desk
    clock: FakeClock
    logins: FakeLogins = field(default_factory=FakeLogins)
    commander: Commander = field(init=False)

    def __post_init__(self) -> None:
        self.commander = Commander(
            self.desk,
            TABLE,
            around=Around(wearer=lambda _network, nick: stranger_at(nick), logins=lambda _network: self.logins),
            questions=lambda message: to_a_question(self.desk, message),
            spilled=spilling_on(self.desk),
        )

    async def says(self, nick: str, text: str, *, aloud: bool = False, host: str = "", after: float = 11) -> str:
        """What dibs answers; `p< ` stands before what is said to them alone. Each nick has a host of its own."""
        now = self.clock.advance(seconds=after)
        who = stranger_at(nick, host)
        where = DESK if aloud else Private(NETWORK, nick)
        replies = await self.commander.answer(Message(who, where, text, now, ("dibs",)))
        return " / ".join(map(shown, replies))

    async def whoami(self, nick: str, host: str = "") -> str:
        return await self.says(nick, "whoami", host=host)

    async def knows(self, password: str, account: str = "bob") -> bool:
        """Whether somebody who has never been here logs in by it."""
        said = await self.says("somebody", f"identify {account} {password}", host=f"{self.clock.now():%H%M%S}.example")
        return said.startswith(f"p< You are {account}, until")


def stranger_at(nick: str, host: str = "") -> Principal:
    mask = f"{nick}!{nick}@{host or f'{nick}.example'}"
    return Principal(NETWORK, nick, None, mask, "none", mask, 1)


def shown(reply: Reply) -> str:
    said = " / ".join(reply.lines)
    return f"p< {said}" if isinstance(reply.to, Private) else said


@asynccontextmanager
async def open_office(folder: Path, clock: FakeClock, bounds: Bounds | None = None) -> AsyncGenerator[Office]:
    async with opened_database(folder) as database:
        settings = DeskSettings(passwords=frozenset({NETWORK}), bounds=bounds or Bounds())
        office = Office(await opened_desk(database, clock, settings), clock)
        for nick, password in (("bob", SECRET), ("ada", OTHER)):
            assert "You are" in await office.says(nick, f"register {password}", host=f"home-of-{nick}.example")
        await office.desk.change(shell("ada"), members.make_admin)
        await add_role(office.desk, "ops", "bob")
        yield office
