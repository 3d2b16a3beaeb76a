"""Following tickets of others: watch, unwatch."""

from chatbot.commands.context import Context
from chatbot.commands.numbers import Tickets
from chatbot.commands.pages import Answer
from chatbot.commands.registry import command
from chatbot.commands.say import about
from chatbot.commands.several import each
from chatbot.desk import watching
from chatbot.desk.wording import TYPE


@command("watch", "follow", usage="<ticket>", who="who is logged in and may see it", example="watch 12")
async def watch(ctx: Context, wanted: Tickets) -> str | Answer:
    """Hear in private what happens to a ticket, or to several: 12 13, 12-19."""
    if wanted.several:
        return await each(wanted, lambda number: ctx.change(watching.watch, number), "Watched")
    seen = await ctx.change(watching.watch, wanted.first)
    return about(seen, "is watched", f". You hear of it in private. Enough? {TYPE}unwatch {wanted.first}")


@command("unwatch", "unfollow", usage="<ticket>", who="its watchers", example="unwatch 12")
async def unwatch(ctx: Context, wanted: Tickets) -> str | Answer:
    """Hear no more of a ticket that you watch, or of several."""
    if wanted.several:
        return await each(wanted, lambda number: ctx.change(watching.unwatch, number), "No longer watched")
    await ctx.change(watching.unwatch, wanted.first)
    return f"#{wanted.first} is no longer watched."
