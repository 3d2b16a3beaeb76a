"""What people said to dibs and heard from it, through all their connections."""

import re
from dataclasses import dataclass, field

LATE = re.compile(r" \([^()]* late\)")
"""What a line says that had to wait."""
NUMBER = re.compile(r"#(\d+)(?:-#(\d+))?")


@dataclass(slots=True)
class Transcript:
    """Of one person in private; texts alone, in their order."""

    said: list[str] = field(default_factory=list[str])
    heard: list[str] = field(default_factory=list[str])


@dataclass(slots=True)
class Book:
    """`people`: by account. `channel`: what somebody who was there all the time heard dibs say in it."""

    people: dict[str, Transcript] = field(default_factory=dict[str, Transcript])
    channel: list[str] = field(default_factory=list[str])

    def of(self, person: str) -> Transcript:
        return self.people.setdefault(person, Transcript())


def plain(text: str) -> str:
    """As it would have been said at once."""
    return LATE.sub("", text)


def named(text: str) -> set[int]:
    """The tickets that a line speaks of: `#12-#14 #20` are four."""
    found = set[int]()
    for first, last in NUMBER.findall(text):
        found.update(range(int(first), int(last or first) + 1))
    return found
