"""What a link sees of its network: who is there, as what, and where."""

from collections.abc import Sequence
from datetime import datetime

from chatbot.irc.connection import Connection
from chatbot.irc.folding import folder
from chatbot.irc.logins import PasswordLogins
from chatbot.irc.session import Shared
from chatbot.wire import KEPT_HERE, Principal


class Onlooker:
    """Answers from the connection that there is now; from none, nobody is there. `_shared` outlives it."""

    _connection: Connection | None
    _shared: Shared
    logins: PasswordLogins

    @property
    def account(self) -> str | None:
        """What we are logged in as."""
        return self._connection.session.me.account if self._connection else None

    @property
    def capabilities(self) -> frozenset[str]:
        """Those that hold now."""
        return frozenset(self._connection.session.caps.acked) if self._connection else frozenset()

    def nicks(self, key: str) -> Sequence[str]:
        return self._connection.people.nicks(key) if self._connection else []

    def away(self, key: str) -> bool:
        return self._connection is not None and self._connection.people.away(key)

    async def look_for(self, key: str) -> bool:
        if key.startswith(KEPT_HERE):
            return False  # out of view nobody is logged in here
        self._shared.sought.seek(key)
        return self._connection is not None and await self._connection.look_for(key)

    def who(self, nick: str) -> Principal | None:
        return self._connection.people.who(nick) if self._connection else None

    @property
    def services_gone_at(self) -> datetime | None:
        """Since when nobody can log in there, as far as the server tells."""
        return None if self.logins.kept else self._shared.signs.gone_at

    def online(self, mask: str) -> bool:
        return self._connection is not None and self._connection.people.online(mask)

    def in_channel(self, channel: str, key: str) -> bool:
        return self._connection is not None and self._connection.session.tracker.in_channel(channel, key)

    def rings(self, channel: str, nick: str) -> bool:
        return self._connection is not None and self._connection.session.tracker.sits(channel, nick)

    def relays(self, channel: str, relay: str) -> bool:
        return self._connection is not None and self._connection.people.relays(channel, relay)

    def last_spoke(self, channel: str, key: str) -> datetime | None:
        return self._shared.spoken.last(self._fold(channel), key)

    def _fold(self, name: str) -> str:
        return self._connection.session.fold(name) if self._connection else folder("rfc1459")(name)
