"""A link to no network: what dibs says there is written down, and everybody is there who isn't said to be gone."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from chatbot.wire import Outcome, Outgoing, Principal, Reply


@dataclass(slots=True)
class Paper:
    """A `chatbot.wire.Wire`. `people`: the nick of each, by the folded account; `sits`: channels, folded, with the
    accounts that sit there. `wrote` gets each line."""

    network: str
    wrote: Callable[[Outgoing], None]
    people: Mapping[str, str]
    sits: frozenset[tuple[str, str]] = field(default_factory=frozenset[tuple[str, str]])

    @property
    def up(self) -> bool:
        return True

    @property
    def batch(self) -> int:
        return 100

    async def deliver(self, lines: Sequence[Outgoing]) -> list[Outcome]:
        for line in lines:
            self.wrote(line)
        return [Outcome(line.row, "taken") for line in lines]

    async def reply(self, reply: Reply) -> None:
        """What is asked for is answered where it is typed."""

    def nicks(self, key: str) -> Sequence[str]:
        return (self.people[key],) if key in self.people else ()

    def away(self, key: str) -> bool:  # noqa: ARG002 - nobody is
        return False

    def who(self, nick: str) -> Principal | None:  # noqa: ARG002 - nobody is taken for somebody by a nick
        return None

    def online(self, mask: str) -> bool:  # noqa: ARG002 - strangers have left
        return False

    async def look_for(self, key: str) -> bool:  # noqa: ARG002 - who isn't there isn't anywhere
        return False

    def in_channel(self, channel: str, key: str) -> bool:
        return (channel.lower(), key) in self.sits

    def rings(self, channel: str, nick: str) -> bool:  # noqa: ARG002 - no screen is here
        return False

    def relays(self, channel: str, relay: str) -> bool:  # noqa: ARG002 - nor a bridge
        return False

    def last_spoke(self, channel: str, key: str) -> datetime | None:  # noqa: ARG002 - nobody speaks
        return None

    def want_channels(self, names: Iterable[str]) -> None:
        """It is in all of them."""
