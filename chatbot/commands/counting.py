"""Figures in one line: stats."""

from typing import Literal

from chatbot.commands.arguments import RoleName
from chatbot.commands.context import Context
from chatbot.commands.refusals import Usage
from chatbot.commands.registry import command
from chatbot.desk import counting
from chatbot.desk.counting import Counted
from chatbot.desk.durations import format_duration
from chatbot.desk.wording import TYPE

FEW = 10
"""Of so few, nine tenths are all of them."""


@command(
    "stats",
    usage="[me|today|week|month] [today|week|month] [@role]",
    who="anyone; private ones are counted in private",
    example="stats @ops week",
)
async def stats(
    ctx: Context,
    which: Literal["me", "today", "week", "month"] | None = None,
    period: Literal["today", "week", "month"] | None = None,
    *,
    role: RoleName | None = None,
) -> str:
    """How many tickets came and went, and how soon they were taken: of this week, if you don't say."""
    if which != "me" and period is not None:
        raise Usage(f"One time at a time. Write: {TYPE}stats {period}")
    when = which if which and which != "me" else period
    found = await ctx.look(counting.count, role, when or "week", mine=which == "me")
    return " ".join(part for part in (_counted(found), _taken(found), _timed_out(found)) if part)


def _counted(found: Counted) -> str:
    """`ops, Mon-Sun: 41 opened, 38 closed, 6 open.`"""
    if found.mine:
        return f"You, {found.when}: {len(found.waits)} taken, {found.closed} closed, {found.open} in hand."
    return f"{found.who}, {found.when}: {found.opened} opened, {found.closed} closed, {found.open} open."


def _taken(found: Counted) -> str:
    """`Taken: half in 4m, 9 of 10 in 31m.`"""
    if not found.waits:
        return ""
    longest = format_duration(found.waits[-1])
    if len(found.waits) == 1:
        return f"Taken: in {longest}."
    half = format_duration(counting.within(found.waits, 5))
    if len(found.waits) < FEW:
        return f"Taken: half in {half}, all in {longest}."
    return f"Taken: half in {half}, 9 of 10 in {format_duration(counting.within(found.waits, 9))}."


def _timed_out(found: Counted) -> str:
    return f"{found.timed_out} timed out." if found.timed_out and not found.mine else ""
