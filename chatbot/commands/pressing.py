"""When one is asked, and how pressing it is: later, urgent."""

from chatbot.commands.arguments import NOTHING, OneTicket, Rest, TicketNumber
from chatbot.commands.context import Context
from chatbot.commands.refusals import Usage
from chatbot.commands.registry import command
from chatbot.commands.say import about
from chatbot.commands.times import clock_of, moment_first
from chatbot.desk import answering, snoozing, urgency
from chatbot.desk.moments import format_moment
from chatbot.desk.wording import TYPE
from chatbot.wire import Channel


@command("later", usage="[ticket] [when]", who="those who are asked", example="later 12 1h")
async def later(ctx: Context, number: OneTicket | None = None, when: Rest = NOTHING) -> str:
    """Be asked about a ticket again then, and not before: 20m, 14:00. In private the one offer needs no number."""
    if number is None and isinstance(ctx.audience, Channel):
        raise Usage(f"Others read here, so say which: {TYPE}later <ticket> 1h")
    zone = await clock_of(ctx)
    until, rest = await moment_first(ctx, when, zone) if when else (None, "")
    if until is None or rest:
        raise Usage(f"When are you asked again? {TYPE}later {number or '<ticket>'} 20m, or 14:00")
    wanted = number or await ctx.look(answering.the_offer, "later")
    await ctx.change(snoozing.later, wanted, until)
    return f"#{wanted}: you are asked again {format_moment(until, ctx.now, zone)}. Before that: {TYPE}dibs {wanted}"


@command("urgent", usage="<ticket>", who="its reporter, owner, confirmed role members, admins", example="urgent 12")
async def urgent(ctx: Context, number: TicketNumber) -> str:
    """Ask everybody at once, whatever their hours; its owner is told. Twice a day, for who is logged in."""
    called = await ctx.change(urgency.call, number)
    if called.asked:
        return about(called.seen, "is urgent", f". {called.asked} asked now, whatever their hours.")
    if called.seen.ticket.owner_id is None:
        return about(called.seen, "is urgent", f". Nobody else is in {called.seen.role.name}.")
    told = "It is yours." if "owner" in called.seen.relations else "Its owner is told now."
    return about(called.seen, "is urgent", f". {told}")
