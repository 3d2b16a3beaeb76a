"""What was worked in a period: `timesheet`, by day and by ticket."""

from collections.abc import Iterator, Sequence

from chatbot.commands.arguments import NOTHING, Rest, RoleName, Whose
from chatbot.commands.context import Context
from chatbot.commands.pages import Answer
from chatbot.commands.refusals import Usage
from chatbot.commands.registry import command
from chatbot.commands.say import about, packed
from chatbot.commands.working import at_work
from chatbot.desk import timesheets
from chatbot.desk.timesheets import Timesheet, Wanted, sums
from chatbot.desk.wording import TYPE
from chatbot.desk.working import hours, shown_day
from chatbot.wire import Channel
from store.records import Worked

ME = "me"
NO_PRIVATE = " Without what is private."
"""Always said where others read, so that it says nothing of whether there is any."""


@command(
    "timesheet",
    usage="[@role] [me|person] [period]",
    who="who is logged in; of others: leads of their roles, admins",
    example="timesheet last week",
    pages=True,
)
async def timesheet(
    ctx: Context, whose: Whose | None = None, period: Rest = NOTHING, *, role: RoleName | None = None
) -> Answer:
    """Time that you, somebody or a role worked in a period (this week, 2026-10, 2026-w47), by day and by ticket."""
    if role is not None and whose is not None:
        raise Usage(f"One at a time. Write: {TYPE}timesheet @{role}, or {TYPE}timesheet {whose}")
    person = ctx.person(whose) if whose is not None and str(whose).lower() != ME else None
    found = await ctx.look(timesheets.timesheet, Wanted(person, role, period))
    return Answer((*_sheet(ctx, found), *at_work(ctx, found.running, "| Running, not in it yet: ")))


def _sheet(ctx: Context, found: Timesheet) -> Iterator[str]:
    without = NO_PRIVATE if isinstance(ctx.audience, Channel) else ""
    hint = f" {TYPE}log <ticket> 15m <what you did>" if found.own and not found.entries else ""
    yield f"{headline(found)}.{without}{hint}"
    if found.role:
        yield from packed("| ", _people(ctx, found.entries))
    yield from _days(found.entries)
    for number, minutes in sums((one.ticket_id, one.minutes) for one in found.entries).items():
        yield about(found.tickets[number], hours(minutes))


def headline(found: Timesheet) -> str:
    """`12h 30m of bob: week 47, 16-22 Nov 2026`"""
    whose = "yours" if found.own else f"of {found.whose}"
    return f"{hours(found.minutes)} {whose}: {found.period.name}"


def _people(ctx: Context, entries: Sequence[Worked]) -> Iterator[str]:
    for name, minutes in sums((one.name, one.minutes) for one in entries).items():
        yield f"{name} {hours(minutes)}" if ctx.may_name(name) else hours(minutes)


def _days(entries: Sequence[Worked]) -> Iterator[str]:
    """`| Mon 16 Nov 3h: #12 2h, #15 1h`"""
    for day, minutes in sums((one.day, one.minutes) for one in entries).items():
        those = sums((one.ticket_id, one.minutes) for one in entries if one.day == day)
        yield from packed(
            f"| {shown_day(day)} {hours(minutes)}: ", [f"#{number} {hours(spent)}" for number, spent in those.items()]
        )
