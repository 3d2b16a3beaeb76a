"""Tickets that rest, and the clock by which they do: hold, resume, set."""

from chatbot.commands.arguments import NOTHING, Rest, TicketNumber, Word
from chatbot.commands.context import Context
from chatbot.commands.registry import command
from chatbot.commands.say import about
from chatbot.commands.times import clock_of, moment_first
from chatbot.desk import asking, habits, holding, quieting
from chatbot.desk.moments import format_moment
from chatbot.desk.wording import TYPE, around


@command(
    "hold",
    "snooze",
    usage="<ticket> [until when and why]",
    who="its owner, confirmed role members, admins",
    example="hold 12 until monday 9:00 waiting for toner",
)
async def hold(ctx: Context, number: TicketNumber, until_and_why: Rest = NOTHING) -> str:
    """Let a ticket rest: 2h, mon 9:00, 3 apr, then the reason. Without a time: 3 days."""
    zone = await clock_of(ctx)
    until, why = await moment_first(ctx, until_and_why, zone) if until_and_why else (None, "")
    seen = await ctx.change(holding.hold, number, until, why)
    assert seen.ticket.held_until is not None, "it was just put there"
    resting = f"on hold till {format_moment(seen.ticket.held_until, ctx.now, zone)}"
    if why and seen.readable:
        return around(f"#{number} {resting}: ", why.rstrip(" ."), ".")
    return about(seen, resting, f". Before that: {TYPE}resume {number}")


@command(
    "ask",
    usage="<ticket> <question>",
    who="its owner, confirmed role members, admins",
    example="ask 12 which floor?",
    asks={"question": "What is the question?"},
)
async def ask(ctx: Context, number: TicketNumber, question: Rest) -> str:
    """Ask who reported it: it waits for the answer, which is their next line to dibs."""
    await ctx.change(asking.ask, number, question)
    return f"#{number}: its reporter is asked, and it waits for the answer. Without one: {TYPE}resume {number}"


@command("resume", usage="<ticket>", who="its owner, confirmed role members, admins", example="resume 12")
async def resume(ctx: Context, number: TicketNumber) -> str:
    """Go on with a ticket that is on hold."""
    seen = await ctx.change(holding.resume, number)
    mine = "owner" in seen.relations
    whose = "yours" if mine else f"{seen.owner}'s" if seen.readable and seen.owner else "its owner's"
    return f"#{number} resumed, {whose}." + (f" {seen.when_done}" if mine else "")


@command("set", usage="[tz=Europe/Berlin]", who="who is logged in", example="set tz=Europe/Berlin")
async def set_(ctx: Context, *, tz: Word | None = None) -> str:
    """Say by which clock you live: times are read and shown on it."""
    if tz is None:
        zone = await ctx.look(habits.need_zone)
        return f"Your clock: {zone}. Another: {TYPE}set tz=Europe/Berlin"
    zone = await ctx.change(habits.put_zone, tz)
    nights = "Your nights are quiet, 22-08" if await ctx.look(quieting.has_usual_nights) else ""
    after = f" {nights}; otherwise: {TYPE}quiet" if nights else ""
    return f"Your clock: {zone}, where it is {ctx.now.astimezone(zone):%H:%M} now.{after}"
