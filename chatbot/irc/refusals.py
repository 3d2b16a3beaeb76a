"""The numerics by which a server says that it didn't pass a PRIVMSG on, and what each means."""

from dataclasses import dataclass

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


@dataclass(frozen=True, slots=True)
class Refusal:
    """`target` as the server named it, empty where it named none."""

    numeric: str
    target: str
    said: str

    @property
    def reason(self) -> str:
        return REFUSALS[self.numeric]


def refusal(line: Line) -> Refusal | None:
    """Form: `:server NUMERIC us [target] :sentence`."""
    if line.command not in REFUSALS:
        return None
    return Refusal(line.command, line.param(1) if len(line.params) > 2 else "", line.param(-1))
