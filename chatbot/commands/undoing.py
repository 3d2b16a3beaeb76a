"""What was a slip: undo, redact."""

from chatbot.commands.arguments import TicketNumber, Word
from chatbot.commands.billing import taken_back
from chatbot.commands.context import Context
from chatbot.commands.pages import Answer
from chatbot.commands.registry import command
from chatbot.commands.say import within
from chatbot.desk import atwork, redacting, undoing
from chatbot.desk.atwork import Running
from chatbot.desk.durations import ago
from chatbot.desk.redacting import Entry
from chatbot.desk.refused import Refused
from chatbot.desk.takingback import Undone
from chatbot.desk.wording import TYPE, around, clean, fit
from store.records import Bill


@command("undo", usage="[ticket]", who="who changed it, within 10 minutes, while nobody else has since", example="undo")
async def undo(ctx: Context, number: TicketNumber | None = None) -> str:
    """Take your last change back, or your last one of that ticket; who was told of it is told."""
    done = await ctx.change(undoing.undo, number)
    if isinstance(done, Bill):
        return taken_back(done)
    what = f"{done.how.verb} {done.seen.ticket.id} ({ago(done.at, ctx.now)})"
    then = _runs(await ctx.look(atwork.mine)) if done.how.verb in {"start", "stop"} else _then(done)
    return f"Undone: {what}. {then}".rstrip(" ")


def _runs(running: Running | None) -> str:
    """A number and a time alone, which everybody may read."""
    return f"Your timer runs on {running.seen.number}, since {running.since}." if running else "No timer of yours runs."


def _then(done: Undone) -> str:
    number, verb = done.seen.ticket.id, done.how.verb
    known = {
        "log": "",
        "watch": "",
        "unwatch": "",
        "link": "",
        "split": "What became a ticket is back, and that one withdrawn.",
        "unlink": "",
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


LONGEST_NUMBER = 6
"""Digits."""

FIRST_WORDS = 40
"""Characters of a text in a list to choose from."""
MOST = 30
"""Texts that are listed, the newest ones."""


@command(
    "redact",
    usage="<ticket> [text]",
    who="who wrote it, confirmed role members, admins",
    example="redact 12 3",
)
async def redact(ctx: Context, number: TicketNumber, text: Word | None = None) -> str | Answer:
    """Erase a text of a ticket for good, such as a pasted password; without its number, list them (in private)."""
    if text is None:
        found = await ctx.look(redacting.entries, number)
        return Answer(
            (*(_entry(one, number) for one in found[-MOST:]), f"Erase one for good: {TYPE}redact {number} <text>")
        )
    if not (text.isascii() and text.isdigit() and len(text) <= LONGEST_NUMBER):
        raise Refused(f"Which text of #{number}? A number: in private, {TYPE}redact {number} lists them.")
    await redacting.redact(ctx.desk, ctx.caller, number, int(text))
    return f"#{number}: text {text} is erased here, for good. Those who read it have read it: change what was secret."


def _entry(one: Entry, number: int) -> str:
    """`#12 text 3, of bob: toner ordered`"""
    return around(f"#{number} text {one.number}, of {clean(one.event.actor)}: ", fit(clean(one.text), FIRST_WORDS))
