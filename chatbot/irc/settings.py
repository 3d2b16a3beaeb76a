"""What a link is told. `chatbot.config` builds these; nothing here reads a file."""

import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

Mechanism = Literal["SCRAM-SHA-256", "ECDSA-NIST256P-CHALLENGE", "EXTERNAL", "PLAIN"]


@dataclass(frozen=True, slots=True)
class TlsSettings:
    """How the other side of a secured connection is judged, and what it is shown.

    `ca_file`: who may vouch for the server, in place of those that the system trusts. `pins`: SHA-256 fingerprints of
    certificates, 64 small hex digits each; where there are any, they alone decide. `cert_file` may hold the key, too.
    """

    ca_file: Path | None = None
    cert_file: Path | None = None
    key_file: Path | None = None
    pins: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class LoginSettings:
    """The account of dibs itself. `key_file`: a P-256 key in PEM. `mechanisms`: the order in which they are tried.

    `required`: rather no connection than one without it. `nickserv`: who is told the password where the server can't.
    `chanserv`: who is asked to let us into a channel that is shut.
    """

    account: str
    password: str | None = field(default=None, repr=False)
    key_file: Path | None = None
    mechanisms: tuple[Mechanism, ...] = ("SCRAM-SHA-256", "ECDSA-NIST256P-CHALLENGE", "EXTERNAL", "PLAIN")
    required: bool = False
    nickserv: str | None = None
    chanserv: str = "ChanServ"


@dataclass(frozen=True, slots=True)
class LinkSettings:
    """One network. `more`: its other servers, tried in turn. `secure`: over TLS, from the first byte.

    `pacing` names a row of `pacing.PROFILES`; `bind` is the local address to connect from.

    `believed`: nicks are accounts; for the embedded server alone. `passwords`: dibs keeps the accounts, and what was
    said to it is the only proof; `passwords_in_clear`: even where others on the way could read it.
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
    keys: Mapping[str, str] = field(default_factory=dict[str, str], repr=False)
    """Of channels that want one, by the channel as it is spelled in `channels`."""
    believed: bool = False
    passwords: bool = False
    passwords_in_clear: bool = False
    pacing: str = "plain"
    reply_verb: Literal["PRIVMSG", "NOTICE"] = "PRIVMSG"
    bind: str | None = None
    trusts_account_tag: bool = True
    quiet_after_join: float = 3.0
    more: tuple[tuple[str, int], ...] = ()
    secure: bool = False
    tls: TlsSettings = TlsSettings()
    login: LoginSettings | None = None
    relays: tuple[str, ...] = ()
    """Bots that speak for others: by their accounts or, where there are none, by nick!user@host."""
    relay_format: str = "<{nick}> {text}"

    @property
    def private(self) -> bool:
        """Whether a password may be said: nobody reads it on its way."""
        return self.secure or is_loopback(self.host)


def is_loopback(host: str) -> bool:
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


@dataclass(frozen=True, slots=True)
class Timings:
    """Seconds. Tests shorten them; nobody else should need to."""

    connect: float = 20.0
    registration: float = 60.0
    silence: float = 60.0
    grace: float = 30.0
    proof: float = 90.0
    label: float = 10.0
    seeding: float = 30.0
    answer: float = 60.0
    away: float = 300.0
    regain: float = 60.0
    stable: float = 60.0
    first_retry: float = 2.0
    longest_retry: float = 300.0
    quit: float = 2.0
    tick: float = 1.0
