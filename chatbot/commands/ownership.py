"""Who has a ticket: accept, decline, assign, release."""

from chatbot.commands.arguments import NOTHING, PersonName, Rest, TicketNumber
from chatbot.commands.context import Context
from chatbot.commands.numbers import Tickets
from chatbot.commands.pages import Answer
from chatbot.commands.registry import command
from chatbot.commands.say import about, within
from chatbot.commands.several import each
from chatbot.desk import ownership
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
    if tickets and tickets.several:
        return await each(tickets, lambda number: ctx.change(ownership.accept, number), "Yours")
    wanted = tickets.first if tickets else await ctx.look(ownership.the_offer, "dibs")
    seen = await ctx.change(ownership.accept, wanted)
    return about(seen, "is yours", f". When done: {TYPE}close {wanted}")


@command(
    "decline",
    usage="<ticket> [why]",
    who="those who are asked",
    example="decline 12 at lunch",
    answers=("no",),
)
async def decline(ctx: Context, tickets: Tickets | None = None, why: Rest = NOTHING) -> str | Answer:
    """Pass on a ticket, or on several (12-14): you aren't asked about it again."""
    if tickets and tickets.several:
        return await each(tickets, lambda number: _declined(ctx, number, why), "Declined")
    wanted = tickets.first if tickets else await ctx.look(ownership.the_offer, "no")
    done = await ctx.change(ownership.decline, wanted, why)
    if done.asker is not None:
        return f"#{wanted} declined; {done.asker} is told."
    if done.next:
        return f"#{wanted} declined. You were the last to be asked, so {done.next} is asked now."
    if done.last:
        return f"#{wanted} declined. You were the last to be asked, so its reporter is told."
    return f"#{wanted} declined, you won't be asked again. {TYPE}undo takes that back."


async def _declined(ctx: Context, number: int, why: str) -> TicketView:
    return (await ctx.change(ownership.decline, number, why)).seen


@command(
    "assign",
    usage="<ticket> <person>",
    who="its owner, the role's members, admins",
    example="assign 12 bob",
    asks={"person": "Who gets #{number}?"},
)
async def assign(ctx: Context, number: TicketNumber, person: PersonName) -> str:
    """Ask one person in private; it is theirs when they say yes."""
    done = await ctx.change(ownership.assign, number, ctx.person(person))
    hear = f"you hear within {within(done.lifetime)}"
    return f"#{number}: asking {done.person} in private. Theirs when they say yes; {hear}."


@command("release", usage="<ticket> [why]", who="its owner, admins", example="release 12 off to lunch")
async def release(ctx: Context, number: TicketNumber, why: Rest = NOTHING) -> str:
    """Give a ticket back: its role is asked anew."""
    seen = await ctx.change(ownership.release, number, why)
    return about(seen, "is free again", f". {seen.role.name} is asked.")
