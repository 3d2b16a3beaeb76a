"""Two tickets that are one: merge."""

from typing import Literal

from chatbot.commands.arguments import TicketNumber
from chatbot.commands.context import Context
from chatbot.commands.registry import command
from chatbot.desk import uniting
from chatbot.desk.uniting import Merged
from chatbot.desk.wording import TYPE
from chatbot.desk.working import hours
from chatbot.plugin import line


@command(
    "merge",
    usage="<ticket> into <other ticket>",
    who="owner, confirmed role members, admins, who may comment on the other",
    example="merge 12 into 13",
    asks={"into": "Which ticket is #{number} merged into?"},
)
async def merge(ctx: Context, number: TicketNumber, into: Literal["into"], other: TicketNumber) -> str:
    """End a ticket as a duplicate of another, to which its comments and its watchers go, and its reporter as one."""
    done = await ctx.change(uniting.merge, number, other)
    title = done.into.ticket.title if done.into.readable else ""
    return line(f"#{number} is merged {into} #{other}", title, f".{_along(done)} A slip? {TYPE}undo {number}")


def _along(done: Merged) -> str:
    """` 2 comments, 1 watcher, 1h 30m of work went along.`"""
    counted = ((done.comments, "comment"), (done.followers, "watcher"))
    told = [f"{count} {what}{'' if count == 1 else 's'}" for count, what in counted if count]
    told += [f"{hours(done.minutes)} of work"] if done.minutes else []
    return f" {', '.join(told)} went along." if told else ""
