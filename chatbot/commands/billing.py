"""Bills: what a client's time comes to, and what was billed of it."""

from collections.abc import Iterator

from chatbot.commands.amounts import Label
from chatbot.commands.arguments import NOTHING, BillNumber, Rest
from chatbot.commands.context import Context
from chatbot.commands.pages import Answer
from chatbot.commands.registry import command
from chatbot.commands.say import IN_LISTS, packed
from chatbot.commands.words import QUOTES
from chatbot.desk import billing
from chatbot.desk.labels import quoted
from chatbot.desk.money import hourly, money
from chatbot.desk.owed import Unrated
from chatbot.desk.statements import Line, Part, Statement
from chatbot.desk.wording import TYPE, around, clean, fit
from chatbot.desk.working import hours
from store.records import Bill

WHO = "admins and leads, in private"
MARKS = frozenset({"mark", "--mark", "\N{EM DASH}mark"})
"""The last one is what phones make of it."""


@command("bill", usage="<client> [period] [--mark]", who=f"{WHO}; --mark: admins", example="bill acme")
async def bill(ctx: Context, client: Label, days: Rest = NOTHING) -> Answer:
    """What a client's time comes to that isn't billed yet, line by line; --mark makes it a bill, for good."""
    words = "".join(sign for sign in days if sign not in QUOTES).split()
    wanted = " ".join(word for word in words if word.lower() not in MARKS)
    if wanted.split() != words:
        return Answer(tuple(_made(await ctx.change(billing.mark, client, wanted))))
    found = await ctx.look(billing.look, client, wanted)
    return Answer((_would_be(found, wanted), *_parts(found), *notes(found)))


@command("bill list", usage="[client]", who=WHO, example="bill list acme", pages=True)
async def bill_list(ctx: Context, client: Label | None = None) -> Answer:
    """What was billed, the newest first."""
    found = (await ctx.look(billing.list_bills, client)).found
    if not found:
        return Answer((f"There is no bill yet. What would be on one: {TYPE}bill {client or '<client>'}",))
    return Answer(tuple(f"{_title(one)}{_made_by(one)}." for one in found))


@command("bill show", usage="<number>", who=WHO, example="bill show 3", pages=True)
async def bill_show(ctx: Context, number: BillNumber) -> Answer:
    """What stands on a bill, as it was charged then."""
    found = await ctx.look(billing.show, number)
    assert found.bill is not None, "it was made"
    return Answer((f"{_title(found.bill)}{_made_by(found.bill)}.", *_parts(found)))


@command("bill undo", usage="<number>", who="admins", example="bill undo 3")
async def bill_undo(ctx: Context, number: BillNumber) -> str:
    """Take a bill back, the newest of its client; what was on it can be billed anew."""
    return taken_back(await ctx.change(billing.take_back, number))


def taken_back(of: Bill) -> str:
    return f"Bill {of.id} is taken back. What was on it isn't billed any more: {TYPE}bill {quoted(of.client)}"


def still_owed(found: Statement) -> str:
    """`Not billed yet: $5.00 for 6m. bill acme`"""
    return f"Not billed yet: {_sum(found)}. {TYPE}bill {quoted(found.client)}"


def _would_be(found: Statement, days: str) -> str:
    of = f"bill {fit(found.client, IN_LISTS)}{period(found.first, found.last)}"
    if not found.parts and found.unrated:
        return f"{of}: nothing can be billed yet."
    if not found.parts:
        return f"{of}: nothing is left to bill. What was: {TYPE}bill list {quoted(found.client)}"
    again = " ".join([quoted(found.client), *([days] if days else [])])
    return f"{of}: {_sum(found)}, not marked. To make it a bill: {TYPE}bill {again} --mark"


def _made(found: Statement) -> Iterator[str]:
    assert found.bill is not None, "it was made"
    number = found.bill.id
    yield f"{_title(found.bill)}. All of it: {TYPE}bill show {number}. A slip? {TYPE}bill undo {number}"
    if found.unrated:
        left = hours(sum(one.minutes for one in found.unrated))
        yield f"| {left} without a rate aren't on it. Which: {TYPE}bill {quoted(found.client)}"


def _title(of: Bill) -> str:
    """`Bill 3 of acme, 2026-10-01..2026-10-31: $5.00 for 6m`"""
    total = f"{money(of.amount, of.currency)} for {hours(of.minutes)}"
    return f"Bill {of.id} of {fit(of.client, IN_LISTS)}{period(of.first_day, of.last_day)}: {total}"


def _made_by(of: Bill) -> str:
    by = f" by {of.by}" if of.by else ""
    return f", made {of.created_at.date().isoformat()}{by}{', taken back' if of.undone_at else ''}"


def period(first: str | None, last: str | None) -> str:
    """As it may be typed again."""
    if first is None and last is None:
        return ""
    return f", {first}" if first == last else f", {first or ''}..{last or ''}"


def _sum(found: Statement) -> str:
    """`$12.50 for 15m (6m worked)`"""
    worked = f" ({hours(found.minutes)} worked)" if found.minutes != found.charged else ""
    return f"{money(found.amount, found.currency)} for {hours(found.charged)}{worked}"


def notes(found: Statement) -> Iterator[str]:
    """What stands below the lines."""
    if found.unrated:
        yield from packed("| Without a rate, so not on it: ", [_unrated(one) for one in found.unrated])
        yield f"| To give them one: {TYPE}client edit {quoted(found.client)} rate=50"
    if found.partial:
        yield "| Private tickets that you may not read are left out."


def _parts(found: Statement) -> Iterator[str]:
    """Projects have a line of their own where there are any."""
    for part in found.parts:
        if part.project is not None or len(found.parts) > 1:
            yield _part(part, found.currency)
        yield from (_line(one, found.currency) for one in part.lines)


def _part(part: Part, currency: str) -> str:
    name = fit(part.project, IN_LISTS) if part.project else "Without project"
    return f"| {name}: {money(part.amount, currency)}, {hours(part.charged)}"


def _line(one: Line, currency: str) -> str:
    """`| #12 bob 15m (6m worked) at $50/h: $12.50, printer on fire`"""
    worked = f" ({hours(one.minutes)} worked)" if one.minutes != one.charged else ""
    what = f"{one.person} {hours(one.charged)}{worked} at {hourly(one.rate, currency)}"
    return around(f"| #{one.ticket} {what}: {money(one.amount, currency)}, ", one.title)


def _unrated(one: Unrated) -> str:
    return f"#{one.ticket_id} {clean(one.person)} {hours(one.minutes)}"
