"""Whether a line is for us, and what of it is the command (VOICE, grammar 5, 8, 11). Pure."""

import re
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from chatbot.commands.words import SEPARATORS
from chatbot.desk.masks import folded
from chatbot.wire import Channel, Message, Private

Manner = Literal["private", "named", "prefix", "reply", "take"]
"""`reply`: to a line of ours about a ticket, and nothing in its text says that it is for us.
`take`: the whole line is `dibs 12`, which counts only where a role's tickets are announced.
"""

LONGEST_TAKE = 100

_TAKE = re.compile(r"dibs(?:[ ,]+#?[0-9]{1,9}(?:-[0-9]{1,9})?)+[ .,!?]*", re.ASCII | re.IGNORECASE)


def commanding(message: Message) -> Message:
    """What of it may command: in a channel its first line alone, the others are talk."""
    first = message.text.partition("\n")[0] if isinstance(message.audience, Channel) else message.text
    return message if first == message.text else replace(message, text=first)


class Addressed(Struct, frozen=True):
    text: str
    manner: Manner

    @property
    def explicit(self) -> bool:
        """Surely for us, and not for another bot with the same prefix."""
        return self.manner in {"private", "named"}


def address(message: Message, prefix: str = "!") -> Addressed | None:
    """None: not for us."""
    private = isinstance(message.audience, Private)
    text = message.text.strip(SEPARATORS) if private else message.text
    named = _after_name(text, message.me)
    if named is not None:
        return _unless_empty(_without_prefix(named, prefix), "named")
    if private:
        return _unless_empty(_without_prefix(text, prefix), "private")
    return _in_channel(text, prefix, replies=message.about is not None)


def _in_channel(text: str, prefix: str, *, replies: bool) -> Addressed | None:
    if prefix and text.startswith(prefix):
        return _unless_empty(_without_prefix(text, prefix), "prefix")
    if replies:
        return _unless_empty(text.strip(SEPARATORS), "reply")
    if len(text) <= LONGEST_TAKE and _TAKE.fullmatch(text):
        return Addressed(text, "take")
    return None


def _unless_empty(text: str, manner: Manner) -> Addressed | None:
    return Addressed(text, manner) if text else None


def _without_prefix(text: str, prefix: str) -> str:
    """Empty for `!`, `!!` and `! x`, which people say to each other."""
    if not prefix or not text.startswith(prefix):
        return text
    text = text.removeprefix(prefix)
    return "" if text.startswith((prefix, *SEPARATORS)) else text


def _after_name(text: str, names: tuple[str, ...]) -> str | None:
    """What follows `dibs:` or `dibs,`; ASCII letters are folded."""
    for name in sorted(names, key=len, reverse=True):
        if name and folded(text[: len(name)]) == folded(name) and text[len(name) : len(name) + 1] in {":", ","}:
            return text[len(name) + 1 :].strip(SEPARATORS)
    return None
