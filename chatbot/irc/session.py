"""What the parts of one connection share."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from msgspec import Struct

from chatbot.irc.bridges import Bridges
from chatbot.irc.caps import WANTED, Caps
from chatbot.irc.folding import Fold, folder
from chatbot.irc.forwarding import Forwarding
from chatbot.irc.isupport import ISupport
from chatbot.irc.lines import Line
from chatbot.irc.outgoing import WireLine, in_reply, room
from chatbot.irc.people import Person, Spoken
from chatbot.irc.queue import Priority, Unit
from chatbot.irc.replying import Sayings
from chatbot.irc.settings import LinkSettings, Timings
from chatbot.irc.signs import Signs
from chatbot.irc.sought import Sought
from chatbot.irc.tracker import Tracker
from chatbot.irc.writer import Writer
from chatbot.wire import Message, Seen

Handler = Callable[[Line], None]
Table = dict[str, Handler]

_LONGEST_HOST = 63
_TILDE = 1


@dataclass(slots=True)
class Me:
    nick: str
    user: str
    host: str = ""
    account: str | None = None

    @property
    def mask_bytes(self) -> int:
        """Of nick!user@host as others get it; the most it can be until the server has shown it."""
        host = len(self.host.encode()) or _LONGEST_HOST + _TILDE
        return len(f"{self.nick}!{self.user}@".encode()) + host


class Ears(Struct, frozen=True):
    """Who is told. Called in the order of the lines; must not block."""

    message: Callable[[Message], None]
    seen: Callable[[Seen], None]
    """Who came into view; that somebody says something, `message` tells."""
    gone: Callable[[str], None]
    """Gets the nick!user@host of who has quit."""
    moved: Callable[[str, str], None]
    """Gets the nick!user@host that somebody had, and the one that they have now."""
    left: Callable[[str, str], None]
    """Gets a channel, and the key of who isn't in it any more, under no nick."""
    up: Callable[[], None]
    down: Callable[[], None]
    shut: Callable[[str, str], None]
    """Gets a channel that didn't let us in, and the numeric that said so."""
    granted: Callable[[LinkSettings, timedelta], None]
    """Over TLS a server has said for how long it must be spoken to so."""


@dataclass(slots=True)
class Wanted:
    """The channels to be in, as they were asked for, and the only spelling in which they are ever named."""

    names: list[str] = field(default_factory=list[str])

    def add(self, name: str, fold: Fold) -> bool:
        new = all(fold(name) != fold(other) for other in self.names)
        if new:
            self.names.append(name)
        return new

    def drop(self, name: str, fold: Fold) -> None:
        self.names[:] = [other for other in self.names if fold(other) != fold(name)]

    def spelling(self, name: str, fold: Fold) -> str:
        return next((wanted for wanted in self.names if fold(wanted) == fold(name)), name)


class Session:
    def __init__(
        self, settings: LinkSettings, timings: Timings, clocks: "Clocks", shared: "Shared", make_writer: "MakeWriter"
    ) -> None:
        self.settings = settings
        self.timings = timings
        self.clocks = clocks
        self.ears = shared.ears
        self.wanted = shared.wanted
        self.spoken = shared.spoken
        self.sayings = shared.sayings
        self.sought = shared.sought
        self.signs = shared.signs
        self.caps = Caps(WANTED | {"sasl"} if settings.login else WANTED)
        self.bridges = Bridges(settings, self.caps)
        self.me = Me(settings.nick, settings.user)
        self.isupport = ISupport()
        self.tracker = Tracker(self.fold, believed=settings.believed, passwords=settings.passwords)
        self.forwarding = Forwarding(self.fold)
        self.writer = make_writer(self.fold)
        self._folder = folder(self.isupport.casemapping)

    def follow(self, settings: LinkSettings) -> None:
        """Other settings, for the connection that there is: it stays where it is."""
        here = self.settings
        self.settings = replace(settings, host=here.host, port=here.port, secure=here.secure)
        self.bridges.settings = self.settings

    def fold(self, name: str) -> str:
        return self._folder(name)

    def support(self, isupport: ISupport) -> None:
        self.isupport = isupport
        self._folder = folder(isupport.casemapping)

    def is_me(self, nick: str) -> bool:
        return self.fold(nick) == self.fold(self.me.nick)

    def control(self, line: WireLine) -> None:
        self.writer.put(Unit(Priority.CONTROL, [line]))

    def room(self, target: str) -> int:
        return room(self.isupport.linelen, self.me.mask_bytes, target)

    def answering(self, lines: Sequence[WireLine], msgid: str) -> Sequence[WireLine]:
        """Tagged as replies where the server takes tags at all."""
        return in_reply(lines, msgid) if self.caps.has("message-tags") else lines

    def see(self, person: Person) -> None:
        if not self.is_me(person.nick) and not self.bridges.relay(self.tracker.account(person), person.mask):
            seen = Seen(self.settings.network, self.tracker.key(person), person.nick, self.clocks.now())
            self.ears.seen(seen)


class Clocks(Struct, frozen=True):
    """`now` is the wall's, in UTC; `steady` counts seconds and only grows."""

    now: Callable[[], datetime]
    steady: Callable[[], float]


class Shared(Struct, frozen=True):
    """What outlives a connection."""

    ears: Ears
    wanted: Wanted
    spoken: Spoken
    sayings: Sayings
    sought: Sought
    signs: Signs


MakeWriter = Callable[[Fold], Writer]
