"""The whole way of a line: text, typed call, text. There is one for all doors."""

import logging
from collections.abc import Awaitable, Callable
from dataclasses import replace
from functools import partial

from chatbot.commands.addressing import Addressed, address
from chatbot.commands.context import Context, LoginsOn, Rings, Services, Wearer, no_logins, nobody, silent, there
from chatbot.commands.logins import cannot_check
from chatbot.commands.manners import ErrorManners
from chatbot.commands.mentions import Mentions
from chatbot.commands.numbers import numbers_in
from chatbot.commands.pages import Answer, as_answer, ready, replies, to_channel, to_person
from chatbot.commands.paging import Paging
from chatbot.commands.parse import SHOW, Call, is_about_a_ticket, is_meant_as_command, parse
from chatbot.commands.pasting import MOST_LINES, Pasting, Taken
from chatbot.commands.refusals import AllRefused, UnknownVerb, Usage
from chatbot.commands.registry import Table
from chatbot.commands.secrecy import KEPT_NOWHERE, Spilled, may_be_secret, nothing_is_spilled
from chatbot.desk import alarms, asking, tickets
from chatbot.desk.act import Caller
from chatbot.desk.claiming import READ_ALOUD
from chatbot.desk.desk import Desk
from chatbot.desk.habits import UTC
from chatbot.desk.mishaps import mishap
from chatbot.desk.refused import NotLoggedIn, Refused
from chatbot.desk.wording import TYPE
from chatbot.wire import Channel, Message, Private, Reply
from store.failures import StoreFailed

WENT_WRONG = f"That went wrong here. Admins are told. To see what stands: {TYPE}list, or {TYPE}show <ticket>"

log = logging.getLogger("dibs.commands")


async def everywhere(_channel: Channel) -> bool:
    return True


def nothing_is_secret(_message: Message) -> bool:
    return False


async def nothing_is_asked(_message: Message) -> list[Reply] | None:
    return None


async def nobody_is_told(_text: str) -> None:
    pass


class Commander:
    """`takes_here`: whether the line `dibs 12` counts in that channel, which it does in a role's.

    `alarm` tells admins at once what can't be written down. `overheard`: whether a line gave the admin's code away.
    `questions` takes words that are no command for an answer, where somebody waits for one; else it gives None.
    """

    def __init__(
        self,
        desk: Desk,
        table: Table,
        *,
        prefix: str = "!",
        takes_here: Callable[[Channel], Awaitable[bool]] = everywhere,
        wearer: Wearer = nobody,
        rings: Rings = silent,
        services: Services = there,
        logins: LoginsOn = no_logins,
        alarm: Callable[[str], Awaitable[None]] = nobody_is_told,
        overheard: Callable[[Message], bool] = nothing_is_secret,
        questions: Callable[[Message], Awaitable[list[Reply] | None]] = nothing_is_asked,
        spilled: Spilled = nothing_is_spilled,
    ) -> None:
        self._desk = desk
        self._table = table
        self._prefix = prefix
        self._takes_here = takes_here
        self._wearer, self._rings, self._services, self._logins = wearer, rings, services, logins
        self._alarm = alarm
        self._overheard = overheard
        self._questions = questions
        self._spilled = spilled
        self._manners = ErrorManners()
        self._mentions = Mentions()
        self._pasting = Pasting()
        self._paging = Paging(prefix)

    async def answer(self, message: Message) -> list[Reply]:
        """What to say to it, perhaps nothing. Never raises."""
        message = self._latest(replace(message, text=message.text.replace(TYPE, "")))
        return [ready(reply, self._prefix) for reply in await self._replies(message)]

    def _latest(self, message: Message) -> Message:
        """Who logged in by the line before this one is logged in by now."""
        link = self._logins(message.principal.network)
        return replace(message, principal=link.latest(message.principal)) if link else message

    async def _replies(self, message: Message) -> list[Reply]:
        try:
            if self._overheard(message):
                return self._complain(message, READ_ALOUD)
            if spilled := await self._spilled(message):
                return to_person(message, (spilled,))
            addressed = address(message, self._prefix)
            if addressed is None:
                return await self._mentioned(message)
            if not await self._counts(addressed, message):
                return []
            return await self._answer(addressed, message)
        except Exception as error:  # noqa: BLE001 - whatever fails, the next line must be heard
            _report("?", {}, error)
            return self._complain(message, WENT_WRONG)

    async def _mentioned(self, message: Message) -> list[Reply]:
        """`see #12` in talk brings one line; what isn't there, or isn't for this channel, brings none."""
        number = self._mentions.take(message)
        if number is None or SHOW not in self._table.names:
            return []
        try:
            said = await self._handled(parse(self._table, f"{SHOW} {number}", private=False), message)
        except (Refused, StoreFailed):
            return []
        return to_channel(message, said.lines[:1])

    async def _counts(self, addressed: Addressed, message: Message) -> bool:
        if addressed.manner == "reply":
            return is_about_a_ticket(self._table, addressed.text)
        if addressed.manner != "take" or not isinstance(message.audience, Channel):
            return True
        return await self._takes_here(message.audience)

    async def _answer(self, addressed: Addressed, message: Message) -> list[Reply]:
        try:
            private = isinstance(message.audience, Private)
            call = parse(self._table, addressed.text, private=private, about=message.about)
        except (UnknownVerb, Usage) as error:
            private = addressed.manner == "private" and not is_meant_as_command(error, addressed.text)
            if private and may_be_secret(addressed.text):
                return await self._kept_nowhere(error, addressed, message)
            pasted = self._pasting.take(_who(message), message.at) if private else None
            if pasted:
                return await self._paste(pasted, message)
            words = private and isinstance(error, UnknownVerb)
            said = await self._to_a_question(message) if words else None
            return self._misunderstood(error, addressed, message) if said is None else said
        return await self._run(call, message)

    async def _kept_nowhere(self, error: UnknownVerb | Usage, addressed: Addressed, message: Message) -> list[Reply]:
        """Neither pasted nor taken for an answer. Whoever meant it for one is told how."""
        caller = Caller(message.principal, message.audience)
        if isinstance(error, UnknownVerb) and await self._desk.look(caller, asking.is_waited_for):
            return self._complain(message, KEPT_NOWHERE)
        return self._misunderstood(error, addressed, message)

    async def _to_a_question(self, message: Message) -> list[Reply] | None:
        """What is no command may be what somebody waits for."""
        try:
            return await self._questions(message)
        except (Refused, StoreFailed) as error:
            return self._complain(message, error.marked if isinstance(error, Refused) else str(error))

    def _misunderstood(self, error: UnknownVerb | Usage, addressed: Addressed, message: Message) -> list[Reply]:
        if isinstance(error, UnknownVerb):
            worth_saying = addressed.explicit or (error.near and addressed.manner == "prefix")
            return self._complain(message, error.marked) if worth_saying else []
        return self._complain(message, error.marked)

    async def _paste(self, pasted: Taken, message: Message) -> list[Reply]:
        """One reply for the whole paste, and one where it is too long."""
        if pasted.full:
            more = f"More: {TYPE}comment {pasted.number} <text>"
            said = f"#{pasted.number}: {MOST_LINES} lines are the most that a paste adds. {more}"
        else:
            caller = Caller(message.principal, message.audience)
            try:
                await self._desk.change(caller, tickets.describe, pasted.number, message.text)
            except (Refused, StoreFailed) as error:
                return self._complain(message, str(error))
            said = f"#{pasted.number}: added to its description, and so is what you paste right behind it."
        return [] if pasted.silent else to_person(message, (said,))

    async def _run(self, call: Call, message: Message) -> list[Reply]:
        try:
            said = await self._handled(call, message)
            log.info("%s", " ".join((call.command.name, *numbers_of(call.arguments, said))))
            if said.opened is not None and isinstance(message.audience, Private):
                self._pasting.begin(_who(message), said.opened, message.at)
            return replies(message, said)
        except AllRefused as error:
            return self._complain(message, *error.lines)
        except (Usage, Refused) as error:
            said = await self._to_a_question(message) if _is_bare(call, message) else None
            return self._complain(message, self._why(error, message)) if said is None else said
        except StoreFailed as error:
            _report(call.verb, call.arguments, error)
            await self._alarm(f"dibs fails at {call.verb}: {error}")
            return self._complain(message, str(error))
        except Exception as error:  # noqa: BLE001 - a handler's mistake is told to who asked, and stops nothing
            _report(call.verb, call.arguments, error)
            await self._tell_admins(call.verb, error, message)
            return self._complain(message, WENT_WRONG)

    def _why(self, error: Usage | Refused, message: Message) -> str:
        """Who can't log in now isn't told to."""
        gone_at = self._services(message.principal.network) if isinstance(error, NotLoggedIn) else None
        return error.marked if gone_at is None else cannot_check(gone_at, message.at, UTC)

    async def _tell_admins(self, verb: str, error: Exception, message: Message) -> None:
        try:
            caller = Caller(message.principal, message.audience)
            await self._desk.change(caller, alarms.command_failed, verb, type(error).__name__)
        except (Refused, StoreFailed) as silent:
            mishap(log, "admins could not be told of it", silent)

    async def _next_page(self, message: Message) -> Answer:
        page = self._paging.take(message)
        return await self._handled(page.call, message, read=page.read)

    async def _handled(self, call: Call, message: Message, *, read: int = 0) -> Answer:
        context = Context(
            desk=self._desk,
            message=message,
            now=message.at,
            command=call.command,
            verb=call.verb,
            table=self._table,
            prefix=self._prefix,
            wearer=self._wearer,
            rings=self._rings,
            services=self._services,
            logins=self._logins,
            next_page=partial(self._next_page, message),
        )
        said = as_answer(await call.command.handler(context, **call.arguments))
        return self._paging.cut(call, said, message, read)

    def _complain(self, message: Message, *sentences: str) -> list[Reply]:
        private = isinstance(message.audience, Private)
        where = "" if isinstance(message.audience, Private) else f"{message.audience.network} {message.audience.name}"
        place = self._manners.place(_who(message), message.at, private=private, where=where)
        tell = {"public": replies, "private": to_person}.get(place)
        said = tell(message, sentences) if tell else []
        return [replace(reply, error=True) for reply in said]


def _is_bare(call: Call, message: Message) -> bool:
    """`yes` alone, in private, where no offer waits for it."""
    return bool(call.command.declared.answers) and not call.arguments and isinstance(message.audience, Private)


def _who(message: Message) -> str:
    return f"{message.principal.network} {message.principal.key}"


def numbers_of(arguments: dict[str, object], said: Answer | None = None) -> list[str]:
    """The tickets that a call speaks of; nothing else of it goes into the log."""
    return [f"#{number}" for number in (*numbers_in(arguments), *([said.opened] if said and said.opened else []))]


def _report(verb: str, arguments: dict[str, object], error: Exception) -> None:
    mishap(log, " ".join((verb, *numbers_of(arguments), "failed")), error)
