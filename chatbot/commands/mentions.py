"""`see #12` in talk: one line about it, at most once in 5 minutes for a ticket and a channel. Pure."""

import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from chatbot.wire import Channel, Message

BETWEEN = timedelta(minutes=5)
LOOKED_AT = 512
"""Characters; a line of IRC has no more."""

REMEMBERED = 1000

_SEE = re.compile(r"(?:^|[\s(,;])see #([0-9]{1,9})(?![\w#-])", re.ASCII | re.IGNORECASE)


@dataclass(slots=True)
class Mentions:
    _shown: dict[tuple[str, str, int], datetime] = field(default_factory=dict[tuple[str, str, int], datetime])

    @staticmethod
    def points(message: Message) -> bool:
        """Whether a line of talk points to a ticket at all."""
        return isinstance(message.audience, Channel) and _SEE.search(message.text[:LOOKED_AT]) is not None

    def take(self, message: Message) -> int | None:
        """The ticket that a line of talk points to, unless it was shown there just now."""
        found = _SEE.search(message.text[:LOOKED_AT])
        if found is None or not isinstance(message.audience, Channel):
            return None
        place = (message.audience.network, message.audience.name.lower(), int(found[1]))
        shown = self._shown.pop(place, None)
        if len(self._shown) >= REMEMBERED:
            del self._shown[next(iter(self._shown))]
        lately = shown is not None and message.at - shown < BETWEEN
        self._shown[place] = shown if shown is not None and lately else message.at
        return None if lately else place[2]
