"""Goes on with an import that was promised and then interrupted: at the start, and a few times an hour."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from chatbot.desk import arriving
from chatbot.desk.desk import Desk
from chatbot.services.waiting import unwatched

BETWEEN = timedelta(minutes=10)


@dataclass(slots=True)
class Finisher:
    desk: Desk
    beat: Callable[[], None] = unwatched

    async def run(self) -> None:
        while True:
            await arriving.finish(self.desk, told=lambda _done, _of: self.beat())
            self.beat()
            await self.desk.clock.sleep_until(self.desk.clock.now() + BETWEEN)
