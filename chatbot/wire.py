"""What passes between a door and the desk: plain data, and the one protocol that a chat link fulfils."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from string import ascii_lowercase, ascii_uppercase
from typing import Literal, Protocol, get_args

from msgspec import Struct

Method = Literal["none", "relayed", "believed", "identified", "tracker", "account-tag", "shell"]
"""How a door could prove who speaks, the weakest first; DESIGN's "who is speaking". `none` gives no right at all.

`relayed`: a bridge says so. `believed`: a nick on the embedded server. `identified`: by a password that dibs keeps.
"""

METHODS: tuple[Method, ...] = get_args(Method)


class Channel(Struct, frozen=True):
    """A place where others read. `name` is spelled as it was joined, with its prefix: `#desk`."""

    network: str
    name: str


class Private(Struct, frozen=True):
    """A place where one person reads. `nick` is the nick at receipt."""

    network: str
    nick: str


Audience = Channel | Private


@dataclass(frozen=True, slots=True)
class Principal:
    """Who a line comes from, as its door could prove it when the line arrived.

    `account` is what the network (or, on the embedded one, the nick) says; None means that nothing was proved.
    `key` is what rights hang on: the account folded to ASCII lower case, the believed nick folded by the server's
    CASEMAPPING, `password_key` of an account that dibs keeps itself, or, with method `none`, the whole
    `nick!user@host`. For `relayed` see chatbot/desk/bridged.py.
    """

    network: str
    nick: str
    account: str | None
    key: str
    method: Method
    mask: str = ""
    """nick!user@host as seen, shown to admins and bound to an unverified reporter."""
    seat: int = field(default=0, compare=False)
    """Their stay in view of dibs, from where they came in to where they left: who is there later under the same
    nick!user@host has another. 0: they share no channel with us."""
    relay: str = ""
    """The bridge that says who it is. Then `nick` is a name to show and no nick, `key` and `mask` are no mask, and
    nothing can be said to them but in the channel."""

    @property
    def strength(self) -> int:
        """The greater, the surer."""
        return METHODS.index(self.method)


class Message(Struct, frozen=True):
    """One line that somebody said, with who said it resolved at receipt."""

    principal: Principal
    audience: Audience
    text: str
    at: datetime
    me: tuple[str, ...] = ()
    """The names that address the bot here: its current nick and its configured one."""
    mentioned_as: str = ""
    """The target to answer to where it isn't the audience itself: a STATUSMSG target such as `@#ops`."""
    msgid: str = ""
    """The server's own id of this line, where it gives one."""
    about: int | None = None
    """The ticket of the line of ours that this one replies to."""
    number: int = 0
    """The greater, the later it was heard; of one count with `since`."""
    since: int = 0
    """When its speaker came into that channel, in that count; 0 where we don't see them in it."""


@dataclass(frozen=True, slots=True)
class Reply:
    """Lines to say to one target now. Private lines go to the nick that spoke."""

    to: Audience
    lines: tuple[str, ...]
    target: str = ""
    """Overrides the target on the wire (STATUSMSG); the audience stays `to`."""
    error: bool = False
    """It says why something wasn't done; the shell makes an exit code of it."""
    reply_to: str = ""
    """The `msgid` of the message that it answers, where it is said in the same place."""
    asked_by: str = field(default="", compare=False)
    """The nick!user@host that it answers in private: another who wears the nick by now is somebody else."""
    stranger: bool = field(default=False, compare=False)
    """They proved no account: where much is to be said, others are answered before them."""
    asked_at: datetime | None = field(default=None, compare=False)
    """When the question was heard: an answer that is said late says so."""
    asked_as: int = field(default=0, compare=False)
    """The number of the question; 0 where nobody asked."""


class Outgoing(Struct, frozen=True):
    """One line of the outbox, its target already resolved to a nick or a channel."""

    row: int
    target: str
    text: str
    urgent: bool = False


Verdict = Literal["taken", "refused", "unknown"]


class Outcome(Struct, frozen=True):
    """What became of an `Outgoing`.

    `taken`: the server answered that very line, or a PING sent after it, so it had processed it.
    `refused`: the server answered with an error numeric; `numeric` and `reason` say which.
    `unknown`: the link broke before the proof. The line may have arrived; it must be sent again.
    """

    row: int
    verdict: Verdict
    numeric: str = ""
    reason: str = ""


_LOWER = str.maketrans(ascii_uppercase, ascii_lowercase)
KEPT_HERE = "~"
"""Begins no nick and no services' account."""


def password_key(account: str) -> str:
    """Of an account whose password dibs keeps: never what services call somebody, should a network get some one day."""
    return KEPT_HERE + account.translate(_LOWER)


class Logins(Protocol):
    """Who has shown a password of theirs on a link, where dibs itself keeps the accounts. Nothing of it is written
    down: a login ends when who it was leaves our sight, or we theirs."""

    @property
    def kept(self) -> bool:
        """Whether this network is one where passwords are the only proof."""
        ...

    @property
    def private(self) -> bool:
        """Whether a password may be said on this link as it is now."""
        ...

    def sits(self, who: Principal) -> bool:
        """Whether they share a channel with us, so that the server tells when they leave."""
        ...

    def latest(self, who: Principal) -> Principal:
        """As they are logged in by now: who has just shown a password needn't repeat what they said right behind it."""
        ...

    def ended(self, key: str) -> int:
        """How often all logins of that key were ended, to be given to `log_in`."""
        ...

    def log_in(self, who: Principal, account: str, ended: int) -> bool:
        """That very person, if they are still in view, and if that account's logins weren't ended since `ended`."""
        ...

    def log_out(self, who: Principal) -> bool:
        """Whether they were logged in."""
        ...

    def end(self, key: str, but: int = 0) -> None:
        """All logins of that key, save the one in that seat."""
        ...


class Wire(Protocol):
    """A link to one network, as the services see it. Never raises because the link is down."""

    @property
    def network(self) -> str: ...

    @property
    def up(self) -> bool:
        """Registered, and the tracker's seeding of the joined channels finished."""
        ...

    @property
    def batch(self) -> int:
        """How many notices to hand over at once: few where the pace is slow, so that the rest is looked at again."""
        ...

    async def deliver(self, lines: Sequence[Outgoing]) -> list[Outcome]:
        """Send paced, prove, attribute refusals. One outcome a line, in the same order."""
        ...

    async def reply(self, reply: Reply) -> None:
        """Say it now, before any notice; lost without a word if the link is down, or breaks before it is said.

        Only what answers a question of before waits a while until it is up again, holding up nobody, and is said in
        private to who asked alone.
        """
        ...

    def nicks(self, key: str) -> Sequence[str]:
        """The nicks seen logged in as that account now (or believed to be it); best first; empty if nobody is."""
        ...

    def away(self, key: str) -> bool:
        """Whether each of these nicks is marked away; False if there is none."""
        ...

    def who(self, nick: str) -> Principal | None:
        """Who wears that nick now, as far as it is proved; None if nobody is seen under it."""
        ...

    def online(self, mask: str) -> bool:
        """Whether that very nick!user@host is still seen, without having quit since."""
        ...

    async def look_for(self, key: str) -> bool:
        """See whether they are there though they share no channel: an account, or a stranger's nick!user@host.

        Whether that had to be found out, which takes a few seconds at most. Who comes later is told by `Seen`.
        """
        ...

    def in_channel(self, channel: str, key: str) -> bool: ...

    def rings(self, channel: str, nick: str) -> bool:
        """Whether somebody of that nick is in it, whoever that is: to name it there highlights them."""
        ...

    def relays(self, channel: str, relay: str) -> bool:
        """Whether that bridge hears what is said there, as far as can be seen."""
        ...

    def last_spoke(self, channel: str, key: str) -> datetime | None: ...

    def want_channels(self, names: Iterable[str]) -> None:
        """The channels to be in, besides the configured ones; joins what is new."""
        ...


@dataclass(frozen=True, slots=True)
class Seen:
    """Somebody came into view: joined, logged in, or spoke. `spoke`: they said something that has been dealt with, so
    they are really here, and what they hear now comes after the answer."""

    network: str
    key: str
    nick: str
    at: datetime = field(compare=False)
    spoke: bool = False
