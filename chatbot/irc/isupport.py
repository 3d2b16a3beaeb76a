"""What the server said about itself in 005 (modern.ircdocs.horse/#rplisupport-005)."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

MOST_MONITORED = 100

_ESCAPE = re.compile(r"\\x([0-9A-Fa-f]{2})")
_PREFIX = re.compile(r"\(([^)]*)\)(.*)", re.DOTALL)


def _unescape(value: str) -> str:
    return _ESCAPE.sub(lambda found: chr(int(found[1], 16)), value)


@dataclass(frozen=True, slots=True)
class ISupport:
    """The tokens so far, and what to assume for those that were never said."""

    tokens: Mapping[str, str] = field(default_factory=dict[str, str])

    def fed(self, params: Sequence[str]) -> "ISupport":
        """With one more 005: `params` begins with our nick and may end in a sentence."""
        tokens = dict(self.tokens)
        for token in (word for word in params[1:] if word and " " not in word):
            name, _, value = token.partition("=")
            if name.startswith("-"):
                tokens.pop(name[1:].upper(), None)
            else:
                tokens[name.upper()] = _unescape(value)
        return ISupport(tokens)

    def number(self, name: str, default: int) -> int:
        value = self.tokens.get(name, "")
        return int(value) if value.isascii() and value.isdigit() and len(value) < 10 else default

    @property
    def casemapping(self) -> str:
        return self.tokens.get("CASEMAPPING", "rfc1459")

    @property
    def chantypes(self) -> str:
        return self.tokens.get("CHANTYPES", "#&")

    @property
    def statusmsg(self) -> str:
        return self.tokens.get("STATUSMSG", "")

    @property
    def whox(self) -> bool:
        return "WHOX" in self.tokens

    @property
    def linelen(self) -> int:
        """Bytes of a line with its CR LF, tags not counted."""
        return max(self.number("LINELEN", 512), 512)

    @property
    def monitor(self) -> int:
        """How many nicks it watches for us; 0 where it can't. No number means no limit, so there is one of ours."""
        return min(self.number("MONITOR", MOST_MONITORED), MOST_MONITORED) if "MONITOR" in self.tokens else 0

    @property
    def bot(self) -> str:
        """The letter of the bot mode, or nothing."""
        return self.tokens.get("BOT", "")[:1]

    @property
    def prefixes(self) -> Mapping[str, str]:
        """Mode letter to prefix, highest first."""
        found = _PREFIX.fullmatch(self.tokens.get("PREFIX", "(ov)@+"))
        return dict(zip(found[1], found[2], strict=False)) if found else {}

    def is_channel(self, name: str) -> bool:
        return name[:1] != "" and name[0] in self.chantypes
