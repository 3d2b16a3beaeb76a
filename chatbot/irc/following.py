"""Other settings for a link that runs: what may stay as it is stays, above all the connection."""

import asyncio
from collections.abc import Iterable

from chatbot.irc.onlooker import Onlooker
from chatbot.irc.outgoing import is_target
from chatbot.irc.pacing import PROFILES, Profile
from chatbot.irc.routes import Routes
from chatbot.irc.settings import LinkSettings


class Follower(Onlooker):
    settings: LinkSettings
    _profile: Profile
    _routes: Routes
    _opening: asyncio.Timeout | None
    _roused: asyncio.Event
    """No pause is waited for: dibs ends, or knows better now where to connect to."""

    def stays(self, settings: LinkSettings) -> bool:
        """Whether the connection that there is would be the one that these settings ask for."""
        was, now = (one.login and one.login.account for one in (self.settings, settings))
        return self._routes.stays(settings) and was == now

    def follow(self, settings: LinkSettings) -> None:
        """As far as may be for the connection that there is, and wholly for the next one."""
        self.settings, self._profile = settings, PROFILES[settings.pacing]
        self._routes.follow(settings)
        self.logins.follow(settings)
        self.want_channels(settings.channels)
        if self._connection:
            self._connection.follow(settings, self._profile)
        else:
            self._roused.set()
            self._stop_opening()

    def want_channels(self, names: Iterable[str]) -> None:
        new = [name for name in names if is_target(name) and self._shared.wanted.add(name, self._fold)]
        if self._connection and new:
            self._connection.want(new)

    def leave_channels(self, names: Iterable[str]) -> None:
        left = list(names)
        for name in left:
            self._shared.wanted.drop(name, self._fold)
        if self._connection and left:
            self._connection.leave(left)

    def _stop_opening(self) -> None:
        if self._opening and not self._opening.expired():
            self._opening.reschedule(asyncio.get_running_loop().time())
