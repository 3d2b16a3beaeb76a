"""Who is let through to the commands: nobody who isn't listened to, nobody too fast, and no program that answers us."""

import logging
from datetime import datetime, timedelta
from typing import Protocol

from chatbot.commands.complaints import as_errors
from chatbot.commands.limits import Limits
from chatbot.commands.loops import Loops
from chatbot.commands.pages import to_person
from chatbot.commands.parse import Call
from chatbot.desk import listening
from chatbot.desk.act import Caller
from chatbot.desk.bounds import Pace
from chatbot.desk.desk import NOBODY, Desk
from chatbot.desk.durations import format_duration
from chatbot.desk.masks import host_of
from chatbot.desk.mishaps import mishap
from chatbot.desk.wording import TYPE
from chatbot.wire import Message, Reply
from store.failures import StoreFailed

READ_ON = "more"

WARNINGS = {
    "pace": "Too fast: that line wasn't done, nor is what follows until you pause. If you go on, I stop listening.",
    "errors": f"Too much that I can't do: please pause. What there is: {TYPE}help. If you go on, I stop listening.",
}
STOPPED = "I don't listen to you for {}. What you wrote just now isn't done. What is yours you still hear from me."

log = logging.getLogger("dibs.commands")


class Gate(Protocol):
    """What is None goes on; a list is said instead."""

    async def hears(self, message: Message) -> bool: ...

    async def admits(self, message: Message, call: Call | None) -> list[Reply] | None: ...

    async def after_error(self, message: Message, call: Call | None) -> list[Reply] | None: ...

    async def passes(self, message: Message, said: list[Reply]) -> list[Reply]: ...


class Open:
    """For who sits at the shell."""

    async def hears(self, message: Message) -> bool:  # noqa: ARG002 - whoever it is
        return True

    async def admits(self, message: Message, call: Call | None) -> None:
        pass

    async def after_error(self, message: Message, call: Call | None) -> None:
        pass

    async def passes(self, message: Message, said: list[Reply]) -> list[Reply]:  # noqa: ARG002 - whatever it is
        return said


class Guarded:
    """For networks. What there is to know of who isn't listened to stands in the database; the rest is forgotten."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._limits = Limits(self._pace)
        self._loops = Loops(lambda: desk.settings.rounds)

    def _pace(self, name: str) -> Pace:
        pace: Pace = getattr(self._desk.settings.paces, name)
        return pace

    async def hears(self, message: Message) -> bool:
        """Whether they are listened to. If that can't be read, they are: the next thing will say what fails."""
        try:
            heard = await self._desk.glance(Caller(message.principal, message.audience), listening.is_heard)
        except StoreFailed:
            heard = True
        if heard:
            self._loops.heard(message)
        return heard

    async def admits(self, message: Message, call: Call | None) -> list[Reply] | None:
        """Before a command is run. `call` None: words that answer a question."""
        if _is_quick(call):
            self._loops.excuse(message)
        who = message.principal  # names are cheap over a bridge
        if who.relay and not self._limits.take(f"{who.network} {who.relay}", "relay", message.at):
            return []
        if await self._is_in_time(message, call):
            return None
        return await self._beyond(message, "pace")

    async def _is_in_time(self, message: Message, call: Call | None) -> bool:
        who, now, proved = _who(message), message.at, message.principal.account is not None
        if _answers_an_offer(call) and self._limits.take(who, "offers", now):
            return True
        if proved and call is not None and call.arguments.get("key") and self._limits.take(who, "keyed", now):
            return True
        if self._limits.take(who, "member" if proved else "stranger", now):
            return True
        return proved and await self._is_admin(message) and self._limits.take(who, "admin", now)

    async def _is_admin(self, message: Message) -> bool:
        try:
            return await self._desk.glance(Caller(message.principal, message.audience), listening.is_admin)
        except StoreFailed:
            return False

    async def after_error(self, message: Message, call: Call | None) -> list[Reply] | None:
        """When something can't be done. That an offer is over, or went to another, is nobody's fault."""
        proved = message.principal.account is not None
        pace = "member_errors" if proved else "stranger_errors"
        if _answers_an_offer(call) or self._limits.take(_who(message), pace, message.at):
            return None
        return await self._beyond(message, "errors")

    async def _beyond(self, message: Message, cause: str) -> list[Reply]:
        verdict = self._limits.beyond(_who(message), message.at)
        if verdict == "stop":
            lasts = await self._stop(message, cause)
            return as_errors(to_person(message, (STOPPED.format(format_duration(lasts)),))) if lasts else []
        return as_errors(to_person(message, (WARNINGS[cause],))) if verdict == "warn" else []

    async def passes(self, message: Message, said: list[Reply]) -> list[Reply]:
        """What is said, unless that only goes on with a program that answers each line of ours: that hears nothing."""
        lines = tuple(line for reply in said for line in reply.lines)
        if not lines:
            return said
        error = any(reply.error for reply in said)
        if not self._loops.answered(message, lines, self._now(message), error=error):
            return said
        if lasts := await self._stop(message, "loop"):
            log.warning(
                "somebody on %s answers whatever is said: not listened to for %s",
                message.principal.network,
                format_duration(lasts),
            )
        return []

    def _now(self, message: Message) -> datetime:
        return max(self._desk.clock.now(), message.at)

    async def _stop(self, message: Message, cause: str) -> timedelta | None:
        try:
            return await self._desk.change(NOBODY, listening.stop, cause, message.principal)
        except StoreFailed as error:
            mishap(log, "nobody could be stopped", error)
            return None


def _answers_an_offer(call: Call | None) -> bool:
    return call is not None and (bool(call.command.declared.answers) or call.command.name == "later")


def _is_quick(call: Call | None) -> bool:
    """What a person says again and again in a hurry."""
    return call is not None and (_answers_an_offer(call) or call.command.name == READ_ON)


def _who(message: Message) -> str:
    """Clones and other nicks at one host are one, where nobody is logged in."""
    principal = message.principal
    known = principal.key if principal.account is not None else host_of(principal.mask)
    return f"{principal.network} {known}"
