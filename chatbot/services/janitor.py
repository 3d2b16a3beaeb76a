"""Once an hour: what waited too long for its person is ended and said so; what was said long ago, where strangers came
from, and who was refused what, is forgotten. Rights of who wasn't seen for long are put to sleep."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from chatbot.desk.desk import NOBODY, Desk
from chatbot.desk.sleeping import put_to_sleep
from chatbot.services.sender import drop_late
from chatbot.services.waiting import unwatched
from store import denials, forgetting, ignored, outbox, storms

BETWEEN = timedelta(hours=1)
WAITS = timedelta(days=7)
KEEPS = timedelta(days=30)
AGAIN = timedelta(days=1)
"""Whoever was ignored for a while is ignored for longer if they do it again: that long it is known."""


@dataclass(slots=True)
class Janitor:
    desk: Desk
    beat: Callable[[], None] = unwatched

    async def run(self) -> None:
        while True:
            self.beat()
            await self.step()
            await self.desk.clock.sleep_until(self.desk.clock.now() + BETWEEN)

    async def step(self) -> None:
        while await self.desk.change(NOBODY, drop_late, WAITS):
            pass
        while await self.desk.change(NOBODY, put_to_sleep):
            pass
        await self.desk.database.write(ignored.drop_over, self.desk.clock.now() - AGAIN)
        before = self.desk.clock.now() - KEEPS
        await self.desk.database.write(outbox.drop_ended, before)
        await self.desk.database.write(storms.forget, before)
        await self.desk.database.write(denials.drop_old, before)
        forgotten = await self.desk.database.write(ignored.forget_masks, before)
        if await self.desk.database.write(forgetting.drop_masks, before) or forgotten:
            await self.desk.database.scrub()
