"""A link to a network that exists in a test alone: what the server answers is a script, who is where a table."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from chatbot.wire import Outcome, Outgoing, Principal, Reply, Verdict
from tests.people import NETWORK, principal

Script = deque[tuple[Verdict, str]]


@dataclass(slots=True)
class FakeWire:
    """A `chatbot.wire.Wire`. Every line is taken, unless `script` holds (verdict, numeric) for the next ones.

    `people`: nicks by key. `sits`: (channel, key). `spoke`: by (channel, key). `masks`: strangers who are online.
    `aways`: the keys of those who are marked away. `elsewhere`: as `people`, of those who are there if looked for.
    `worn`: nicks that sit in every channel. `bridges`: those that are there.
    `meanwhile` runs once, after the next lines went out and before anybody knows what became of them.
    """

    network: str = NETWORK
    batch: int = 5
    is_up: bool = True
    people: dict[str, list[str]] = field(default_factory=dict[str, list[str]])
    sits: set[tuple[str, str]] = field(default_factory=set[tuple[str, str]])
    spoke: dict[tuple[str, str], datetime] = field(default_factory=dict[tuple[str, str], datetime])
    masks: set[str] = field(default_factory=set[str])
    aways: set[str] = field(default_factory=set[str])
    script: Script = field(default_factory=Script)
    meanwhile: Callable[[], Awaitable[None]] | None = None
    batches: list[list[Outgoing]] = field(default_factory=list[list[Outgoing]])
    replies: list[Reply] = field(default_factory=list[Reply])
    wanted: list[str] = field(default_factory=list[str])
    elsewhere: dict[str, list[str]] = field(default_factory=dict[str, list[str]])
    sought: list[str] = field(default_factory=list[str])
    worn: set[str] = field(default_factory=set[str])
    bridges: set[str] = field(default_factory=set[str])

    @property
    def up(self) -> bool:
        return self.is_up

    @property
    def said(self) -> list[tuple[str, str]]:
        """To whom, and what, in order."""
        return [(line.target, line.text) for batch in self.batches for line in batch]

    @property
    def texts(self) -> list[str]:
        return [text for _, text in self.said]

    async def deliver(self, lines: Sequence[Outgoing]) -> list[Outcome]:
        self.batches.append(list(lines))
        if (meanwhile := self.meanwhile) is not None:
            self.meanwhile = None
            await meanwhile()
        await asyncio.sleep(0)  # a real one waits for a socket
        return [self._outcome(line) for line in lines]

    def answer(self, verdict: Verdict, numeric: str = "", times: int = 1) -> None:
        """What becomes of the next lines, after those that were settled before."""
        self.script.extend((verdict, numeric) for _ in range(times))

    def _outcome(self, line: Outgoing) -> Outcome:
        verdict, numeric = self.script.popleft() if self.script else ("taken", "")
        return Outcome(line.row, verdict, numeric, "because" if numeric else "")

    async def reply(self, reply: Reply) -> None:
        self.replies.append(reply)

    def nicks(self, key: str) -> Sequence[str]:
        return tuple(self.people.get(key, ()))

    def away(self, key: str) -> bool:
        return key in self.aways

    def who(self, nick: str) -> Principal | None:
        for key, nicks in self.people.items():
            if nick in nicks:
                return principal(key, network=self.network)
        for mask in self.masks:
            if mask.partition("!")[0] == nick:
                return Principal(self.network, nick, None, mask, "none", mask)
        return None

    def online(self, mask: str) -> bool:
        return mask in self.masks

    async def look_for(self, key: str) -> bool:
        self.sought.append(key)
        if key not in self.elsewhere:
            return False
        self.people[key] = self.elsewhere.pop(key)
        return True

    def in_channel(self, channel: str, key: str) -> bool:
        return (channel, key) in self.sits

    def rings(self, channel: str, nick: str) -> bool:
        return nick in self.worn

    def relays(self, channel: str, relay: str) -> bool:
        return relay in self.bridges

    def last_spoke(self, channel: str, key: str) -> datetime | None:
        return self.spoke.get((channel, key))

    def want_channels(self, names: Iterable[str]) -> None:
        self.wanted += names
