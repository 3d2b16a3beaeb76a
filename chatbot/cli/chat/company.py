"""Those whom one person plays: each is a client of the embedded server like anybody's, and comes back if it breaks."""

from collections.abc import Callable
from dataclasses import dataclass, field

from msgspec import Struct

from chatbot.tour.guest import Guest, GuestFailed, Heard

PRIVATE = "p"
MOST = 20
"""People whom one person may play at a time."""


class Said(Struct, frozen=True):
    """A line to show. `where`: the channel, or `p`. `to`: who reads it, where it is private."""

    by: str
    where: str
    to: str
    text: str


@dataclass(slots=True)
class Company:
    """`show` gets every line that one of them reads, once; it must not block. `now`: who speaks next."""

    port: int
    channel: str
    show: Callable[[Said], None]
    now: str = ""
    heard_of: list[str] = field(default_factory=list[str])
    """Others who have spoken."""
    _guests: dict[str, Guest] = field(default_factory=dict[str, Guest])

    @property
    def names(self) -> list[str]:
        return [guest.nick for guest in self._guests.values()]

    async def become(self, nick: str) -> None:
        """Speak as somebody, who comes in if they aren't there. Raises GuestFailed, which is fit to show."""
        if nick.lower() not in self._guests and len(self._guests) >= MOST:
            raise GuestFailed(f"At most {MOST} people at a time.")
        await self._guest(nick)
        self.now = self._guests[nick.lower()].nick

    async def say(self, text: str) -> None:
        """In the channel, as who speaks now."""
        await self._say(self.channel, text)
        self.show(Said(self.now, self.channel, "", text))

    async def tell(self, nick: str, text: str, *, shown: str = "") -> None:
        """In private. `shown`: what stands on the screen in place of a secret."""
        await self._say(nick, text)
        self.show(Said(self.now, PRIVATE, nick, shown or text))

    async def leave(self) -> None:
        for guest in self._guests.values():
            await guest.leave()

    async def _say(self, target: str, text: str) -> None:
        guest = await self._guest(self.now)
        guest.say(target, text)

    async def _guest(self, nick: str) -> Guest:
        """There, and in the channel; anew if the connection is gone."""
        known = self._guests.get(nick.lower())
        if known is not None and not known.ended.is_set():
            return known
        guest = await Guest.connect(self.port, known.nick if known else nick, self._ear(nick))
        try:
            await guest.join(self.channel)
        except GuestFailed:
            await guest.leave()
            raise
        self._guests[nick.lower()] = guest
        return guest

    def _ear(self, nick: str) -> Callable[[Heard], None]:
        return lambda heard: self._hear(nick, heard)

    def _hear(self, nick: str, heard: Heard) -> None:
        """What others say in the channel, as the first of us hears it; what is said to one of us."""
        if heard.by.lower() in self._guests:
            return  # one of us: it was shown when it was typed
        if heard.by not in self.heard_of:
            self.heard_of.append(heard.by)
        if heard.to.lower() == nick.lower():
            self.show(Said(heard.by, PRIVATE, heard.to, heard.text))
        elif nick.lower() == next(iter(self._guests), ""):
            self.show(Said(heard.by, heard.to, "", heard.text))
