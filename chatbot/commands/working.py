"""Time on tickets: log it, and see it."""

from collections.abc import Sequence

from chatbot.commands.amounts import Minutes
from chatbot.commands.arguments import NOTHING, PersonName, Rest, TicketNumber, Word
from chatbot.commands.context import Context
from chatbot.commands.pages import Answer
from chatbot.commands.registry import command
from chatbot.commands.say import IN_LISTS, packed
from chatbot.desk import spent, working
from chatbot.desk.atwork import Running, whole_minutes
from chatbot.desk.spent import Sheet, Spent
from chatbot.desk.wording import TYPE, clean, fit
from chatbot.desk.working import Entry, hours, shown_day
from store.records import Worked

LONGEST_TEXT = 60
"""Characters of what somebody wrote to an entry."""


@command(
    "log",
    usage="<ticket> <time> [on=yesterday] [for=bob] [text]",
    who="owner, role members, admins; for others: admins",
    example="log 12 1h30 on=yesterday toner changed",
)
async def log(
    ctx: Context,
    number: TicketNumber,
    minutes: Minutes,
    text: Rest = NOTHING,
    *,
    on: Word | None = None,
    for_: PersonName | None = None,
) -> str:
    """Write down time that you worked on a ticket; -15m takes some off again."""
    whose = ctx.person(for_) if for_ else None
    done = await ctx.change(working.log, number, Entry(minutes, text, on, whose))
    entry = done.entry
    what = f"corrected by {hours(entry.minutes)}" if entry.corrects else f"{hours(entry.minutes)} logged"
    day = f" on {shown_day(entry.day)}" if on is not None or entry.corrects else ""
    sums = f", {hours(done.total)} in all" if done.total != entry.minutes else ""
    return f"{done.seen.number}: {what}{day}{sums}. A slip? {TYPE}undo {number}"


@command("time", usage="<ticket>", who="who may see it", example="time 12", pages=True)
async def time(ctx: Context, number: TicketNumber) -> Answer:
    """Who worked on a ticket, how long, and what they wrote to it."""
    found = await ctx.look(spent.sheet, number)
    running = at_work(ctx, found.running, "| Running: ")
    return Answer((_head(found), *_people(ctx, found), *(_entry(ctx, found, one) for one in found.entries), *running))


def _head(found: Sheet) -> str:
    number = found.seen.ticket.id
    if not found.entries:
        return f"{found.seen.number}: {account_of(found.spent)}No time yet. {TYPE}log {number} 15m <what you did>"
    return f"{found.seen.number}: {account_of(found.spent)}{time_of(found.spent)}."


def account_of(of: Spent) -> str:
    """`For acme, Disaster Recovery. `"""
    if of.client is None:
        return ""
    project = f", {fit(of.project, IN_LISTS)}" if of.project else ""
    return f"For {fit(of.client, IN_LISTS)}{project}. "


def time_of(of: Spent) -> str:
    """`Time: 6m ($5.00)`"""
    return f"Time: {hours(of.minutes)}{f' ({of.cost})' if of.cost else ''}"


def at_work(ctx: Context, running: Sequence[Running], before: str) -> list[str]:
    """`Timers: bob 2h 10m, 5m`; a name is left out where it would highlight somebody who didn't ask."""
    told = [f"{f'{one.name} ' if ctx.may_name(one.name) else ''}{hours(whole_minutes(one.ran))}" for one in running]
    return packed(before, told)


def _people(ctx: Context, found: Sheet) -> list[str]:
    """Only where there are several."""
    sums: dict[str, int] = {}
    for one in found.entries:
        sums[one.name] = sums.get(one.name, 0) + one.minutes
    named = [f"{name} {hours(minutes)}" for name, minutes in sums.items() if ctx.may_name(name)]
    return packed("| ", named) if len(sums) > 1 else []


def _entry(ctx: Context, found: Sheet, one: Worked) -> str:
    """`| Thu 26 Nov bob 1h 30m: toner changed`"""
    who = f"{one.name} " if ctx.may_name(one.name) else ""
    text = found.texts[one.id]
    said = f": {fit(clean(text), LONGEST_TEXT)}" if text else ""
    return f"| {shown_day(one.day)} {who}{hours(one.minutes)}{said}"
