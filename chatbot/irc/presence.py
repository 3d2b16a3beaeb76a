"""Being in the channels we want: joining, asking who is there, coming back."""

import logging
from dataclasses import dataclass, field

from chatbot.irc.backoff import Backoff
from chatbot.irc.chanserv import ChanServ
from chatbot.irc.lines import Line
from chatbot.irc.outgoing import command, grouped
from chatbot.irc.session import Session, Table

log = logging.getLogger("dibs.irc")

WHOX_MARK = "152"
_LONGEST_JOIN = 400
REJOIN = 30.0
"""Seconds between two JOINs to a channel that doesn't let us speak."""
NO_SUCH_NAME = "479"
_REFUSED = ("403", "405", "437", "448", "471", "473", "474", "475", "476", "477", "479", "489", "520")
"""Numerics that refuse a JOIN: `us #channel :why`."""


@dataclass(slots=True)
class Place:
    """A channel we want. `settled`: seeded or refused, so nothing more is awaited.

    `asked`: ChanServ, since we were last inside. `heeded`: an invitation, since the last try that was due.
    """

    name: str
    backoff: Backoff
    inside: bool = False
    settled: bool = False
    asked_at: float = 0.0
    retry_at: float | None = field(default=None)
    doubted_at: float | None = field(default=None)
    """When it last didn't let us speak, so that we joined once more: we may be out, and not know."""
    asked: bool = False
    heeded: bool = False


class Presence:
    def __init__(self, session: Session) -> None:
        self._session = session
        self._chanserv = ChanServ(session)
        self._places: dict[str, Place] = {}
        self._left: set[str] = set()
        """Where we don't want to be any more, folded: a JOIN that was on its way there is taken back."""

    def table(self) -> Table:
        refused = dict.fromkeys(_REFUSED, self._on_refused)
        return {
            "JOIN": self._on_join,
            "KICK": self._on_kick,
            "PART": self._on_part,
            "INVITE": self._on_invite,
            "315": self._on_seeded,
            "404": self._on_mute,
            **refused,
        }

    @property
    def settled(self) -> bool:
        return all(place.settled for place in self._places.values())

    @property
    def rests(self) -> bool:
        """In each of them, with nothing awaited; who is away may be asked a while later."""
        return all(place.inside and place.settled and place.retry_at is None for place in self._places.values())

    def begin(self) -> None:
        """After the welcome. The bot mode comes first, so that the channels see it."""
        if letter := self._session.isupport.bot:
            self._session.control(command("MODE", self._session.me.nick, f"+{letter}"))
        self.want(self._session.wanted.names)

    def want(self, names: list[str]) -> None:
        timings = self._session.timings
        new = [name for name in names if self._is_new(name)]
        for name in new:
            self._places[self._session.fold(name)] = Place(name, Backoff(timings.first_retry, timings.longest_retry))
            self._left.discard(self._session.fold(name))
        self._join(new)

    def leave(self, names: list[str]) -> None:
        for folded in (self._session.fold(name) for name in names):
            if place := self._places.pop(folded, None):
                self._left.add(folded)
                if place.inside:
                    self._session.control(command("PART", place.name))

    def follow(self) -> None:
        """The settings are others, and with them perhaps a key: channels that are shut are tried at once."""
        for place in self._places.values():
            if place.retry_at is not None:
                place.retry_at = self._session.clocks.steady()

    def _is_new(self, name: str) -> bool:
        """A name that isn't a channel's is left out: `JOIN 0`, say, means to leave them all."""
        longest = self._session.isupport.channellen
        if not self._session.isupport.is_channel(name):
            log.warning("%s: %s is no channel here", self._session.settings.network, name)
            return False
        if longest and len(name) > longest:  # cut off, it would be another channel
            log.warning("%s: %s is too long for a channel here", self._session.settings.network, name)
            self._session.ears.shut(name, NO_SUCH_NAME)
            return False
        return self._session.fold(name) not in self._places

    def seed(self) -> None:
        """Ask again who is where: what we knew of accounts can't be trusted."""
        for place in self._places.values():
            if place.inside:
                self._ask_who(place)

    def tick(self, now: float) -> None:
        due = [place for place in self._places.values() if place.retry_at is not None and place.retry_at <= now]
        for place in due:
            place.heeded = False
        self._join([place.name for place in due])
        for place in self._places.values():
            self._look(place, now - place.asked_at)

    def _look(self, place: Place, waited: float) -> None:
        if not place.settled and waited > self._session.timings.seeding:
            log.warning("%s: no answer about %s in time; going on", self._session.settings.network, place.name)
            place.settled = True
            if not place.inside:
                self._later(place)
        if place.inside and waited > self._session.timings.stable:
            place.backoff.reset()
        if place.inside and place.settled and waited > self._session.timings.away and self._tells_of_nobody_away:
            self._ask_who(place)

    @property
    def _tells_of_nobody_away(self) -> bool:
        """Then they are asked for now and then. Where nicks are believed nobody can be away."""
        return not (self._session.settings.believed or self._session.caps.has("away-notify"))

    def _join(self, names: list[str]) -> None:
        for name in names:
            place = self._places[self._session.fold(name)]
            place.retry_at, place.asked_at = None, self._session.clocks.steady()
        fold, keys = self._session.fold, self._session.settings.keys
        known = {fold(name): key for name, key in keys.items()}
        for name in (name for name in names if fold(name) in known):
            self._session.control(command("JOIN", name, known[fold(name)]))
        most = self._session.isupport.targets("JOIN")
        for group in grouped([name for name in names if fold(name) not in known], _LONGEST_JOIN, most):
            self._session.control(command("JOIN", ",".join(group)))

    def _ask_who(self, place: Place) -> None:
        place.asked_at = self._session.clocks.steady()
        fields = (f"%tcuhnfa,{WHOX_MARK}",) if self._session.isupport.whox else ()
        self._session.control(command("WHO", place.name, *fields))

    def _on_join(self, line: Line) -> None:
        place = self._places.get(self._session.fold(line.param(0)))
        if place and self._session.is_me(line.nick):
            place.inside, place.asked, place.doubted_at = True, False, None
            self._ask_who(place)
        elif self._session.is_me(line.nick) and self._session.fold(line.param(0)) in self._left:
            self._session.control(command("PART", line.param(0)))

    def _on_seeded(self, line: Line) -> None:
        place = self._places.get(self._session.fold(line.param(1)))
        if place and place.inside:
            place.settled = True
            self._session.tracker.seeded(place.name)
            for person in self._session.tracker.everyone(place.name):
                self._session.see(person)

    def _on_refused(self, line: Line) -> None:
        place = self._places.get(self._session.fold(line.param(1)))
        if place and (not place.inside or place.doubted_at is not None) and place.retry_at is None:
            place.inside, place.doubted_at = False, None
            log.warning("%s: can't join %s: %s", self._session.settings.network, place.name, line.command)
            helped = self._chanserv.may_help(line.command)
            if place.asked or not helped:
                self._session.ears.shut(place.name, line.command)
            self._later(place)
            if helped:  # once for each try, so ever more rarely
                place.asked = True
                self._chanserv.ask(place.name)

    def _on_invite(self, line: Line) -> None:
        """Whoever invites us, to a channel that we want: one try, at once. Others' invitations (invite-notify) and
        other channels are nothing to us."""
        place = self._places.get(self._session.fold(line.param(1)))
        if place and self._session.is_me(line.param(0)) and place.retry_at is not None and not place.heeded:
            place.heeded = True
            self._join([place.name])

    def _on_mute(self, line: Line) -> None:
        """404: us, channel. Servers ignore a JOIN by who is in; where we aren't any more, it brings us back."""
        place, now = self._places.get(self._session.fold(line.param(1))), self._session.clocks.steady()
        if place and place.inside and (place.doubted_at is None or now - place.doubted_at >= REJOIN):
            self._join([place.name])
            place.doubted_at = now

    def _on_kick(self, line: Line) -> None:
        if self._session.is_me(line.param(1)):
            self._out(line.param(0))

    def _on_part(self, line: Line) -> None:
        """Servers and services make us part, too."""
        if self._session.is_me(line.nick):
            for name in line.param(0).split(","):
                self._out(name)

    def _out(self, channel: str) -> None:
        if place := self._places.get(self._session.fold(channel)):
            place.inside = False
            self._later(place)

    def _later(self, place: Place) -> None:
        place.settled = True
        place.retry_at = self._session.clocks.steady() + place.backoff.next()
