"""What the server said about itself in 005 (modern.ircdocs.horse/#rplisupport-005)."""

import re
from collections.abc import Mapping, Sequence

from msgspec import Struct, field

MOST_TOKENS = 500
"""Ten times as many as servers have."""
MOST_MONITORED = 100
SHORTEST_NICK, SHORTEST_CHANNEL = 9, 20
"""Letters. No server takes less; the first is RFC 1459's."""
LINELENS = range(512, 8192 + 1)
"""Bytes of a line that are believed: less, and no line of ours would fit; more, and one line is a book."""

CHANTYPES, PREFIX = "#&", "(ov)@+"
"""Where nothing else is said, or nothing that can be meant."""
_OF_NICKS = "[]\\`_^{}|-"
_ESCAPE = re.compile(r"\\x([0-9A-Fa-f]{2})")
_PREFIX = re.compile(r"\(([A-Za-z]*)\)(.*)", re.DOTALL)


def _number(value: str, default: int) -> int:
    return int(value) if value.isascii() and value.isdigit() and len(value) < 10 else default


def _are_marks(letters: str) -> bool:
    """None of them could begin a nick."""
    return not any(letter.isalnum() or letter in _OF_NICKS for letter in letters)


def _unescape(value: str) -> str:
    return _ESCAPE.sub(lambda found: chr(int(found[1], 16)), value)


class ISupport(Struct, frozen=True):
    """The tokens so far, and what to assume for those that were never said."""

    tokens: Mapping[str, str] = field(default_factory=dict[str, str])

    def fed(self, params: Sequence[str]) -> "ISupport":
        """With one more 005: `params` begins with our nick and may end in a sentence."""
        tokens = dict(self.tokens)
        for token in (word for word in params[1:] if word and " " not in word):
            name, _, value = token.partition("=")
            if name.startswith("-"):
                tokens.pop(name[1:].upper(), None)
            elif len(tokens) < MOST_TOKENS or name.upper() in tokens:
                tokens[name.upper()] = _unescape(value)
        return ISupport(tokens)

    def number(self, name: str, default: int) -> int:
        return _number(self.tokens.get(name, ""), default)

    def limit(self, name: str, least: int) -> int | None:
        """None where there is none, or a number that can't be meant."""
        value = self.number(name, 0)
        return value if value >= least else None

    def targets(self, verb: str) -> int | None:
        """TARGMAX: how many targets one such command may name; None where it doesn't say."""
        pairs = (word.partition(":") for word in self.tokens.get("TARGMAX", "").upper().split(","))
        most = next((value for name, _, value in pairs if name == verb), "")
        return _number(most, 0) or None

    @property
    def casemapping(self) -> str:
        return self.tokens.get("CASEMAPPING", "rfc1459")

    @property
    def chantypes(self) -> str:
        """A letter there would make channels of people."""
        types = self.tokens.get("CHANTYPES", CHANTYPES)
        return types if _are_marks(types) else CHANTYPES

    @property
    def statusmsg(self) -> str:
        """Of the prefixes, those to which something can be said."""
        return "".join(mark for mark in self.tokens.get("STATUSMSG", "") if mark in self.prefixes.values())

    @property
    def whox(self) -> bool:
        return "WHOX" in self.tokens

    @property
    def utf8_only(self) -> bool:
        """Nothing but UTF-8 is let in, so that nothing else comes from others either. What we say always is."""
        return "UTF8ONLY" in self.tokens

    @property
    def nicklen(self) -> int | None:
        """Letters of a nick; what is longer is cut off."""
        return self.limit("NICKLEN", SHORTEST_NICK)

    @property
    def channellen(self) -> int | None:
        """Letters of a channel, its first sign too."""
        return self.limit("CHANNELLEN", SHORTEST_CHANNEL)

    @property
    def linelen(self) -> int:
        """Bytes of a line with its CR LF, tags not counted."""
        return min(max(self.number("LINELEN", LINELENS.start), LINELENS.start), LINELENS.stop - 1)

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
        """Mode letter to prefix, highest first. None where PREFIX is empty."""
        found = _PREFIX.fullmatch(self.tokens.get("PREFIX", PREFIX) or "()")
        if found is None or len(found[1]) != len(found[2]) or not _are_marks(found[2]):
            found = _PREFIX.fullmatch(PREFIX)
        return dict(zip(found[1], found[2], strict=True)) if found else {}

    def is_channel(self, name: str) -> bool:
        return name[:1] != "" and name[0] in self.chantypes
