"""What was said in the week: each line with its moment, and the tickets that it speaks of."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

_NUMBERS = re.compile(r"#(\d+)(?:-#?(\d+))?")


@dataclass(frozen=True, slots=True)
class Heard:
    """A line of dibs. `target`: a channel, or the nick of one person. `asked`: it answers what somebody typed."""

    at: datetime
    target: str
    text: str
    asked: bool
    urgent: bool = False

    @property
    def aloud(self) -> bool:
        return self.target.startswith("#")

    @property
    def tickets(self) -> tuple[int, ...]:
        """Those that it names, each once: `#12`, `#21-#38`."""
        return tuple(dict.fromkeys(_numbers_in(self.text)))

    def share_of(self, number: int) -> float:
        """A line about three tickets is a third of a line about each."""
        return 1 / len(self.tickets) if number in self.tickets else 0.0


def _numbers_in(text: str) -> Iterator[int]:
    for found in _NUMBERS.finditer(text):
        first, last = int(found[1]), int(found[2] or found[1])
        yield from range(first, last + 1)
