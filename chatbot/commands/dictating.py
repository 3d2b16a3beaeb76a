"""`on 12` … `off`: what somebody says in a channel becomes comments of a ticket."""

from msgspec import Struct

from chatbot.commands.arguments import TicketNumber
from chatbot.commands.context import Context
from chatbot.commands.gate import Gate
from chatbot.commands.pages import to_channel
from chatbot.commands.registry import command
from chatbot.commands.say import about
from chatbot.commands.words import SEPARATORS
from chatbot.desk import dictating
from chatbot.desk.act import Caller
from chatbot.desk.desk import NOBODY, Desk
from chatbot.desk.durations import format_duration
from chatbot.desk.refused import Refused
from chatbot.desk.wording import TYPE
from chatbot.wire import Channel, Message, Reply
from store.records import Dictation

BARE = "off"
"""The whole line, without a prefix: nobody means that for a comment."""


@command("on", usage="<ticket>", who="who may comment on it, in a channel", example="on 12", aloud=True)
async def on(ctx: Context, number: TicketNumber) -> str:
    """What you say in this channel becomes comments of a ticket, until you say off, or for an hour."""
    begun = await ctx.change(dictating.begin, number)
    what = f"{'still ' if begun.again else ''}notes what you say here"
    before = f" {noted(begun.before)}" if begun.before else ""
    return about(begun.seen, f"{what}, {_length(ctx.desk)} at most", f".{before} End: {TYPE}off")


@command("off", who="who said on", example="off", aloud=True)
async def off(ctx: Context) -> str:
    """What you say in this channel isn't noted any more."""
    return over(await ctx.change(dictating.end))


def noted(ended: Dictation) -> str:
    """`#12 has 3 comments more.`"""
    if ended.comments == 0:
        return f"#{ended.ticket_id} has no comment more."
    return f"#{ended.ticket_id} has {ended.comments} comment{'s' if ended.comments > 1 else ''} more."


def over(ended: Dictation) -> str:
    return f"{noted(ended)} What you say here isn't noted any more."


def _length(desk: Desk) -> str:
    return format_duration(desk.settings.bounds.dictation)


class Dictating(Struct, frozen=True):
    """Takes what is said to others. `gate`: who isn't listened to, or says too much, isn't noted either."""

    desk: Desk
    gate: Gate

    async def take(self, message: Message) -> list[Reply]:
        """What to say to it, if anything. What is for few in a channel (`@#ops`) is no comment."""
        here, caller = message.audience, Caller(message.principal, message.audience)
        if not isinstance(here, Channel) or message.mentioned_as or message.principal.relay:
            return []
        if not await self.desk.look(caller, dictating.is_on) or not await self.gate.hears(message):
            return []
        try:
            return await self._take(caller, message)
        except Refused as refused:
            ended = await self.desk.change(NOBODY, dictating.stop, message.principal, here)
            return to_channel(message, (refused.marked, over(ended))) if ended else []

    async def _take(self, caller: Caller, message: Message) -> list[Reply]:
        text = message.text.strip(SEPARATORS)
        if text.rstrip(".").lower() == BARE:
            return to_channel(message, (over(await self.desk.change(caller, dictating.end)),))
        if not text:
            return []
        if (instead := await self.gate.admits(message, None)) is not None:
            return instead
        await self.desk.change(caller, dictating.add, text)
        return []
