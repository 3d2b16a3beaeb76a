"""Each network with what belongs to it: the link, who says the outbox there, and who sees people come."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field

from chatbot.desk.desk import Desk
from chatbot.irc.link import Link
from chatbot.irc.settings import LinkSettings, Timings
from chatbot.services.greeter import Greeter
from chatbot.services.secured import Secured
from chatbot.services.sender import Sender
from chatbot.services.shut import Shut
from chatbot.services.supervisor import Supervisor
from chatbot.wire import Message, Seen


@dataclass(slots=True)
class Networks:
    """`links`, `senders` and `greeters` are by network. `prefix`: before what one may type in a channel."""

    desk: Desk
    supervisor: Supervisor
    shut: Shut
    on_message: Callable[[Message], None]
    timings: Timings
    prefix: str
    links: dict[str, Link] = field(default_factory=dict[str, Link])
    senders: dict[str, Sender] = field(default_factory=dict[str, Sender])
    greeters: dict[str, Greeter] = field(default_factory=dict[str, Greeter])

    def add(self, settings: LinkSettings) -> None:
        """Not started yet."""
        name = settings.network

        def up() -> None:
            self.senders[name].woken.ring()

        def gone(mask: str) -> None:
            self.greeters[name].gone(mask)

        def moved(mask: str, new: str) -> None:
            self.greeters[name].moved(mask, new)

        def shut(channel: str, numeric: str) -> None:
            self.shut.put(name, channel, numeric)

        self.links[name] = link = Link(
            settings,
            on_message=self.on_message,
            on_seen=self._seen,
            on_gone=gone,
            on_moved=moved,
            on_up=up,
            on_shut=shut,
            timings=self.timings,
            policies=Secured(self.desk.database, self.desk.clock),
            now=self.desk.clock.now,
        )
        self.senders[name] = Sender(self.desk, link, prefix=self.prefix)
        self.greeters[name] = Greeter(self.desk, link, self.senders[name], believes=settings.believed)

    def _seen(self, seen: Seen) -> None:
        self.greeters[seen.network].put(seen)

    def start(self, name: str) -> None:
        """Run what `add` made."""
        self.supervisor.start(f"sender {name}", self.senders[name].run)
        self.supervisor.start(f"greeter {name}", self.greeters[name].run)
        self.supervisor.start(f"link {name}", self.links[name].run)

    async def quit(self, reason: str) -> None:
        """All of them at once. What is still to be said was said, or stays in the outbox."""
        await asyncio.gather(*[link.quit(reason) for link in self.links.values()])
