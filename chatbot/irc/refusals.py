"""The numerics by which a server says that it didn't pass a PRIVMSG on, and what each means."""

import re

from msgspec import Struct

from chatbot.irc.lines import Line

REFUSALS = {
    "401": "nobody has that nick",
    "403": "no such channel",
    "404": "the channel doesn't let me speak",
    "411": "no target",
    "412": "no text",
    "415": "they take messages from logged-in users only",
    "439": "too many targets in a short time",
    "477": "the channel lets only logged-in users speak",
    "486": "they take messages from logged-in users only",
    "493": "they take no messages from me: nothing in common",
    "531": "they take no private messages",
    "707": "too many targets in a short time",
    "716": "they take messages only from whom they accept",
}
"""301 (away) is missing on purpose: the line was passed on."""

INVALID_UTF8 = "INVALID_UTF8"
_ERROR = re.compile(r"[45][0-9]{2}")
_CODE = re.compile(r"[A-Z0-9_]{1,40}")
"""Of a standard reply. It is shown to admins, so nothing else is taken for one."""


class Refusal(Struct, frozen=True):
    """`target` as the server named it, empty where it named none. `numeric` may be the code of a standard reply."""

    numeric: str
    target: str
    said: str

    @property
    def reason(self) -> str:
        return REFUSALS.get(self.numeric, "the server says no")


def refusal(line: Line) -> Refusal | None:
    """Form: `:server NUMERIC us [target] :sentence`."""
    if line.command == "FAIL":
        return _failed(line) if _is_of_a_message(line) else None
    if line.command not in REFUSALS:
        return None
    return Refusal(line.command, line.param(1) if len(line.params) > 2 else "", line.param(-1))


def refusal_of_labelled(line: Line) -> Refusal | None:
    """In the answer to a line of ours, where any error is about that line: the numerics from 400 to 599 are errors."""
    if line.command == "FAIL":
        return _failed(line)
    if _ERROR.fullmatch(line.command) or line.command in REFUSALS:
        return Refusal(line.command, line.param(1) if len(line.params) > 2 else "", line.param(-1))
    return None


def _failed(line: Line) -> Refusal:
    """Form: `FAIL command CODE [context] :sentence` (ircv3.net/specs/extensions/standard-replies)."""
    code = line.param(1)
    return Refusal(code if _CODE.fullmatch(code) else line.command, "", line.param(-1))


def _is_of_a_message(line: Line) -> bool:
    """`*` is where it doesn't say, as with INVALID_UTF8 (ircv3.net/specs/extensions/utf8-only)."""
    return line.param(0).upper() == "PRIVMSG" or (line.param(0) == "*" and line.param(1) == INVALID_UTF8)
