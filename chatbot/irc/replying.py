"""Replies to lines of ours: which ticket each of these lines spoke of.

Sources: ircv3.net/specs/client-tags/reply, ircv3.net/specs/extensions/message-ids, …/echo-message.
"""

import re
from collections.abc import Mapping

NEWEST = 1000
REPLY_TAGS = ("+reply", "+draft/reply")

_OF_A_TICKET = re.compile(r"#([0-9]{1,9})[ :,]")
_NAMED = re.compile(r"#([0-9]+)")


def ticket_of(text: str) -> int | None:
    """The ticket that a line of ours is about. None where it names several, even within a title: none is guessed."""
    first = _OF_A_TICKET.match(text)
    return int(first[1]) if first and set(_NAMED.findall(text)) == {first[1]} else None


class Sayings:
    """The newest lines of ours that were about one ticket, by message id; through reconnections, since replies are."""

    def __init__(self, most: int = NEWEST) -> None:
        self._tickets: dict[str, int] = {}
        self._most = most

    def note(self, msgid: str, text: str) -> None:
        number = ticket_of(text)
        if not msgid or number is None:
            return
        self._tickets.pop(msgid, None)
        self._tickets[msgid] = number
        if len(self._tickets) > self._most:
            del self._tickets[next(iter(self._tickets))]

    def about(self, tags: Mapping[str, str]) -> int | None:
        """The ticket of the line that a line with these tags replies to."""
        named = (self._tickets.get(tags.get(name, "")) for name in REPLY_TAGS)
        return next((number for number in named if number is not None), None)
