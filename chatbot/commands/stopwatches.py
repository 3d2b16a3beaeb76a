"""Time that is measured while somebody works: `start 12`, `stop`."""

from collections.abc import Iterator

from chatbot.commands.amounts import DROP, Part
from chatbot.commands.arguments import NOTHING, OneTicket, Rest, TicketNumber
from chatbot.commands.context import Context
from chatbot.commands.pages import Answer
from chatbot.commands.refusals import Usage
from chatbot.commands.registry import command
from chatbot.commands.say import about, begun
from chatbot.desk import stopwatches
from chatbot.desk.atwork import MINUTE, whole_minutes
from chatbot.desk.durations import format_duration
from chatbot.desk.stopwatches import Stop, Stopped
from chatbot.desk.wording import TYPE
from chatbot.desk.working import hours, shown_day


@command("start", usage="<ticket> [text]", who="owner, role members, admins", example="start 12 changing the toner")
async def start(ctx: Context, number: TicketNumber, text: Rest = NOTHING) -> Answer:
    """Begin to work on a ticket: a timer runs until stop, or until you start elsewhere; one at a time."""
    done = await ctx.change(stopwatches.start, number, text)
    if done.again:
        return Answer((begun(done.running, f". Done? {TYPE}stop"),))
    began = about(done.running.seen, "has your timer now", f". Done? {TYPE}stop")
    return Answer((began, *([_logged(done.before)] if done.before else [])))


@command("stop", usage="[ticket] [time|drop] [text]", who="who said start", example="stop toner changed")
async def stop(ctx: Context, number: OneTicket | None = None, part: Part | None = None, text: Rest = NOTHING) -> str:
    """End your timer: its time is logged, up to the next minute; 3h: only so much of it; drop: nothing of it."""
    if part == 0:
        if text:
            raise Usage(f"Nothing goes behind {DROP}. Write: {TYPE}stop {DROP}")
        done = await ctx.change(stopwatches.drop, number)
        return f"{done.seen.number}: {format_duration(done.ran)} thrown away, nothing is logged. A slip? {TYPE}undo"
    return _logged(await ctx.change(stopwatches.stop, Stop(number, part, text)))


def _logged(stopped: Stopped) -> str:
    """`#12: 2h 10m logged, 3h in all. A slip? undo 12`"""
    logged = stopped.logged
    assert logged is not None, "it wasn't dropped"
    parts = (f"{hours(logged.entry.minutes)} logged", *_besides(stopped))
    return f"{stopped.seen.number}: {', '.join(parts)}. A slip? {TYPE}undo {stopped.seen.ticket.id}"


def _besides(stopped: Stopped) -> Iterator[str]:
    """What isn't as it might be expected: it was rounded from nearly nothing, or is less than it ran, or of a day that
    has ended; and the sum, where that is more."""
    logged = stopped.logged
    assert logged is not None, "it wasn't dropped"
    if stopped.ran < MINUTE:
        yield f"from {format_duration(stopped.ran)}"
    elif logged.entry.minutes < whole_minutes(stopped.ran):
        yield f"of {format_duration(stopped.ran)}"
    if stopped.overnight:
        yield f"on {shown_day(logged.entry.day)}, when it began"
    if logged.total != logged.entry.minutes:
        yield f"{hours(logged.total)} in all"
