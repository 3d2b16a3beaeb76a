"""What systems report by `key=`: opened, counted, or over."""

from chatbot.commands.context import Context
from chatbot.commands.hints import hint
from chatbot.commands.pages import Answer
from chatbot.commands.refusals import Usage
from chatbot.commands.say import about
from chatbot.commands.words import Titled
from chatbot.desk import keys
from chatbot.desk.durations import format_duration
from chatbot.desk.entering import New
from chatbot.desk.keys import Repeated
from chatbot.desk.tickets import Opened
from chatbot.desk.views import TicketView
from chatbot.desk.wording import TYPE


async def reported(ctx: Context, wanted: New, key: str) -> Opened | Answer:
    """What was opened by it; or the answer, where it was open already."""
    found = await ctx.change(keys.report, wanted, key)
    return Answer((_counted(found),)) if isinstance(found, Repeated) else found


def _counted(found: Repeated) -> str:
    seen = found.seen
    return about(seen, f"x{seen.ticket.times}", f". {_whose(seen)}" if seen.readable else ".")


def _whose(seen: TicketView) -> str:
    if seen.owner:
        return f"{seen.owner} has it, {seen.state.name}."
    return f"{seen.role.name} is asked." if seen.prompt else f"Nobody has it: {TYPE}show {seen.ticket.id}"


async def recovered(ctx: Context, key: str | None, said: Titled) -> str:
    if key is None:
        raise Usage(f"Which key? {TYPE}{ctx.verb} key=db1/disk recovered=yes")
    words = " -- ".join(filter(None, (said.title, said.description)))
    seen = await ctx.change(keys.recover, key, words)
    times = f", said {seen.ticket.times} times" if seen.ticket.times > 1 else ""
    return about(seen, "recovered", f". Open for {format_duration(ctx.now - seen.ticket.opened_at)}{times}.")


def need_words(ctx: Context, title: str) -> None:
    """The only `new` without them is a recovery."""
    if not title:
        raise Usage(f"What is wrong? {TYPE}{hint(ctx.command, ctx.verb, {})}")
