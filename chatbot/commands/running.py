"""A call is handled: its handler gets all that it may ask for, and what goes on beyond a page is kept."""

from dataclasses import dataclass, field
from functools import partial

from chatbot.commands.around import AT_A_SHELL, Around
from chatbot.commands.context import Context
from chatbot.commands.logins import cannot_check
from chatbot.commands.numbers import numbers_in
from chatbot.commands.pages import Answer, as_answer
from chatbot.commands.paging import Paging
from chatbot.commands.parse import Call
from chatbot.commands.refusals import Usage
from chatbot.commands.registry import Table
from chatbot.desk.desk import Desk
from chatbot.desk.habits import UTC
from chatbot.desk.refused import NotLoggedIn, Refused
from chatbot.wire import Message


@dataclass(slots=True)
class Runner:
    desk: Desk
    table: Table
    prefix: str = "!"
    around: Around = AT_A_SHELL
    _paging: Paging = field(init=False)

    def __post_init__(self) -> None:
        self._paging = Paging(self.prefix)

    def follow(self, prefix: str) -> None:
        """Another one, from now on."""
        self.prefix = self._paging.prefix = prefix

    async def __call__(self, call: Call, message: Message, *, read: int = 0) -> Answer:
        numbers = list(numbers_in(call.arguments))
        context = Context(
            desk=self.desk,
            message=message,
            now=message.at,
            command=call.command,
            verb=call.verb,
            table=self.table,
            number=numbers[0] if len(numbers) == 1 else None,
            prefix=self.prefix,
            around=self.around,
            next_page=partial(self._next_page, message),
        )
        said = as_answer(await call.command.handler(context, **call.arguments))
        return self._paging.cut(call, said, message, read)

    async def _next_page(self, message: Message) -> Answer:
        page = self._paging.take(message)
        return await self(page.call, message, read=page.read)

    def why_not(self, error: Usage | Refused, message: Message) -> str:
        """Who can't log in now isn't told to."""
        gone_at = self.around.services(message.principal.network) if isinstance(error, NotLoggedIn) else None
        return error.marked if gone_at is None else cannot_check(gone_at, message.at, UTC)
