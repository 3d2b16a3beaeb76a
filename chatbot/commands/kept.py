"""What was said in channels lately, in memory alone, and what of it somebody is about to take into a ticket. Pure."""

from collections import deque
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from msgspec import Struct

from chatbot.commands.parse import Call
from chatbot.desk.masks import folded
from chatbot.desk.wording import clean, fit
from chatbot.wire import Channel, Message, Principal

MOST_LINES = 60
MOST_CHARACTERS = 16_000
"""In one channel."""
LONGEST = 400
"""Characters of a line; what is longer is cut off."""
MOST_PENDING = 200

LOOK = timedelta(seconds=10)
"""That somebody has to look at what was taken, and again after each change of theirs."""

Place = tuple[str, str]


def place_of(here: Channel) -> Place:
    return here.network, here.name.lower()


class Said(Struct, frozen=True):
    number: int
    at: datetime
    who: Principal
    text: str

    @property
    def nick(self) -> str:
        return clean(self.who.nick)


@dataclass(slots=True)
class Lines:
    _kept: dict[Place, deque[Said]] = field(default_factory=dict[Place, deque[Said]])

    def keep(self, here: Channel, message: Message) -> None:
        kept = self._kept.setdefault(place_of(here), deque(maxlen=MOST_LINES))
        for line in message.text.split("\n")[:MOST_LINES]:
            if text := fit(clean(line).strip(), LONGEST):
                kept.append(Said(message.number, message.at, message.principal, text))
        while sum(len(one.text) for one in kept) > MOST_CHARACTERS:
            kept.popleft()

    def last(self, here: Channel, count: int, since: int) -> list[Said]:
        """Of what was said after that number."""
        kept = sorted(self._kept.get(place_of(here), ()), key=lambda said: said.number)
        return [said for said in kept if said.number > since][-count:]

    def only(self, places: Collection[Place]) -> None:
        """Forget what was said elsewhere: it isn't to be kept any more."""
        for place in [place for place in self._kept if place not in places]:
            del self._kept[place]

    def forget(self, unwilling: Collection[Principal]) -> None:
        for kept in self._kept.values():
            left = [said for said in kept if said.who not in unwilling]
            kept.clear()
            kept.extend(left)

    def speakers(self) -> list[Principal]:
        return list(dict.fromkeys(said.who for kept in self._kept.values() for said in kept))


@dataclass(slots=True)
class Pending:
    """What is opened at `due`, unless its asker says otherwise. `lines`: by the numbers that they were shown."""

    call: Call
    message: Message
    lines: dict[int, Said]
    due: datetime

    @property
    def title(self) -> str:
        """Empty where it isn't to be said aloud."""
        what = self.call.arguments.get("what")
        return "" if self.call.arguments.get("private") else str(getattr(what, "title", ""))

    def is_of(self, message: Message) -> bool:
        """Whether that is its asker, in the same place: by the account, else by the very same stay under that mask."""
        who, asker = message.principal, self.message.principal
        same = who.key == asker.key and message.audience == self.message.audience and not who.relay
        return same and (asker.account is not None or message.since == self.message.since)


def quoted(here: Channel, lines: Sequence[Said]) -> str:
    """As it stands in the ticket, with who and when."""
    first = f"Said in {here.name} on {lines[0].at:%a} {lines[0].at.day} {lines[0].at:%b %Y}, times in UTC:"
    return "\n".join([first, *(f"{said.at:%H:%M} <{said.nick}> {said.text}" for said in lines)])


def split_names(title: str, spoken: Collection[str]) -> tuple[frozenset[str], str]:
    """`alice bob: printer on fire`: names stand before a colon, and each of them has said something."""
    before, colon, rest = title.partition(":")
    names = frozenset(folded(name) for name in before.replace(",", " ").split())
    known = {folded(nick) for nick in spoken}
    return (names, rest.strip()) if colon and names and names <= known else (frozenset(), title)
