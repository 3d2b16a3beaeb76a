"""People who say lines to a Commander, and what they then read."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from types import ModuleType
from typing import cast

from chatbot.commands import help as help_module
from chatbot.commands.answer import Commander
from chatbot.commands.registry import Table, load
from chatbot.desk.desk import Desk
from chatbot.wire import Audience, Channel, Message, Principal, Private, Reply
from tests.commands import handlers

NETWORK = "embedded"
OPS = Channel(NETWORK, "#ops")
START = datetime(2026, 11, 20, 10, 0, tzinfo=UTC)

NO_DESK = cast("Desk", object())
"""The handlers of these tests never ask it."""


def table(*more: ModuleType) -> Table:
    return load([handlers, help_module, *more])


def person(nick: str) -> Principal:
    return Principal(NETWORK, nick, nick, nick, "believed", f"{nick}!{nick}@127.0.0.1")


def message(text: str, *, where: Audience = OPS, who: str = "bob", at: datetime = START, target: str = "") -> Message:
    return Message(person(who), where, text, at, ("dibs",), target)


def private(who: str = "bob") -> Private:
    return Private(NETWORK, who)


class Stage:
    """`later` seconds pass before each line, so that manners don't silence the next error."""

    def __init__(self, commander: Commander | None = None, *, later: float = 11) -> None:
        self.commander = commander or Commander(NO_DESK, table())
        self.now = START
        self.later = timedelta(seconds=later)

    async def replies(self, text: str, *, where: Audience = OPS, who: str = "bob") -> list[Reply]:
        self.now += self.later
        return await self.commander.answer(message(text, where=where, who=who, at=self.now))

    async def in_channel(self, text: str, who: str = "bob") -> Sequence[str]:
        """All lines that the channel reads then."""
        return lines(await self.replies(text, who=who), OPS)

    async def in_private(self, text: str, who: str = "bob") -> Sequence[str]:
        return lines(await self.replies(text, where=private(who), who=who), private(who))


def lines(replies: Sequence[Reply], where: Audience) -> list[str]:
    return [line for reply in replies if reply.to == where for line in reply.lines]
