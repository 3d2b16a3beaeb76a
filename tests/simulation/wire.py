"""The link of the simulation: it writes down what dibs says, and breaks when it is told to."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from chatbot.wire import Channel, Outcome, Outgoing, Principal, Reply
from tests.people import FakeClock, principal
from tests.services.wires import FakeWire
from tests.simulation.transcript import Heard


@dataclass(slots=True)
class TapeWire(FakeWire):
    """`tape`: all that arrived. `breaks_in`: how many more lines pass before it breaks, None if it holds.

    `breaks`: how often it did, in the middle of lines.
    """

    clock: FakeClock = field(default_factory=FakeClock)
    tape: list[Heard] = field(default_factory=list[Heard])
    breaks_in: int | None = None
    breaks: int = 0
    services_gone_at: None = None
    logins: None = None
    """Its network has services, and they are there: nobody shows a password to dibs."""

    async def deliver(self, lines: Sequence[Outgoing]) -> list[Outcome]:
        """Of those in flight when it breaks nobody knows whether they arrived: they did, so a repeat is to be seen."""
        for line in lines:
            self._tape(line.target, line.text, asked=False, urgent=line.urgent)
        if not self._breaks(len(lines)):
            return [Outcome(line.row, "taken") for line in lines]
        self.is_up, self.breaks = False, self.breaks + 1
        return [Outcome(line.row, "unknown") for line in lines]

    def _breaks(self, count: int) -> bool:
        if self.breaks_in is None:
            return False
        self.breaks_in -= count
        return self.breaks_in < 0

    async def reply(self, reply: Reply) -> None:
        if not self.is_up:
            return
        target = reply.to.name if isinstance(reply.to, Channel) else reply.to.nick
        for text in reply.lines:
            self._tape(target, text, asked=True)

    def _tape(self, target: str, text: str, *, asked: bool, urgent: bool = False) -> None:
        self.tape.append(Heard(self.clock.now(), target, text, asked, urgent))

    def enters(self, key: str, channels: Sequence[str]) -> None:
        self.people[key] = [key]
        self.sits |= {(channel, key) for channel in channels}

    def quits(self, key: str) -> None:
        self.people.pop(key, None)
        self.sits = {(channel, one) for channel, one in self.sits if one != key}

    def speaks(self, channel: str, key: str, now: datetime) -> None:
        self.spoke[channel, key] = now

    def guest(self, nick: str) -> Principal:
        """Not logged in, known by nick!user@host."""
        mask = f"{nick}!{nick}@host.example"
        self.masks.add(mask)
        return Principal(self.network, nick, None, mask, "none", mask)

    def somebody(self, nick: str) -> Principal:
        return principal(nick, network=self.network)
