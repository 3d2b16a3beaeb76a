"""A `Link` that runs against a real server, and what it heard."""

import asyncio
import dataclasses
from collections.abc import AsyncGenerator, Iterable
from contextlib import asynccontextmanager

from chatbot.irc.link import Link
from chatbot.irc.settings import LinkSettings, Timings
from chatbot.irc.sts import Policies
from chatbot.wire import Audience, Message, Outcome, Outgoing, Reply, Seen
from tests.servers.fixtures import Listening
from tests.waiting import until

QUICK = Timings(first_retry=0.05, longest_retry=0.2, tick=0.05)
SETTINGS = LinkSettings("test", "", 0, "dibs", channels=("#desk",), pacing="fast", quiet_after_join=0.0)
EMBEDDED = dataclasses.replace(SETTINGS, network="embedded", believed=True)


class Running:
    def __init__(self, settings: LinkSettings, timings: Timings, policies: Policies | None = None) -> None:
        self.messages: list[Message] = []
        self.seen: list[Seen] = []
        self.told: list[str] = []
        self.echoes = False
        self._echoing: set[asyncio.Task[None]] = set()
        self.link = Link(
            settings,
            on_message=self._hear,
            on_seen=self.seen.append,
            on_up=lambda: self.told.append("up"),
            on_down=lambda: self.told.append("down"),
            timings=timings,
            policies=policies,
        )

    def _hear(self, message: Message) -> None:
        self.messages.append(message)
        if self.echoes:
            self._echoing.add(asyncio.create_task(self.say(message.audience, f"you said: {message.text}")))

    async def say(self, to: Audience, *lines: str) -> None:
        await self.link.reply(Reply(to, lines))

    async def deliver(self, target: str, texts: Iterable[str], *, first: int = 1) -> list[Outcome]:
        return await self.link.deliver([Outgoing(row, target, text) for row, text in enumerate(texts, first)])

    async def heard(self, text: str) -> Message:
        await until(f"{text!r} heard", lambda: any(message.text == text for message in self.messages))
        return next(message for message in self.messages if message.text == text)

    async def up(self) -> None:
        async with asyncio.timeout(15):
            await self.link.ready.wait()

    async def down(self) -> None:
        await until("the link down", lambda: not self.link.ready.is_set())


@asynccontextmanager
async def running(
    server: Listening,
    settings: LinkSettings = SETTINGS,
    *,
    timings: Timings = QUICK,
    policies: Policies | None = None,
    awaited: bool = True,
) -> AsyncGenerator[Running]:
    """Up, unless it isn't `awaited`; ended by cancelling if the test didn't end it."""
    run = Running(dataclasses.replace(settings, host=server.host, port=server.port), timings, policies)
    task = asyncio.create_task(run.link.run())
    try:
        if awaited:
            await run.up()
        yield run
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
