"""The whole way of a line: text, typed call, text. There is one for all doors."""

import dataclasses
import logging
from collections.abc import Awaitable, Callable
from functools import partial

from msgspec.structs import replace

from chatbot.commands.addressing import Addressed, address, commanding
from chatbot.commands.aliased import known, numbered
from chatbot.commands.answering import paste
from chatbot.commands.around import AT_A_SHELL, Around
from chatbot.commands.complaints import Complaints, numbers_of, report, who_of
from chatbot.commands.defaults import everywhere, nobody_is_told, nothing_is_asked, nothing_is_noted, nothing_is_secret
from chatbot.commands.gate import Gate, Open
from chatbot.commands.mentions import Mentions
from chatbot.commands.pages import ready, replies, to_channel, to_person
from chatbot.commands.parse import SHOW, Call, is_about_a_ticket, is_meant_as_command, parse
from chatbot.commands.pasting import Pasting, Taken
from chatbot.commands.refusals import AllRefused, UnknownVerb, Usage
from chatbot.commands.registry import Table
from chatbot.commands.running import Runner
from chatbot.commands.secrecy import KEPT_NOWHERE, Spilled, may_be_secret, nothing_is_spilled
from chatbot.desk import alarms, asking, bridged
from chatbot.desk.act import Caller
from chatbot.desk.desk import Desk
from chatbot.desk.mishaps import mishap
from chatbot.desk.refused import Refused
from chatbot.desk.wording import TYPE
from chatbot.wire import Channel, Message, Private, Reply
from store.failures import StoreFailed

WENT_WRONG = f"That went wrong here. Admins are told. To see what stands: {TYPE}list, or {TYPE}show <ticket>"

log = logging.getLogger("dibs.commands")


class Commander:
    """`takes_here`: whether the line `dibs 12` counts in that channel, which it does in a role's.

    `alarm` tells admins at once what can't be written down. `overheard`: what to say to a line that gave a code away.
    `questions` takes words that are no command for an answer, where somebody waits for one; else it gives None.
    `gate` keeps out who isn't listened to, or says too much. `talk` hears what is said in channels to others.
    """

    def __init__(
        self,
        desk: Desk,
        table: Table,
        *,
        prefix: str = "!",
        takes_here: Callable[[Channel], Awaitable[bool]] = everywhere,
        around: Around = AT_A_SHELL,
        alarm: Callable[[str, StoreFailed], Awaitable[None]] = nobody_is_told,
        overheard: Callable[[Message], str] = nothing_is_secret,
        questions: Callable[[Message], Awaitable[list[Reply] | None]] = nothing_is_asked,
        spilled: Spilled = nothing_is_spilled,
        gate: Gate | None = None,
        talk: Callable[[Message], Awaitable[list[Reply]]] = nothing_is_noted,
    ) -> None:
        self._desk = desk
        self._table = table
        self._takes_here = takes_here
        self._around = around
        self._run_handler = Runner(desk, table, prefix, self._around)
        self._alarm = alarm
        self._overheard = overheard
        self._questions = questions
        self._spilled = spilled
        self._gate = gate or Open()
        self._complain = Complaints()
        self._mentions = Mentions()
        self._pasting = Pasting()
        self._talk = talk

    @property
    def prefix(self) -> str:
        """What a command in a channel begins with."""
        return self._run_handler.prefix

    @prefix.setter
    def prefix(self, prefix: str) -> None:
        self._run_handler.follow(prefix)

    async def answer(self, message: Message) -> list[Reply]:
        """What to say to it, perhaps nothing. Never raises."""
        message = self._latest(replace(message, text=message.text.replace(TYPE, "")))
        said = self._ready(await self._replies(message), message)
        return [dataclasses.replace(reply, asked_at=message.at) for reply in said]

    async def go_on(self, call: Call, message: Message) -> list[Reply]:
        """What was said a while ago is done now."""
        return self._ready(await self._run(call, message), message)

    def _ready(self, said: list[Reply], message: Message) -> list[Reply]:
        found = [self._hushed(ready(reply, self.prefix)) for reply in said]
        return [dataclasses.replace(reply, asked_as=message.number) for reply in found]

    def _hushed(self, reply: Reply) -> Reply:
        """Who is called bob on the other side of a bridge highlights no bob here."""
        if not isinstance(reply.to, Channel):
            return reply
        rings = partial(self._around.rings, reply.to)
        return dataclasses.replace(reply, lines=tuple(bridged.hushed(line, rings) for line in reply.lines))

    def _latest(self, message: Message) -> Message:
        """Who logged in by the line before this one is logged in by now."""
        link = self._around.logins(message.principal.network)
        return replace(message, principal=link.latest(message.principal)) if link else message

    async def _replies(self, message: Message) -> list[Reply]:
        try:
            told = await self._gave_away(message)
            if told is not None:
                return told if await self._gate.hears(message) else []
            whole, message = message, commanding(message)
            addressed = address(message, self.prefix)
            if addressed is None or not await self._counts(addressed, message):
                return await self._talked(whole, points=addressed is None)
            return await self._listened(addressed, message) if await self._gate.hears(message) else []
        except Exception as error:  # noqa: BLE001 - whatever fails, the next line must be heard
            report("?", {}, error)
            return self._complain(message, WENT_WRONG)

    async def _gave_away(self, message: Message) -> list[Reply] | None:
        """What is said to who gave a code or a password away: it is void, whoever said it."""
        if void := self._overheard(message):
            return self._complain(message, void)
        spilled = await self._spilled(message)
        return to_person(message, (spilled,)) if spilled else None

    async def _listened(self, addressed: Addressed, message: Message) -> list[Reply]:
        return await self._gate.passes(message, self._ready(await self._answer(addressed, message), message))

    async def _talked(self, message: Message, *, points: bool) -> list[Reply]:
        """It isn't for us; but perhaps it is to be noted, and perhaps it points to a ticket."""
        noted = await self._noted(message)
        message = commanding(message)
        if not points or not self._mentions.points(message) or not await self._gate.hears(message):
            return noted
        return [*noted, *await self._mentioned(message)]

    async def _noted(self, message: Message) -> list[Reply]:
        """What is said in a channel behind an `on`."""
        try:
            return await self._talk(message)
        except StoreFailed as error:
            return self._complain(message, str(error))

    async def _mentioned(self, message: Message) -> list[Reply]:
        """`see #12` in talk brings one line; what isn't there, or isn't for this channel, brings none."""
        number = self._mentions.take(message)
        if number is None or SHOW not in self._table.names:
            return []
        call = parse(self._table, f"{SHOW} {number}", private=False)
        if (instead := await self._gate.admits(message, call)) is not None:
            return instead
        try:
            said = await self._run_handler(call, message)
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
            text = await numbered(self._table, addressed.text, partial(self._called, message))
            call = parse(self._table, text, private=private, about=message.about)
        except (UnknownVerb, Usage) as error:
            private = addressed.manner == "private" and not is_meant_as_command(error, addressed.text)
            if private and any(map(may_be_secret, addressed.text.split("\n"))):
                return await self._kept_nowhere(error, addressed, message)
            lines = message.text.count("\n") + 1
            pasted = self._pasting.take(who_of(message), message.at, lines) if private else None
            if pasted:
                return await self._paste(pasted, message)
            said = await self._to_words(message) if private and isinstance(error, UnknownVerb) else None
            return await self._misunderstood(error, addressed, message) if said is None else said
        instead = await self._gate.admits(message, call)
        return await self._run(call, message) if instead is None else instead

    async def _called(self, message: Message, label: str, key: str) -> int | None:
        return await self._desk.glance(Caller(message.principal, message.audience), known, label, key)

    async def _to_words(self, message: Message) -> list[Reply] | None:
        instead = await self._gate.admits(message, None)
        return await self._to_a_question(message) if instead is None else instead

    async def _kept_nowhere(self, error: UnknownVerb | Usage, addressed: Addressed, message: Message) -> list[Reply]:
        """Neither pasted nor taken for an answer. Whoever meant it for one is told how."""
        caller = Caller(message.principal, message.audience)
        if isinstance(error, UnknownVerb) and await self._desk.glance(caller, asking.is_waited_for):
            return self._complain(message, KEPT_NOWHERE)
        return await self._misunderstood(error, addressed, message)

    async def _to_a_question(self, message: Message) -> list[Reply] | None:
        """What is no command may be what somebody waits for."""
        try:
            return await self._questions(message)
        except (Refused, StoreFailed) as error:
            return self._complain(message, error.marked if isinstance(error, Refused) else str(error))

    async def _misunderstood(self, error: UnknownVerb | Usage, addressed: Addressed, message: Message) -> list[Reply]:
        if isinstance(error, UnknownVerb) and not (addressed.explicit or (error.near and addressed.manner == "prefix")):
            return []
        return await self._refuse(message, None, error.marked)

    async def _refuse(self, message: Message, call: Call | None, *sentences: str) -> list[Reply]:
        """It can't be done, and that is said, unless they have been told too often."""
        instead = await self._gate.after_error(message, call)
        return self._complain(message, *sentences) if instead is None else instead

    async def _paste(self, pasted: Taken, message: Message) -> list[Reply]:
        try:
            return await paste(self._desk, pasted, message)
        except (Refused, StoreFailed) as error:
            return self._complain(message, str(error))

    async def _run(self, call: Call, message: Message) -> list[Reply]:
        try:
            said = await self._run_handler(call, message)
            log.info("%s", " ".join((call.command.name, *numbers_of(call.arguments, said))))
            if said.opened is not None and isinstance(message.audience, Private):
                self._pasting.begin(who_of(message), said.opened, message.at)
            return replies(message, said)
        except AllRefused as error:
            return await self._refuse(message, call, *error.lines)
        except (Usage, Refused) as error:
            said = await self._to_a_question(message) if _is_bare(call, message) else None
            why = self._run_handler.why_not(error, message)
            return await self._refuse(message, call, why) if said is None else said
        except StoreFailed as error:
            report(call.verb, call.arguments, error)
            await self._alarm(f"dibs fails at {call.verb}: {error}", error)
            return self._complain(message, str(error))
        except Exception as error:  # noqa: BLE001 - a handler's mistake is told to who asked, and stops nothing
            report(call.verb, call.arguments, error)
            await self._tell_admins(call.verb, error, message)
            return self._complain(message, WENT_WRONG)

    async def _tell_admins(self, verb: str, error: Exception, message: Message) -> None:
        try:
            caller = Caller(message.principal, message.audience)
            await self._desk.change(caller, alarms.command_failed, verb, type(error).__name__)
        except (Refused, StoreFailed) as silent:
            mishap(log, "admins could not be told of it", silent)


def _is_bare(call: Call, message: Message) -> bool:
    """`yes` alone, in private, where no offer waits for it."""
    return bool(call.command.declared.answers) and not call.arguments and isinstance(message.audience, Private)
