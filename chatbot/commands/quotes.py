"""Keeps what may be quoted, and what waits to be opened with it; nothing of it outlives dibs."""

import asyncio
from dataclasses import dataclass, field
from datetime import datetime

from msgspec.structs import replace

from chatbot.commands.kept import LOOK, MOST_PENDING, Lines, Pending, quoted
from chatbot.commands.parse import Call
from chatbot.commands.words import Titled
from chatbot.desk import quoting
from chatbot.desk.act import Caller
from chatbot.desk.desk import NOBODY, Desk
from chatbot.desk.refused import Refused
from chatbot.wire import Channel, Message
from store.failures import StoreFailed


@dataclass(slots=True)
class Quotes:
    desk: Desk
    lines: Lines = field(default_factory=Lines)
    pending: list[Pending] = field(default_factory=list[Pending])
    _new: asyncio.Event = field(default_factory=asyncio.Event)

    async def hear(self, message: Message) -> None:
        """A line of talk: it is kept where that is wanted, and where its speaker doesn't mind. What is for few in a
        channel (`@#ops`) isn't."""
        here, settings = message.audience, self.desk.settings
        self.lines.only(settings.quotes)
        if not isinstance(here, Channel) or message.mentioned_as or not quoting.is_on(settings, here):
            return
        try:
            may = await self.desk.look(Caller(message.principal, here), quoting.may_keep)
        except StoreFailed:  # who can't be asked isn't quoted
            return
        if may:
            self.lines.keep(here, message)

    async def refresh(self) -> None:
        """Forget what those have said who don't want to be quoted by now, and what was said where that isn't on."""
        self.lines.only(self.desk.settings.quotes)
        speakers = [said.who for one in self.pending for said in one.lines.values()] + self.lines.speakers()
        gone = await self.desk.look(NOBODY, quoting.unwilling, speakers)
        self.lines.forget(gone)
        for one in self.pending:
            one.lines = {number: said for number, said in one.lines.items() if said.who not in gone}

    def mine(self, message: Message) -> Pending | None:
        """What waits of them, here."""
        return next((one for one in self.pending if one.is_of(message)), None)

    def add(self, one: Pending) -> None:
        if len(self.pending) >= MOST_PENDING:
            raise Refused(f"Too many wait with lines just now: {MOST_PENDING} is the most. Say it again in 10s.")
        self.pending.append(one)
        self._new.set()

    def look_again(self, one: Pending) -> None:
        one.due = self.desk.clock.now() + LOOK

    def due(self, now: datetime) -> list[Pending]:
        return [one for one in self.pending if one.due <= now]

    @property
    def next_due(self) -> datetime | None:
        return min((one.due for one in self.pending), default=None)

    async def added(self) -> None:
        """Return when something new waits."""
        await self._new.wait()
        self._new.clear()

    def take(self, one: Pending) -> tuple[Call, Message]:
        """To be done now, as if it had been said now with all that it took."""
        self.pending.remove(one)
        what, here = one.call.arguments["what"], one.message.audience
        assert isinstance(what, Titled), "it was parsed"
        assert isinstance(here, Channel), "it was said in one"
        taken = [quoted(here, list(one.lines.values()))] if one.lines else []
        text = "\n".join(([what.description] if what.description else []) + taken)
        arguments = {**one.call.arguments, "what": Titled(what.title, text)}
        return replace(one.call, arguments=arguments), replace(one.message, at=self.desk.clock.now())
