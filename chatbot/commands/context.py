"""What a handler knows besides its arguments."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Concatenate, ParamSpec, TypeVar

from msgspec import Struct

from chatbot.commands.arguments import PersonName
from chatbot.commands.around import AT_A_SHELL, Around
from chatbot.commands.pages import Answer
from chatbot.commands.registry import Command, Table
from chatbot.desk.act import Act, Caller
from chatbot.desk.desk import Desk
from chatbot.desk.people import Person
from chatbot.wire import Audience, Channel, Message, Principal

P = ParamSpec("P")
T = TypeVar("T")


async def no_page() -> Answer:
    return Answer()


class Context(Struct, frozen=True):
    desk: Desk
    message: Message
    now: datetime
    command: Command
    verb: str
    """The name that was typed: `take`, where the command is `accept`."""
    table: Table
    number: int | None = None
    """The one ticket that was typed, if it was one."""
    prefix: str = "!"
    around: Around = AT_A_SHELL
    next_page: Callable[[], Awaitable[Answer]] = no_page
    """What goes on where it was asked; Refused where nothing does."""

    @property
    def principal(self) -> Principal:
        return self.message.principal

    @property
    def audience(self) -> Audience:
        """Who reads the answer: visibility is decided by it, never by the speaker."""
        return self.message.audience

    @property
    def caller(self) -> Caller:
        return Caller(self.principal, self.audience, self.command.name, self.number)

    @property
    def me(self) -> str:
        """The nick to write to."""
        return self.message.me[0] if self.message.me else "dibs"

    @property
    def kept(self) -> bool:
        """Whether dibs keeps the accounts of the network that they speak on."""
        return self.principal.network in self.desk.settings.passwords

    def may_name(self, name: str) -> bool:
        """Whether nobody but who asks is highlighted by it (VOICE, noise 8: else the name is left out)."""
        if not isinstance(self.audience, Channel) or name.lower() == self.principal.nick.lower():
            return True
        return not self.around.rings(self.audience, name)

    def person(self, name: PersonName) -> Person:
        """For the desk: the name, and who wears it as a nick."""
        wearer = None if name.exact else self.around.wearer(self.principal.network, name.name)
        return Person(name.name, name.exact, wearer)

    async def change(self, verb: Callable[Concatenate[Act, P], Awaitable[T]], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run a verb of the desk that changes something, as whoever spoke."""
        return await self.desk.change(self.caller, verb, *args, **kwargs)

    async def look(self, verb: Callable[Concatenate[Act, P], Awaitable[T]], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run a verb of the desk that only reads, as whoever spoke."""
        return await self.desk.look(self.caller, verb, *args, **kwargs)
