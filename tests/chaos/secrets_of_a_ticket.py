"""A private ticket with a word in each of its texts that occurs nowhere else, and its whole life."""

import random
import string
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from chatbot.desk import editing, ownership, reopening, stealing, tickets, withdrawing
from chatbot.desk.act import Caller
from chatbot.desk.editing import Edit
from chatbot.desk.entering import New
from chatbot.desk.people import Person
from chatbot.wire import Private
from tests.house import House

TEXTS = ("title", "description", "comment", "close", "decline", "release", "reopen", "no", "steal", "withdraw", "edit")


def _word() -> str:
    return "canary" + "".join(random.choices(string.ascii_lowercase, k=10))


@dataclass(frozen=True, slots=True)
class Canaries:
    words: dict[str, str] = field(default_factory=lambda: {text: _word() for text in TEXTS})

    def __getitem__(self, text: str) -> str:
        return f"{self.words[text]} sings"

    def found_in(self, text: str) -> list[str]:
        """Which of a ticket's texts are readable there."""
        return [name for name, word in self.words.items() if word in text.lower()]


@dataclass(frozen=True, slots=True)
class Life:
    """What happens to a private ticket of the role hr, done at the desk, so that no line of it was asked for."""

    house: House
    canaries: Canaries

    def caller(self, nick: str) -> Caller:
        who = self.house.link.who(nick)
        assert who is not None, f"{nick} has gone"
        return Caller(who, Private(self.house.network, nick))

    async def open(self) -> int:
        wanted = New(self.canaries["title"], self.canaries["description"], "hr", private=True)
        opened = await self.house.desk.change(self.caller("alice"), tickets.open_ticket, wanted)
        return opened.seen.ticket.id

    async def accept(self, number: int) -> None:
        await self.house.desk.change(self.caller("bob"), ownership.accept, number)

    async def decline(self, number: int) -> None:
        await self.house.desk.change(self.caller("bob"), ownership.decline, number, self.canaries["decline"])

    async def release(self, number: int) -> None:
        await self.house.desk.change(self.caller("bob"), ownership.release, number, self.canaries["release"])

    async def comment(self, number: int) -> None:
        await self.house.desk.change(self.caller("bob"), tickets.comment, number, self.canaries["comment"])

    async def close(self, number: int) -> None:
        await self.house.desk.change(self.caller("bob"), tickets.close, number, self.canaries["close"])

    async def reopen(self, number: int) -> None:
        await self.house.desk.change(self.caller("alice"), reopening.reopen, number, self.canaries["reopen"])

    async def edit(self, number: int) -> None:
        wanted = Edit(description=self.canaries["edit"])
        await self.house.desk.change(self.caller("dave"), editing.edit, number, wanted)

    async def steal(self, number: int) -> None:
        await self.house.desk.change(self.caller("dave"), stealing.steal, number, self.canaries["steal"])

    async def withdraw(self, number: int) -> None:
        await self.house.desk.change(self.caller("alice"), withdrawing.withdraw, number, self.canaries["withdraw"])

    async def ask_charlie(self, number: int) -> None:
        await self.house.desk.change(self.caller("bob"), ownership.assign, number, Person("charlie"))

    async def ask_dave(self, number: int) -> None:
        await self.house.desk.change(self.caller("bob"), ownership.assign, number, Person("dave"))

    async def charlie_says_no(self, number: int) -> None:
        await self.house.desk.change(self.caller("charlie"), ownership.decline, number, self.canaries["no"])

    async def time_passes(self, _number: int) -> None:
        """Longer than any offer lives: repeats, half of it, its end."""
        await self.house.pass_time(minutes=35)

    async def days_pass(self, _number: int) -> None:
        """Over the weekend, so that a digest comes."""
        await self.house.pass_time(hours=73)

    @property
    def steps(self) -> tuple[Callable[[int], Awaitable[None]], ...]:
        return (
            *(self.time_passes, self.accept, self.comment, self.release, self.decline, self.ask_charlie),
            *(self.charlie_says_no, self.ask_dave, self.time_passes, self.days_pass, self.accept, self.close),
            *(self.reopen, self.accept, self.close, self.reopen, self.accept, self.edit, self.steal, self.withdraw),
        )

    async def whole(self) -> int:
        number = await self.open()
        for step in self.steps:
            await self.house.quiet()
            await step(number)
        await self.house.quiet()
        return number
