"""A command that counts, in pages; the tests say how far."""

from chatbot.commands.context import Context
from chatbot.commands.pages import Answer
from chatbot.commands.registry import command
from chatbot.wire import Channel


class Far:
    lines = 25


@command("count", example="count", pages=True)
async def count(ctx: Context) -> Answer:
    """Count, where it is read and for whom."""
    where = "aloud" if isinstance(ctx.audience, Channel) else "alone"
    return Answer(tuple(f"{where} {ctx.principal.nick} {number}" for number in range(1, Far.lines + 1)))
