"""Takes what the doors hear to the commands: each line a task, those of one speaker in order."""

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from chatbot.desk.mishaps import mishap
from chatbot.wire import Message

log = logging.getLogger("dibs.inbox")

MOST_WAITING = 1000
"""Lines of one speaker. More is no person; what is over is dropped unanswered, so nothing acknowledged is lost."""


@dataclass(slots=True)
class Inbox:
    """`handle` answers one line. If it raises all the same, that line alone goes unanswered."""

    handle: Callable[[Message], Awaitable[None]]
    shut: bool = False
    _waiting: dict[str, deque[Message]] = field(default_factory=dict[str, deque[Message]])
    _dropping: set[str] = field(default_factory=set[str])
    _tasks: set["asyncio.Task[None]"] = field(default_factory=set["asyncio.Task[None]"])

    @property
    def busy(self) -> int:
        """How many speakers wait for an answer."""
        return len(self._waiting)

    def put(self, message: Message) -> None:
        """Called by a door, in the order of the lines; returns at once."""
        if self.shut:
            return
        who = message.principal  # a bridge is one speaker, since names are cheap there
        speaker = f"{who.network} {who.relay or who.mask or who.key}"
        if speaker in self._waiting:
            self._wait(speaker, message)
            return
        self._waiting[speaker] = deque([message])
        task = asyncio.create_task(self._work(speaker))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def _wait(self, speaker: str, message: Message) -> None:
        waiting = self._waiting[speaker]
        if len(waiting) < MOST_WAITING:
            waiting.append(message)
        elif speaker not in self._dropping:  # once: a line in the log for each of theirs would be an attack of its own
            self._dropping.add(speaker)
            log.warning("somebody on %s says more than can be answered; dropping", message.principal.network)

    async def _work(self, speaker: str) -> None:
        waiting = self._waiting[speaker]
        try:
            while waiting:
                await self._answer(waiting[0])
                waiting.popleft()
        finally:
            del self._waiting[speaker]
            self._dropping.discard(speaker)

    async def _answer(self, message: Message) -> None:
        try:
            await self.handle(message)
        except Exception as error:  # noqa: BLE001 - whatever it is, the lines behind it must be heard
            mishap(log, f"a line on {message.principal.network} went unanswered", error)

    async def drain(self) -> None:
        """Take nothing more, and return when all that was taken is answered."""
        self.shut = True
        while self._tasks:
            await asyncio.wait(set(self._tasks))
