"""One line of IRC, taken apart. On purpose not the parser of the product: that one is what the tests judge."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

_ESCAPES = {":": ";", "s": " ", "\\": "\\", "r": "\r", "n": "\n"}  # https://ircv3.net/specs/extensions/message-tags


@dataclass(frozen=True, slots=True)
class Line:
    """`nick` is the server's name, and `user` and `host` are empty, where a server speaks for itself."""

    tags: Mapping[str, str]
    nick: str
    user: str
    host: str
    command: str
    params: tuple[str, ...]
    raw: str

    @property
    def text(self) -> str:
        """The last parameter: what was said."""
        return self.params[-1] if self.params else ""

    @property
    def target(self) -> str:
        return self.params[0] if self.params else ""

    @property
    def mask(self) -> str:
        return f"{self.nick}!{self.user}@{self.host}"


def parse(raw: str) -> Line:
    rest, tags = _tags(raw)
    source, rest = rest[1:].partition(" ")[::2] if rest.startswith(":") else ("", rest)
    middle, colon, trailing = f" {rest.lstrip(' ')}".partition(" :")
    words = middle.split(" ")
    command, *params = [word for word in words if word] or [""]
    nick, user, host = _mask(source)
    return Line(tags, nick, user, host, command.upper(), (*params, *([trailing] if colon else [])), raw)


def _tags(raw: str) -> tuple[str, dict[str, str]]:
    if not raw.startswith("@"):
        return raw, {}
    packed, _, rest = raw[1:].partition(" ")
    pairs = (item.partition("=")[::2] for item in packed.split(";"))
    return rest.lstrip(" "), {key: _unescaped(value) for key, value in pairs}


def _unescaped(value: str) -> str:
    return re.sub(r"\\(.?)", lambda found: _ESCAPES.get(found[1], found[1]), value)


def _mask(source: str) -> tuple[str, str, str]:
    left, _, host = source.partition("@")
    nick, _, user = left.partition("!")
    return nick, user, host
