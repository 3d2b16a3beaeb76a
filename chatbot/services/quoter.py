"""Opens what waits with lines of a channel, when its asker has had time to look."""

from collections.abc import Awaitable, Callable

from msgspec import Struct

from chatbot.commands.parse import Call
from chatbot.commands.quotes import Quotes
from chatbot.desk.clock import Clock
from chatbot.services.waiting import first_of
from chatbot.wire import Message


class Quoter(Struct, frozen=True):
    """`go_on` does what was said, and answers it. If dibs ends before, nothing was opened, nor said to be."""

    quotes: Quotes
    clock: Clock
    go_on: Callable[[Call, Message], Awaitable[None]]

    async def run(self) -> None:
        while True:
            for one in self.quotes.due(self.clock.now()):
                await self.quotes.refresh()  # who said meanwhile that they don't want to be quoted isn't
                if one in self.quotes.pending:
                    await self.go_on(*self.quotes.take(one))
            await self._rest()

    async def _rest(self) -> None:
        moment = self.quotes.next_due
        if moment is None:
            await self.quotes.added()
        else:
            await first_of(self.quotes.added(), self.clock.sleep_until(moment))
