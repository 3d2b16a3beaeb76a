"""Each network with what belongs to it: the link, who says the outbox there, and who sees people come."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial

from chatbot.desk.desk import Desk
from chatbot.desk.mishaps import mishap
from chatbot.irc.link import Link
from chatbot.irc.settings import LinkSettings, Timings
from chatbot.services import backlogs
from chatbot.services.greeter import Greeter
from chatbot.services.homeless import rehome
from chatbot.services.secured import Secured
from chatbot.services.sender import Sender
from chatbot.services.shut import Shut
from chatbot.services.supervisor import Supervisor
from chatbot.wire import Message, Seen

log = logging.getLogger("dibs.app")

SLOW = timedelta(minutes=10)
"""Longer than a link rests between two attempts, and than a server may take to prove what was said."""

ANEW = "dibs starts this connection anew. It is back at once."


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
    _partings: set["asyncio.Task[None]"] = field(default_factory=set["asyncio.Task[None]"])

    def add(self, settings: LinkSettings) -> None:
        """Not started yet."""
        name, beat = settings.network, self.supervisor.beat

        def up_or_down() -> None:
            self.senders[name].woken.ring()
            self.supervisor.bell.ring()

        def gone(mask: str) -> None:
            self.greeters[name].gone(mask)

        def moved(mask: str, new: str) -> None:
            self.greeters[name].moved(mask, new)

        def left(channel: str, key: str) -> None:
            self.greeters[name].left(channel, key)

        def shut(channel: str, numeric: str) -> None:
            self.shut.put(name, channel, numeric)

        self.links[name] = link = Link(
            settings,
            on_message=self.on_message,
            on_seen=self.seen,
            on_gone=gone,
            on_moved=moved,
            on_left=left,
            on_up=up_or_down,
            on_down=up_or_down,
            on_shut=shut,
            timings=self.timings,
            policies=Secured(self.desk.database, self.desk.clock),
            now=self.desk.clock.now,
            beat=partial(beat, f"link {name}"),
        )
        self.senders[name] = Sender(
            self.desk, link, prefix=self.prefix, others=self.links, beat=partial(beat, f"sender {name}")
        )
        self.greeters[name] = Greeter(self.desk, link, settings.believed, partial(beat, f"greeter {name}"))

    def seen(self, seen: Seen) -> None:
        """Somebody came into view, or what they said was answered."""
        self.greeters[seen.network].put(seen)
        for name, link in self.links.items():
            if not link.up:  # what waits for that link may be for whoever came into view here
                self.senders[name].woken.ring()

    def start(self, name: str) -> None:
        """Run what `add` made."""
        supervisor, greeter, link = self.supervisor, self.greeters[name], self.links[name]
        due, waiting = partial(backlogs.notices_due, network=name), partial(backlogs.at_hand, lambda: greeter.waiting)
        supervisor.start(f"sender {name}", self.senders[name].run, patience=SLOW, backlog=due)
        supervisor.start(
            f"greeter {name}", greeter.run, patience=SLOW, backlog=waiting, idle=lambda: not greeter.waiting
        )
        supervisor.start(f"link {name}", link.run, patience=SLOW, up=lambda: link.up)

    def put(self, settings: LinkSettings, homes: Sequence[str]) -> None:
        """Follow these from now on, by the link that there is, if there is one. `homes`: channels of roles there."""
        link = self.links.get(settings.network)
        if link is None:
            self.add(settings)
            self.links[settings.network].want_channels(homes)
            self.start(settings.network)
        elif settings != link.settings:
            kept = {channel.lower() for channel in (*settings.channels, *homes)}
            left = [channel for channel in link.settings.channels if channel.lower() not in kept]
            link.leave_channels(left)
            link.follow(settings)

    def restart(self, name: str) -> None:
        """Any service; a link says its last words first."""
        network = name.removeprefix("link ")
        if name.startswith("link ") and network in self.links:
            self._begin(self._restart_link(network))
        else:
            self.supervisor.restart(name)

    async def _restart_link(self, name: str) -> None:
        await self.links[name].connect_anew(ANEW)
        self.supervisor.restart(f"link {name}")

    def connect_anew(self, name: str, reason: str) -> None:
        """Soon, and not before whoever calls this has said what is to be said."""
        self._begin(self.links[name].connect_anew(reason))

    def leave(self, name: str, reason: str, then: Callable[[], Awaitable[None]] | None = None) -> None:
        """For good; soon, as above."""
        self._begin(self._leave(name, reason, then))

    async def _leave(self, name: str, reason: str, then: Callable[[], Awaitable[None]] | None) -> None:
        """Its sender is the last to go, so that what the server took by then isn't said twice."""
        try:
            await self.links[name].quit(reason)
            await self.supervisor.stop(f"link {name}", f"greeter {name}", f"sender {name}")
            del self.links[name], self.senders[name], self.greeters[name]
            await self.desk.database.write(rehome, [*self.links])
        finally:
            if then is not None:
                await then()

    def _begin(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.create_task(work)
        self._partings.add(task)
        task.add_done_callback(self._ended)

    def _ended(self, task: "asyncio.Task[None]") -> None:
        """Nobody waits for it who could say that it failed."""
        self._partings.discard(task)
        error = None if task.cancelled() else task.exception()
        if error is not None:
            mishap(log, "a network wasn't left, or connected to anew, as it should be", error)

    async def parted(self) -> None:
        """Until no network is being left."""
        await asyncio.gather(*self._partings, return_exceptions=True)

    async def quit(self, reason: str) -> None:
        """All of them at once. What is still to be said was said, or stays in the outbox."""
        await asyncio.gather(self.parted(), *[link.quit(reason) for link in self.links.values()])
