"""Moments in commands: read on the clock of who typed them, and shown on it."""

import asyncio
from datetime import datetime
from zoneinfo import ZoneInfo

from chatbot.commands.context import Context
from chatbot.commands.refusals import Usage
from chatbot.desk import habits
from chatbot.desk.moments import split_moment

BEFORE_A_TIME = frozenset({"until", "till", "til", "for"})
"""Alone these are no reason: the time is missing."""


async def clock_of(ctx: Context) -> ZoneInfo:
    """Of whoever spoke; UTC where they never said."""
    return await ctx.look(habits.own_zone)


async def moment_first(ctx: Context, text: str, zone: ZoneInfo) -> tuple[datetime | None, str]:
    """The time at the head of it, or None, and the rest. On a thread: a library reads what we don't."""
    alone = text.strip(" .,:;?!").lower()
    if alone in BEFORE_A_TIME:
        raise Usage(f"No time behind {alone}: write 2h, mon 9:00, tomorrow or 3 apr. Nothing changed.")
    try:
        return await asyncio.to_thread(split_moment, text, ctx.now, zone)
    except ValueError as wrong:
        raise Usage(str(wrong)) from None
