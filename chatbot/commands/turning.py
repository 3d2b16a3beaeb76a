"""When a ticket takes a turn: withdraw, steal, move, edit."""

from chatbot.commands.amounts import Label
from chatbot.commands.arguments import NOTHING, Phrase, Priority, Rest, RoleName, TicketNumber
from chatbot.commands.context import Context
from chatbot.commands.registry import command
from chatbot.commands.say import about, nobody_in
from chatbot.desk import editing, moving, stealing, withdrawing
from chatbot.desk.editing import Edit
from chatbot.desk.wording import TYPE


@command("withdraw", usage="<ticket> [why]", who="its reporter", example="withdraw 12 it was unplugged")
async def withdraw(ctx: Context, number: TicketNumber, why: Rest = NOTHING) -> str:
    """Take back what you asked for: the ticket ends, and who was asked or has it is told."""
    seen = await ctx.change(withdrawing.withdraw, number, why)
    return about(seen, "withdrawn", f". Needed after all? {TYPE}reopen {number}")


@command(
    "steal",
    usage="<ticket> <why>",
    who="confirmed role members, admins",
    example="steal 12 bob is on leave",
    asks={"why": "What is the reason? Its owner reads it."},
)
async def steal(ctx: Context, number: TicketNumber, why: Rest) -> str:
    """Take a ticket from its owner, who is told why. A second time within an hour: leads and admins."""
    seen = await ctx.change(stealing.steal, number, why)
    return about(seen, "is yours", f". Its owner is told why. {seen.when_done}")


@command(
    "move",
    usage="<ticket> <@role>",
    who="its owner, confirmed role members, admins",
    example="move 12 @net",
    asks={"role": "Which role is #{number} for?"},
)
async def move(ctx: Context, number: TicketNumber, role: RoleName) -> str:
    """Give a ticket to another role: it is free there, and that role is asked."""
    moved = await ctx.change(moving.move, number, role)
    then = f"{moved.asked} is asked." if moved.asked else nobody_in(moved.seen.role)
    return about(moved.seen, f"moved to {moved.seen.role.name}", f". {then}")


@command(
    "edit",
    usage="<ticket> [priority=low|normal|high|urgent] [client=acme] [project=name] [title=...] [description=...]",
    who="its reporter while it is free, owner, confirmed role members, admins",
    example="edit 12 priority=high title=printer is smoking",
)
async def edit(
    ctx: Context,
    number: TicketNumber,
    *,
    priority: Priority | None = None,
    client: Label | None = None,
    project: Label | None = None,
    title: Phrase | None = None,
    description: Phrase | None = None,
) -> str:
    """Change what a ticket says. The last title= or description= takes the rest of the line."""
    done = await ctx.change(editing.edit, number, Edit(title, description, priority, client, project))
    return f"#{number}: {done.what} changed. {TYPE}show {number}"
