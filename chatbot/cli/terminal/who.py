"""Who types: the user of this machine, as a member of the desk."""

import getpass
import os
from collections.abc import Mapping

from msgspec import Struct

from chatbot.desk.identity import SUSPENDED
from chatbot.desk.refused import Refused
from chatbot.wire import Principal
from store import members
from store.database import Transaction

NETWORK = "shell"


class User(Struct, frozen=True):
    """`as_`: whom they want to be; whoever may write the database may be anybody, so that is no boundary."""

    name: str
    as_: str | None
    configured: Mapping[str, str]


def user(as_: str | None, configured: Mapping[str, str]) -> User:
    return User(user_name(), as_, configured)


def user_name() -> str:
    """As this machine knows them; their number where it has no name for it, as in a container."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return str(os.getuid())


async def principal_of(tx: Transaction, who: User) -> Principal:
    """The member whom the configuration names for them, else the one of their name, else nobody in particular.

    Refused where that member isn't known, or is suspended and didn't ask to be somebody.
    """
    if who.as_ is not None:
        return _principal(who.name, who.as_)
    wanted = who.configured.get(who.name, who.name)
    found = await members.get_by_name(tx, wanted)
    if found is None and who.name in who.configured:
        raise Refused(f"No member is called {wanted}, whom [terminal] has for {who.name}: dibs member list")
    if found is not None and found.suspended_at is not None:
        raise Refused(SUSPENDED)
    return _principal(who.name, found.name if found else None)


def _principal(name: str, member: str | None) -> Principal:
    return Principal(NETWORK, member or name, member, member or name, "shell")
