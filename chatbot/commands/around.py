"""What there is around a desk besides its database: the links, and the program that runs them. At a shell, nothing."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime

from msgspec import Struct

from chatbot.commands.quotes import Quotes
from chatbot.desk.act import Caller
from chatbot.desk.refused import Refused
from chatbot.desk.reloading import Reloaded
from chatbot.wire import Channel, Logins, Principal

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


Restarts = Callable[[Caller, str], Awaitable[str]]
"""Starts a service anew, for whoever is an admin, and gives its name; Refused where there is none of that name."""


async def nothing_runs(_caller: Caller, _name: str) -> str:
    raise Refused("No service runs here, but in a dibs that runs: say it there. All: systemctl restart dibs")


class Around(Struct, frozen=True):
    """What handlers may ask of it."""

    wearer: Wearer = nobody
    rings: Rings = silent
    services: Services = there
    logins: LoginsOn = no_logins
    seen_as: SeenAs = unseen
    reload: Reloads = nowhere
    restart: Restarts = nothing_runs
    quotes: Quotes | None = None


AT_A_SHELL = Around()
"""Nobody is seen there."""
