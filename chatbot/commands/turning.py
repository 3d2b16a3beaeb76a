"""When a ticket takes a turn: withdraw, steal, move."""

from chatbot.commands.arguments import NOTHING, Rest, RoleName, TicketNumber
from chatbot.commands.context import Context
from chatbot.commands.registry import command
from chatbot.commands.say import about
from chatbot.desk import moving, stealing, withdrawing
from chatbot.desk.wording import TYPE


@command("withdraw", usage="<ticket> [why]", who="its reporter", example="withdraw 12 it was unplugged")
async def withdraw(ctx: Context, number: TicketNumber, why: Rest = NOTHING) -> str:
    """Take back what you asked for: the ticket ends, and who was asked or has it is told."""
    seen = await ctx.change(withdrawing.withdraw, number, why)
    return about(seen, "withdrawn", f". Needed after all? {TYPE}reopen {number}")


@command(
    "steal",
    usage="<ticket> <why>",
    who="the role's members whom an admin put there, admins",
    example="steal 12 bob is on leave",
    asks={"why": "Why? Its owner is told:"},
)
async def steal(ctx: Context, number: TicketNumber, why: Rest) -> str:
    """Take a ticket from its owner, who is told why. A second time within an hour: leads and admins."""
    seen = await ctx.change(stealing.steal, number, why)
    return about(seen, "is yours", f". Its owner is told why. When done: {TYPE}close {number}")


@command(
    "move",
    usage="<ticket> <@role>",
    who="its owner, the role's members whom an admin put there, admins",
    example="move 12 @net",
    asks={"role": "Where does #{number} go?"},
)
async def move(ctx: Context, number: TicketNumber, role: RoleName) -> str:
    """Give a ticket to another role: it is free there, and that role is asked."""
    seen = await ctx.change(moving.move, number, role)
    return about(seen, f"moved to {seen.role.name}", f". {seen.role.name} is asked.")
