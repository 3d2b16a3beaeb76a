"""Who has a ticket: accept, decline, assign, release."""

from chatbot.commands.arguments import NOTHING, PersonName, Rest, TicketNumber
from chatbot.commands.context import Context
from chatbot.commands.numbers import Tickets
from chatbot.commands.pages import Answer
from chatbot.commands.registry import command
from chatbot.commands.say import about, packed, within
from chatbot.commands.several import each
from chatbot.desk import answering, handing, ownership
from chatbot.desk.views import TicketView
from chatbot.desk.wording import TYPE


@command(
    "accept",
    "dibs",
    "take",
    "claim",
    usage="<ticket>",
    who="the role's members, or whom it was offered to",
    example="dibs 12",
    answers=("dibs", "yes"),
)
async def accept(ctx: Context, tickets: Tickets | None = None) -> str | Answer:
    """Take a ticket, or several (dibs 12 13, dibs 20-38): you become the owner."""
    wanted = tickets or Tickets(await ctx.look(answering.the_offers, "dibs"))
    if wanted.several:
        return await each(wanted, lambda number: ctx.change(ownership.accept, number), "Yours")
    seen = await ctx.change(ownership.accept, wanted.first)
    return about(seen, "is yours", f". {seen.when_done}")


@command(
    "decline",
    usage="<ticket> [why]",
    who="those who are asked",
    example="decline 12 at lunch",
    answers=("no",),
)
async def decline(ctx: Context, tickets: Tickets | None = None, why: Rest = NOTHING) -> str | Answer:
    """Pass on a ticket, or on several (12-14): you aren't asked about it again."""
    wanted = tickets or Tickets(await ctx.look(answering.the_offers, "no"))
    if wanted.several:
        return await each(wanted, lambda number: _declined(ctx, number, why), "Declined")
    number = wanted.first
    done = await ctx.change(ownership.decline, number, why)
    if done.asker is not None:
        return f"#{number} declined; {done.asker} is told."
    if done.next:
        return f"#{number} declined. You were the last to be asked, so {done.next} is asked now."
    if done.last:
        return f"#{number} declined. You were the last to be asked, so its reporter is told."
    return f"#{number} declined, you won't be asked again. {TYPE}undo takes that back."


async def _declined(ctx: Context, number: int, why: str) -> TicketView:
    return (await ctx.change(ownership.decline, number, why)).seen


@command(
    "assign",
    usage="<ticket> <person>",
    who="its owner, confirmed role members, admins",
    example="assign 12 bob",
    asks={"person": "Who gets #{number}?"},
)
async def assign(ctx: Context, number: TicketNumber, person: PersonName) -> str:
    """Ask one person in private; it is theirs when they say yes."""
    done = await ctx.change(ownership.assign, number, ctx.person(person))
    hear = f"you hear within {within(done.lifetime)}"
    return f"#{number}: asking {done.person} in private. Theirs when they say yes; {hear}."


@command(
    "handover",
    usage="<person> [tickets]",
    who="their owner",
    example="handover bob 12 13",
    asks={"person": "Who gets them?"},
)
async def handover(ctx: Context, person: PersonName, tickets: Tickets | None = None) -> str | Answer:
    """Ask one person to take over some of your tickets, or all of them: one question, and yours until the answer."""
    done = await ctx.change(handing.hand_over, ctx.person(person), tickets.numbers if tickets else ())
    hear = f"Yours until the answer; you hear within {within(done.lifetime)}."
    *numbers, last = [one.number for one in done.seen]
    lines = packed(f"Handover: asking {done.person} in private about ", [*numbers, f"{last}.", hear], between=" ")
    left = packed("Left with you, asked about before: ", [f"#{number}" for number in done.left])
    return Answer((*lines, *left))


@command("release", usage="<ticket> [why]", who="its owner, admins", example="release 12 off to lunch")
async def release(ctx: Context, number: TicketNumber, why: Rest = NOTHING) -> str:
    """Give a ticket back: its role is asked anew."""
    seen = await ctx.change(ownership.release, number, why)
    return about(seen, "is free again", f". {seen.role.name} is asked.")
