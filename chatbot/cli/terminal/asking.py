"""One verb is run, as it is in chat: its handler answers, and what the desk gave it is kept for tables and programs."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from functools import partial, wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from msgspec import Struct, field

from chatbot.cli.terminal.who import NETWORK, User, principal_of
from chatbot.commands.context import Context
from chatbot.commands.numbers import numbers_in
from chatbot.commands.pages import as_answer
from chatbot.commands.parse import Call
from chatbot.commands.registry import Table
from chatbot.config import Config
from chatbot.config.parts import desk_settings
from chatbot.desk.act import Act, Caller
from chatbot.desk.clock import WallClock
from chatbot.desk.codes import AdminCodes
from chatbot.desk.desk import Desk
from chatbot.wire import Message, Principal, Private
from store.bell import ring
from store.database import join_database

P = ParamSpec("P")
T = TypeVar("T")


First = Callable[[Act], Awaitable[None]]
"""What must hold when something is changed: looked at in the same transaction. Refused where it doesn't."""


class Kept(Context, frozen=True):
    """Remembers what the desk gave the handler."""

    first: First | None = None
    found: list[Any] = field(default_factory=list[Any])

    async def change(self, verb: Callable[Concatenate[Act, P], Awaitable[T]], *args: P.args, **kwargs: P.kwargs) -> T:
        whole = _after(self.first, verb) if self.first else verb
        return self._keep(await self.desk.change(self.caller, whole, *args, **kwargs))

    async def look(self, verb: Callable[Concatenate[Act, P], Awaitable[T]], *args: P.args, **kwargs: P.kwargs) -> T:
        return self._keep(await self.desk.look(self.caller, verb, *args, **kwargs))

    def _keep(self, given: T) -> T:
        self.found.append(given)
        return given


def _after(
    first: First, verb: Callable[Concatenate[Act, P], Awaitable[T]]
) -> Callable[Concatenate[Act, P], Awaitable[T]]:
    """Still the verb that it was, by its name: what it needs hangs on that."""

    @wraps(verb)
    async def both(act: Act, *args: P.args, **kwargs: P.kwargs) -> T:
        await first(act)
        return await verb(act, *args, **kwargs)

    return both


class Said(Struct, frozen=True):
    """`lines`: what chat would read, with marks before what to type. `found`: what the desk gave, in order."""

    context: Context
    lines: tuple[str, ...]
    found: tuple[Any, ...]


class Session(Struct, frozen=True):
    """A desk that is open, and who sits before it."""

    desk: Desk
    config: Config
    who: Principal

    async def ask(self, table: Table, call: Call, first: First | None = None) -> Said:
        """Raises what the handler raises: Usage, Refused, StoreFailed."""
        context = self._context(table, call, first)
        answer = as_answer(await call.command.handler(context, **call.arguments))
        return Said(context, answer.lines + answer.private, tuple(context.found))

    async def numbered(self, table: Table, verb: str, words: Sequence[str]) -> Sequence[str]:
        """With numbers in the place of what tickets are called elsewhere (`tkts:5`)."""
        if not any(":" in word for word in words):
            return words
        from chatbot.commands.aliased import known, numbered  # noqa: PLC0415 - what is rarely typed is loaded then

        caller = Caller(self.who, Private(NETWORK, self.who.nick))
        first = words[:1]
        line = await numbered(table, " ".join([verb, *first]), partial(self.desk.look, caller, known))
        return [line.removeprefix(f"{verb} "), *words[1:]]

    def caller(self, verb: str, number: int) -> Caller:
        return Caller(self.who, Private(NETWORK, self.who.nick), verb, number)

    def _context(self, table: Table, call: Call, first: First | None) -> Kept:
        now, numbers = self.desk.clock.now(), list(numbers_in(call.arguments))
        audience = Private(NETWORK, self.who.nick)
        return Kept(
            desk=self.desk,
            message=Message(self.who, audience, call.verb, now, (self.config.desk.nick,)),
            now=now,
            command=call.command,
            verb=call.verb,
            table=table,
            number=numbers[0] if len(numbers) == 1 else None,
            prefix=self.config.desk.prefix,
            first=first,
        )


def in_session(config: Config, who: User, work: Callable[[Session], Awaitable[T]]) -> T:
    """On the desk that is there: none is made, and what the configuration says anew is left to `dibs run`."""

    async def whole() -> T:
        async with await join_database(config.desk.database) as database:
            desk = Desk(database, WallClock(), desk_settings(config), AdminCodes())
            try:
                await desk.open()
                return await work(Session(desk, config, await database.read(principal_of, who)))
            finally:
                if database.commits:
                    ring(database.file)

    return asyncio.run(whole())
