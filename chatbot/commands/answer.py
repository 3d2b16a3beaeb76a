"""The whole way of a line: text, typed call, text. There is one for all doors."""

import logging
import traceback
from collections.abc import Awaitable, Callable
from dataclasses import replace

from chatbot.commands.addressing import Addressed, address
from chatbot.commands.context import Context, Wearer, nobody
from chatbot.commands.manners import ErrorManners
from chatbot.commands.pages import Answer, replies, to_channel, to_person
from chatbot.commands.parse import Call, parse
from chatbot.commands.refusals import UnknownVerb, Usage
from chatbot.commands.registry import Table
from chatbot.desk import alarms
from chatbot.desk.act import Caller
from chatbot.desk.desk import Desk
from chatbot.desk.refused import Refused
from chatbot.desk.wording import clean
from chatbot.wire import Channel, Message, Private, Reply
from store.failures import StoreFailed

WENT_WRONG = "That went wrong here. Admins are told. To see what stands: list, or show <ticket>"

log = logging.getLogger("dibs.commands")


async def everywhere(_channel: Channel) -> bool:
    return True


class Commander:
    """`takes_here` says whether the line `dibs 12` counts in that channel: whether it is a role's."""

    def __init__(
        self,
        desk: Desk,
        table: Table,
        *,
        prefix: str = "!",
        takes_here: Callable[[Channel], Awaitable[bool]] = everywhere,
        wearer: Wearer = nobody,
    ) -> None:
        self._desk = desk
        self._table = table
        self._prefix = prefix
        self._takes_here = takes_here
        self._wearer = wearer
        self._manners = ErrorManners()

    async def answer(self, message: Message) -> list[Reply]:
        """What to say to it, perhaps nothing. Never raises."""
        try:
            addressed = address(message, self._prefix)
            if addressed is None or not await self._counts(addressed, message):
                return []
            return await self._answer(addressed, message)
        except Exception as error:  # noqa: BLE001 - whatever fails, the next line must be heard
            _report("?", {}, error)
            return self._complain(message, WENT_WRONG)

    async def _counts(self, addressed: Addressed, message: Message) -> bool:
        if addressed.manner != "take" or not isinstance(message.audience, Channel):
            return True
        return await self._takes_here(message.audience)

    async def _answer(self, addressed: Addressed, message: Message) -> list[Reply]:
        try:
            call = parse(self._table, addressed.text, private=isinstance(message.audience, Private))
        except UnknownVerb as error:
            worth_saying = addressed.explicit or (error.near and addressed.manner == "prefix")
            return self._complain(message, str(error)) if worth_saying else []
        except Usage as error:
            return self._complain(message, str(error))
        return await self._run(call, message)

    async def _run(self, call: Call, message: Message) -> list[Reply]:
        try:
            return replies(message, await self._handled(call, message))
        except (Usage, Refused) as error:
            return self._complain(message, str(error))
        except StoreFailed as error:
            _report(call.verb, call.arguments, error)
            return self._complain(message, str(error))
        except Exception as error:  # noqa: BLE001 - a handler's mistake is told to who asked, and stops nothing
            _report(call.verb, call.arguments, error)
            await self._tell_admins(call.verb, error, message)
            return self._complain(message, WENT_WRONG)

    async def _tell_admins(self, verb: str, error: Exception, message: Message) -> None:
        try:
            caller = Caller(message.principal, message.audience)
            await self._desk.change(caller, alarms.command_failed, verb, type(error).__name__)
        except (Refused, StoreFailed):
            log.exception("admins could not be told of it")

    async def _handled(self, call: Call, message: Message) -> str | Answer:
        context = Context(
            desk=self._desk,
            message=message,
            now=message.at,
            command=call.command,
            verb=call.verb,
            table=self._table,
            prefix=self._prefix,
            wearer=self._wearer,
        )
        return await call.command.handler(context, **call.arguments)

    def _complain(self, message: Message, sentence: str) -> list[Reply]:
        who = message.principal
        private = isinstance(message.audience, Private)
        place = self._manners.place(f"{who.network} {who.key}", message.at, private=private)
        tell = {"public": to_channel, "private": to_person}.get(place)
        said = tell(message, (clean(sentence),)) if tell else []
        return [replace(reply, error=True) for reply in said]


def _report(verb: str, arguments: dict[str, object], error: Exception) -> None:
    """Numbers and verbs only: an exception's own text may hold what is private."""
    where = traceback.extract_tb(error.__traceback__)[-1]
    numbers = [value for value in arguments.values() if isinstance(value, int)]
    log.error("%s %s failed: %s at %s:%s", verb, numbers, type(error).__name__, where.filename, where.lineno)
    log.debug("%s failed", verb, exc_info=error)
