"""The nicks on the server's MONITOR list: whoever was asked for last, as many as it takes."""

from collections.abc import Sequence
from dataclasses import dataclass

from chatbot.irc.lines import Line
from chatbot.irc.outgoing import command, grouped, is_target
from chatbot.irc.session import Session
from chatbot.irc.sought import is_mask

_LONGEST = 400
"""Bytes of nicks in one line."""
OURS = 2
"""NickServ (services.py) and our own nick (naming.py), which are watched besides."""
AGAIN = 300.0
"""Seconds after which somebody there, but not logged in, is asked about again: MONITOR tells of no login."""


@dataclass(slots=True)
class Listed:
    """A nick on the server's list. `mask`: as it is online, in full once that is known; else empty.

    `told`: the server has said whether it is online. `account`: as proved, at `proved_at`.
    """

    nick: str
    mask: str = ""
    told: bool = False
    account: str | None = None
    away: bool = False
    proved_at: float = 0.0
    asked_at: float = -AGAIN

    def leave(self) -> None:
        self.mask, self.account, self.asked_at = "", None, -AGAIN


class Watchlist:
    def __init__(self, session: Session) -> None:
        self._session = session
        self._sought = session.sought
        self._begun = False
        self._limit = 0
        self._listed: dict[str, Listed] = {}

    def begin(self) -> None:
        """After the welcome."""
        self._begun = True
        self.resize()

    def resize(self) -> None:
        """The server has said how many it takes, perhaps in the middle of it all."""
        if not self._begun:
            return
        self._limit = max(self._session.isupport.monitor - OURS, 0)
        self.renew()

    def all(self) -> list[Listed]:
        return list(self._listed.values())

    def named(self, mask: str) -> Listed | None:
        return self._listed.get(self._session.fold(mask.partition("!")[0]))

    def of(self, key: str) -> list[Listed]:
        folded = (self._session.fold(nick) for nick in self._sought.nicks(key))
        return [self._listed[nick] for nick in folded if nick in self._listed]

    def keys(self, nick: str) -> list[str]:
        """Of those for whom that nick was put on the list."""
        fold = self._session.fold
        return [key for key in self._sought.newest() if fold(nick) in map(fold, self._sought.nicks(key))]

    def renew(self) -> None:
        """The list as it should be: whoever was asked for last, as many as the server takes."""
        wanted = self._wanted()
        gone = [one.nick for nick, one in self._listed.items() if nick not in wanted]
        new = [nick for folded, nick in wanted.items() if folded not in self._listed]
        self._listed = {folded: self._listed.get(folded) or Listed(nick) for folded, nick in wanted.items()}
        self._say("-", gone)
        self._say("+", new)

    def _wanted(self) -> dict[str, str]:
        nicks = [nick for key in self._sought.newest() if not self._in_view(key) for nick in self._sought.nicks(key)]
        folded = {self._session.fold(nick): nick for nick in reversed(nicks) if is_target(nick)}
        return dict(list(folded.items())[-self._limit :]) if self._limit else {}

    def _in_view(self, key: str) -> bool:
        tracker = self._session.tracker
        return tracker.online(key) if is_mask(key) else bool(tracker.nicks(key))

    def _say(self, sign: str, nicks: Sequence[str]) -> None:
        for group in grouped(nicks, _LONGEST, self._session.isupport.targets("MONITOR")):
            self._session.control(command("MONITOR", sign, ",".join(group)))

    def on_full(self, line: Line) -> None:
        """734: us, limit, nicks, why. It takes fewer than it said: those asked for last go first."""
        refused = {self._session.fold(nick) for nick in line.param(2).split(",")}
        kept = [nick for nick in self._listed if nick not in refused]
        self._listed = {nick: self._listed[nick] for nick in kept}
        self._limit = max(min(self._limit - 1, len(kept)), 0)
        self.renew()
