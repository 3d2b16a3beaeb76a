"""What is pasted in private behind a `new` becomes the description (VOICE, grammar 12). Pure."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from msgspec import Struct

from chatbot.desk.bounds import USUAL

WITHIN = timedelta(seconds=3)
"""After the `new`, and after each line that was taken."""
MOST_LINES = USUAL.pasted
MOST_PEOPLE = 1000


@dataclass(slots=True)
class Paste:
    number: int
    until: datetime
    lines: int = 0


class Taken(Struct, frozen=True):
    """A line for the description of that ticket, or (`full`) one too many. `silent`: that was said already."""

    number: int
    full: bool
    silent: bool


@dataclass(slots=True)
class Pasting:
    _by_person: dict[str, Paste] = field(default_factory=dict[str, Paste])

    def begin(self, person: str, number: int, now: datetime) -> None:
        if len(self._by_person) >= MOST_PEOPLE:
            self._by_person = {who: paste for who, paste in self._by_person.items() if paste.until >= now}
        if len(self._by_person) < MOST_PEOPLE:
            self._by_person[person] = Paste(number, now + WITHIN)

    def take(self, person: str, now: datetime, lines: int = 1) -> Taken | None:
        """Whether what is no command belongs to what they just opened. `lines`: how many it has."""
        paste = self._by_person.get(person)
        if paste is None or now > paste.until:
            self._by_person.pop(person, None)
            return None
        before, paste.lines, paste.until = paste.lines, paste.lines + lines, now + WITHIN
        full = paste.lines > MOST_LINES
        first = before == 0 or (full and before <= MOST_LINES)
        return Taken(paste.number, full, silent=not first)
