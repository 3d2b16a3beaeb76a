"""What a link is told. `chatbot.config` builds these; nothing here reads a file."""

from dataclasses import dataclass, field
from typing import Literal


@dataclass(frozen=True, slots=True)
class LinkSettings:
    """One network. `pacing` names a row of `pacing.PROFILES`; `bind` is the local address to connect from.

    `believed`: nicks are accounts; for the embedded server alone.
    `reply_verb` is for answers alone. A NOTICE gets no error numeric on ngircd and hybrid, so what must be proved
    to have arrived goes as PRIVMSG.
    `quiet_after_join`: seconds after a JOIN in which lines aren't commands, where the server stamps no times and so
    could replay old lines unnoticed. Never applied where nicks are believed: that server keeps no history.
    """

    network: str
    host: str
    port: int
    nick: str
    user: str = "dibs"
    realname: str = "dibs, the ticket desk"
    password: str | None = field(default=None, repr=False)
    channels: tuple[str, ...] = ()
    believed: bool = False
    pacing: str = "plain"
    reply_verb: Literal["PRIVMSG", "NOTICE"] = "PRIVMSG"
    bind: str | None = None
    trusts_account_tag: bool = True
    quiet_after_join: float = 3.0


@dataclass(frozen=True, slots=True)
class Timings:
    """Seconds. Tests shorten them; nobody else should need to."""

    connect: float = 20.0
    registration: float = 60.0
    silence: float = 60.0
    grace: float = 30.0
    proof: float = 90.0
    seeding: float = 30.0
    regain: float = 60.0
    stable: float = 60.0
    first_retry: float = 2.0
    longest_retry: float = 300.0
    quit: float = 2.0
    tick: float = 1.0
