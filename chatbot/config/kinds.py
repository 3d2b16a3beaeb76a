"""The kinds of value that settings are made of. Each refuses with a sentence that says what to write instead.

No sentence repeats the text that it refuses, except for a duration: a secret may have slipped into the wrong place.
"""

import re
import stat
from datetime import timedelta
from pathlib import Path
from typing import Annotated
from zoneinfo import available_timezones

from pydantic import AfterValidator, BeforeValidator, Field, SecretStr

from chatbot.config.secrets import SecretFile, as_secret, at_home, read_secret_file
from chatbot.desk.bounds import Bounds
from chatbot.desk.durations import parse_duration
from chatbot.desk.settings import DeskSettings
from chatbot.desk.weblinks import NUMBER, problem_of
from chatbot.irc.relayed import format_of
from chatbot.irc.settings import Mechanism, TlsSettings
from chatbot.irc.tls import context

LONGEST_TRACKER = 150
"""Characters of its address, so that what is linked fits into a line with its number."""
BROWSER_SAFE_PORTS = (6667, 6668, 6669, 6666, 6665)
"""Ports that browsers refuse to open (https://fetch.spec.whatwg.org/#port-blocking), in the order they are tried."""


def _matching(pattern: str, sentence: str) -> AfterValidator:
    def check(text: str) -> str:
        if not re.fullmatch(pattern, text):
            raise ValueError(sentence)
        return text

    return AfterValidator(check)


def _duration(value: object) -> timedelta:
    if isinstance(value, timedelta):
        return value
    if type(value) not in (str, int):
        raise ValueError('must be a time with its unit, in quotes, such as "30m", "1h30" or "2w".')
    return parse_duration(str(value))


def _not_too_short(value: timedelta) -> timedelta:
    if value < Bounds().shortest_every:
        raise ValueError('must be at least "1m": more often is only noise.')
    return value


def _keep(value: object) -> timedelta | None:
    if value is None or (isinstance(value, str) and value.strip().lower() == "never"):
        return None
    keep = _duration(value)
    if keep < Bounds().shortest_keep:
        raise ValueError('must be at least "1d", or "never".')
    return keep


def _split(value: object) -> object:
    """An environment variable gives a list as one text, its items apart by commas or spaces."""
    return value.replace(",", " ").split() if isinstance(value, str) else value


def _known_zone(name: str) -> str:
    if name not in available_timezones():
        raise ValueError('must be a zone as the IANA spells it, such as "Europe/Berlin".')
    return name


def _once_each(items: list[str]) -> list[str]:
    if len({item.lower() for item in items}) < len(items):
        raise ValueError("names something twice; once is enough.")
    return items


def _relay_format(written: str) -> str:
    format_of(written)
    return written


def _tracker_address(text: str) -> str:
    if text.count(NUMBER) != 1 or NUMBER not in text.split("://", 1)[-1].partition("/")[2]:
        raise ValueError('must have {number} once, behind the server: "https://jira.example.org/browse/JIRA-{number}".')
    if problem := problem_of(text.replace(NUMBER, "1")):
        raise ValueError(f"{problem}.")
    if len(text) > LONGEST_TRACKER:
        raise ValueError(f"must have at most {LONGEST_TRACKER} characters.")
    return text


def _file(path: Path) -> Path:
    found = at_home(path)
    if path == Path() or leads_to_a_folder(found):
        raise ValueError('must be the path of a file, such as "./data/dibs.db", not of a folder.')
    return found


def leads_to_a_folder(path: Path) -> bool:
    """ValueError where nobody can tell: a folder on the way may not be entered, or the name is too long."""
    try:
        return stat.S_ISDIR(path.stat().st_mode)
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError as error:
        raise ValueError(f"can't be looked at: {(error.strerror or 'it failed').lower()}.") from None


def _safe_ports(ports: list[int]) -> list[int]:
    if not ports or not set(ports) <= set(BROWSER_SAFE_PORTS):
        allowed = ", ".join(map(str, sorted(BROWSER_SAFE_PORTS)))
        raise ValueError(f"may hold only {allowed}: browsers refuse these, any other could be reached by a web page.")
    return ports


def _addresses(items: list[str]) -> list[str]:
    for item in items:
        host, port = address(item)
        if not re.fullmatch(r"[A-Za-z0-9.:_-]{1,253}", host) or (port is not None and not 0 < port < 65536):
            raise ValueError('must hold servers, such as "irc2.example.org", "irc2.example.org:6697" or "[::1]:6697".')
    return items


def _without_port(host: str) -> str:
    port = address(host)[1]
    if port is not None:
        raise ValueError(f"must be the server alone; its port stands in a line of its own: port = {port}")
    return host


def address(text: str) -> tuple[str, int | None]:
    """Host and port of `host`, `host:port`, `[v6]:port` or a bare IPv6 address; the host is "" where it is neither."""
    found = re.fullmatch(r"\[([^\]]*)\](?::(\d{1,5}))?|([^:]*)(?::(\d{1,5}))?|(.*:.*:.*)", text)
    if not found:
        return "", None
    port = found[2] or found[4]
    return found[1] or found[3] or found[5] or "", int(port) if port else None


def _certificates(path: Path) -> Path:
    try:
        context(TlsSettings(ca_file=path))
    except (OSError, ValueError):
        raise ValueError("must be a file with certificates in PEM.") from None
    return path


def _pins(items: list[str]) -> list[str]:
    """64 small hex digits each, however they were spelled."""
    pins = [re.sub(r"(?i)^(sha-?256[:=])|:", "", item).lower() for item in items]
    if not all(re.fullmatch("[0-9a-f]{64}", pin) for pin in pins):
        raise ValueError("must hold SHA-256 fingerprints of certificates, of 64 hex digits each.")
    return pins


def _one_word(secret: SecretStr) -> SecretStr:
    if not re.fullmatch(r"[^\x00-\x20,\x7f]{1,50}", secret.get_secret_value()):
        raise ValueError("must be the key of a channel: one word without a comma, at most 50 characters.")
    return secret


def _some(items: list[Mechanism]) -> list[Mechanism]:
    if not items:
        raise ValueError("must name at least one; without account none is used.")
    return items


Duration = Annotated[timedelta, BeforeValidator(_duration)]
Zone = Annotated[str, AfterValidator(_known_zone)]
Pace = Annotated[Duration, AfterValidator(_not_too_short)]
Keep = Annotated[timedelta | None, BeforeValidator(_keep)]
Prompts = Annotated[int, Field(ge=1, le=DeskSettings().max_repeats + 1)]
FilePath = Annotated[Path, AfterValidator(_file)]
Port = Annotated[int, Field(ge=1, le=65535)]
SafePorts = Annotated[list[int], BeforeValidator(_split), AfterValidator(_safe_ports)]
Secret = Annotated[SecretStr, BeforeValidator(as_secret)]
SecretIn = Annotated[SecretFile, BeforeValidator(read_secret_file)]

Nick = Annotated[
    str,
    _matching(
        r"[A-Za-z_\[\]\\`^{}|][A-Za-z0-9_\[\]\\`^{}|-]{0,29}",
        "must be a nick: a letter first, then letters, digits, - or _, at most 30.",
    ),
]
ChannelName = Annotated[
    str,
    _matching(r"[#&+][^\x00-\x20\x7f,:\ud800-\udfff]{1,49}", 'must be a channel, such as "#desk": no space, no comma.'),
]
Channels = Annotated[list[ChannelName], BeforeValidator(_split), AfterValidator(_once_each)]
Prefix = Annotated[str, _matching(r"[!$%&*+,.;=?^|~-]{1,3}", 'must be one to three signs such as "!", "." or "?".')]
NetworkName = Annotated[
    str,
    _matching(r"[a-z][a-z0-9_-]{0,30}", "isn't a name for a network: small letters, digits, - and _, at most 31."),
    _matching(r"(?!embedded$).*", "is the built-in server's name: see [embedded], or take another name."),
]
RoleName = Annotated[
    str,
    _matching(r"[A-Za-z][A-Za-z0-9_-]{0,29}", "must be a letter, then letters, digits, - or _: at most 30."),
]
TypeName = Annotated[
    str, _matching(r"[a-z][a-z0-9_-]{0,29}", "isn't a name for a type: small letters, digits, - and _, at most 30.")
]
TrackerName = Annotated[
    str,
    _matching(
        r"[A-Z][A-Z0-9_]{0,19}", "isn't a name for a tracker: capital letters, digits and _, at most 20, as JIRA."
    ),
]
TrackerAddress = Annotated[str, AfterValidator(_tracker_address)]
Host = Annotated[
    str,
    _matching(r"[A-Za-z0-9.:_-]{1,253}", 'must be the name or address of a server, such as "irc.libera.chat".'),
    AfterValidator(_without_port),
]
Own = Annotated[
    str,
    _matching(
        r"[A-Za-z0-9.:%_-]{1,253}",
        'must be an address or a name of this machine, such as "127.0.0.1"; "0.0.0.0" is all that it has.',
    ),
    AfterValidator(_without_port),
]
Account = Annotated[str, _matching(r"[^\x00-\x20\x7f]{1,64}", "must be the name of an account: no space, at most 64.")]
Relays = Annotated[
    list[
        Annotated[
            str,
            _matching(
                r"[^\x00-\x20\x7f!@,]{1,64}|[^\x00-\x20\x7f!@,]{1,64}![^\x00-\x20\x7f!@,]{1,64}@[^\x00-\x20\x7f!@,]{1,128}",
                "must be the account of a bridge's bot or, where there are no accounts, its whole nick!user@host.",
            ),
        ]
    ],
    BeforeValidator(_split),
    AfterValidator(_once_each),
]
RelayFormat = Annotated[str, AfterValidator(_relay_format)]
User = Annotated[str, _matching(r"[A-Za-z0-9._-]{1,10}", "must be at most 10 letters, digits, '.', '-' or '_'.")]
OneLine = Annotated[str, _matching(r"[^\x00-\x1f\x7f]{1,100}", "must be one line of at most 100 characters.")]
Key = Annotated[SecretStr, BeforeValidator(as_secret), AfterValidator(_one_word)]
Addresses = Annotated[list[str], BeforeValidator(_split), AfterValidator(_addresses), AfterValidator(_once_each)]
CaFile = Annotated[FilePath, AfterValidator(_certificates)]
Pins = Annotated[list[str], BeforeValidator(_split), AfterValidator(_pins)]
Mechanisms = Annotated[list[Mechanism], BeforeValidator(_split), AfterValidator(_some)]
PluginName = Annotated[
    str, _matching(r"[A-Za-z_]\w*(\.[A-Za-z_]\w*)*", 'must name a plugin ("announce") or a module ("our_team.pager").')
]
PluginNames = Annotated[list[PluginName], BeforeValidator(_split), AfterValidator(_once_each)]
