"""What a handler knows besides its arguments."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Concatenate, ParamSpec, TypeVar

from chatbot.commands.arguments import PersonName
from chatbot.commands.pages import Answer
from chatbot.commands.registry import Command, Table
from chatbot.desk.act import Act, Caller
from chatbot.desk.desk import Desk
from chatbot.desk.people import Person
from chatbot.desk.refused import Refused
from chatbot.desk.reloading import Reloaded
from chatbot.wire import Audience, Channel, Logins, Message, Principal

P = ParamSpec("P")
T = TypeVar("T")

Wearer = Callable[[str, str], Principal | None]
"""Who wears a nick on a network now, as far as that network proved it; None if nobody is seen there."""


def nobody(_network: str, _nick: str) -> Principal | None:
    return None


Rings = Callable[[Channel, str], bool]
"""Whether a name is a nick that sits in that channel: to name it there highlights somebody."""


def silent(_channel: Channel, _name: str) -> bool:
    return False


Services = Callable[[str], datetime | None]
"""Since when nobody can log in on a network, because its services are gone; None if they are there."""


def there(_network: str) -> datetime | None:
    return None


LoginsOn = Callable[[str], Logins | None]
"""Who has shown a password on a network; None where no link is to it, as at the shell."""


def no_logins(_network: str) -> Logins | None:
    return None


SeenAs = Callable[[str, str], Sequence[str]]
"""Under which nick!user@host somebody is seen on a network now, by their folded account; empty if nobody is."""


def unseen(_network: str, _key: str) -> Sequence[str]:
    return ()


Reloads = Callable[[Caller], Awaitable[Reloaded]]
"""Reads the configuration again, for whoever is an admin; Refused where something is wrong with it."""


async def nowhere(_caller: Caller) -> Reloaded:
    raise Refused("Only a dibs that runs reads its configuration again. Say it there, or: systemctl reload dibs")


async def no_page() -> Answer:
    return Answer()


@dataclass(frozen=True, slots=True)
class Context:
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
    wearer: Wearer = nobody
    rings: Rings = silent
    services: Services = there
    logins: LoginsOn = no_logins
    seen_as: SeenAs = unseen
    reload: Reloads = nowhere
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
        return not self.rings(self.audience, name)

    def person(self, name: PersonName) -> Person:
        """For the desk: the name, and who wears it as a nick."""
        wearer = None if name.exact else self.wearer(self.principal.network, name.name)
        return Person(name.name, name.exact, wearer)

    async def change(self, verb: Callable[Concatenate[Act, P], Awaitable[T]], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run a verb of the desk that changes something, as whoever spoke."""
        return await self.desk.change(self.caller, verb, *args, **kwargs)

    async def look(self, verb: Callable[Concatenate[Act, P], Awaitable[T]], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run a verb of the desk that only reads, as whoever spoke."""
        return await self.desk.look(self.caller, verb, *args, **kwargs)
