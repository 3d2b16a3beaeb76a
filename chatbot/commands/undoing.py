"""What was a slip: undo."""

from chatbot.commands.arguments import TicketNumber
from chatbot.commands.context import Context
from chatbot.commands.registry import command
from chatbot.commands.say import within
from chatbot.desk import undoing
from chatbot.desk.durations import ago
from chatbot.desk.undoing import Undone
from chatbot.desk.wording import TYPE


@command("undo", usage="[ticket]", who="who changed it, within 10 minutes, while nobody else has since", example="undo")
async def undo(ctx: Context, number: TicketNumber | None = None) -> str:
    """Take your last change back, or your last one of that ticket; who was told of it is told."""
    done = await ctx.change(undoing.undo, number)
    what = f"{done.how.verb} {done.seen.ticket.id} ({ago(done.at, ctx.now)})"
    return f"Undone: {what}. {_then(done)}".rstrip(" ")


def _then(done: Undone) -> str:
    number, verb = done.seen.ticket.id, done.how.verb
    known = {
        "watch": "",
        "unwatch": "",
        "comment": "What it said is erased.",
        "new": f"It is withdrawn. Needed after all? {TYPE}reopen {number}",
        "decline": f"You are asked again: {TYPE}dibs {number}",
    }
    return known[verb] if verb in known else _stands(done)


def _stands(done: Undone) -> str:
    """A name highlights only somebody else."""
    seen = done.seen
    if seen.ticket.closed_at is not None:
        return "Closed again."
    if "owner" in seen.relations:
        return "Yours again."
    if not seen.free:
        return f"{seen.owner}'s again." if seen.readable else ""
    return f"Free again; {seen.role.name} is asked, {within(done.left)} left." if done.left else "Free again."
