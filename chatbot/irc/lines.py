"""From bytes to lines. Whatever a peer sends gives a line or nothing, never an exception.

Grammar: modern.ircdocs.horse/#message-format and ircv3.net/specs/extensions/message-tags.
"""

from collections.abc import Mapping

from msgspec import Struct, field

LONGEST_LINE = 16_384
"""Bytes. 8,191 of tags and 512 of line is what the specifications allow; LINELEN may ask for more."""

_UNESCAPED = {":": ";", "s": " ", "r": "\r", "n": "\n", "\\": "\\"}


class Line(Struct, frozen=True):
    command: str
    params: tuple[str, ...] = ()
    source: str = ""
    tags: Mapping[str, str] = field(default_factory=dict[str, str])

    @property
    def nick(self) -> str:
        return self.source.partition("!")[0].partition("@")[0]

    @property
    def user(self) -> str:
        return self.source.partition("!")[2].rpartition("@")[0]

    @property
    def host(self) -> str:
        return self.source.partition("!")[2].rpartition("@")[2]

    @property
    def from_person(self) -> bool:
        return bool(self.nick and self.user and self.host)

    def param(self, index: int) -> str:
        """That parameter, or nothing: servers leave some out."""
        return self.params[index] if -len(self.params) <= index < len(self.params) else ""


class LineBuffer:
    """Cuts a stream at LF. A line longer than the limit is dropped whole, so that no peer fills the memory."""

    def __init__(self, limit: int = LONGEST_LINE) -> None:
        self._limit = limit
        self._rest = b""
        self._dropping = False

    def __len__(self) -> int:
        """Bytes kept for the next time."""
        return len(self._rest)

    def feed(self, data: bytes) -> list[bytes]:
        *lines, rest = (self._rest + data).split(b"\n")
        if self._dropping and lines:
            del lines[0]
            self._dropping = False
        self._keep(rest)
        return [line.removesuffix(b"\r") for line in lines if len(line) <= self._limit]

    def _keep(self, rest: bytes) -> None:
        self._dropping = self._dropping or len(rest) > self._limit
        self._rest = b"" if self._dropping else rest


def decode(raw: bytes, *, utf8_only: bool = False) -> str:
    """What is no UTF-8 is somebody's old client, which writes Latin-1; but not where the server lets none in
    (ircv3.net/specs/extensions/utf8-only): what comes torn there has lost letters, and doesn't mean others."""
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return raw.decode(errors="replace") if utf8_only else raw.decode("latin-1")


def parse(raw: bytes, *, utf8_only: bool = False) -> Line | None:
    """The line, or None where there is no command in it."""
    rest = decode(raw, utf8_only=utf8_only)
    tags, rest = _lead(rest, "@")
    source, rest = _lead(rest, ":")
    head, colon, trailing = (" " + rest).partition(" :")
    command, *params = [word for word in head.split(" ") if word] or [""]
    if not command:
        return None
    return Line(command.upper(), (*params, trailing) if colon else tuple(params), source, _tags(tags))


def _lead(text: str, mark: str) -> tuple[str, str]:
    """Take the first word off where it begins with that mark."""
    if not text.startswith(mark):
        return "", text
    word, _, rest = text[1:].partition(" ")
    return word, rest.lstrip(" ")


def _tags(text: str) -> dict[str, str]:
    pairs = (item.partition("=") for item in text.split(";") if item)
    return {key: _unescape(value) for key, _, value in pairs}


def _unescape(value: str) -> str:
    """A backslash before anything else, or at the end, is dropped."""
    if "\\" not in value:
        return value
    out, letters = list[str](), iter(value)
    for letter in letters:
        following = next(letters, "") if letter == "\\" else None
        out.append(letter if following is None else _UNESCAPED.get(following, following))
    return "".join(out)
