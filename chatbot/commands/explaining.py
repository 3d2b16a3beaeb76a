"""Why a ticket stands where it stands."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from chatbot.commands.arguments import TicketNumber
from chatbot.commands.context import Context
from chatbot.commands.pages import Answer
from chatbot.commands.registry import command
from chatbot.commands.say import erased, packed, within
from chatbot.commands.upcoming import AFTERWARDS, told
from chatbot.desk import asking, explaining, holding, staying
from chatbot.desk.durations import ago, format_duration
from chatbot.desk.explaining import Offer, Pass, Why
from chatbot.desk.wording import TYPE, around, clean, fit

SETTERS: Mapping[str, str] = {
    "state": "by its state",
    "type": "by its type",
    "role": "its own",
    "desk": "as usual",
    explaining.THEN: "as set then",
}
"""Who set a length of time, in words."""

ENDED: Mapping[str, str] = {"accepted": "It was taken.", "timed_out": "Nobody took it.", "withdrawn": "It ended early."}
UNTAKEN: Mapping[str, str] = {"declined": "All passed.", "empty": "Nobody to ask.", "absent": "Nobody was here."}
"""How an offer ended that nobody took, where that isn't all."""
UNASKED = frozenset({"empty", "absent"})

BESIDES = frozenset({holding.WAKE, asking.AGAIN, staying.END, staying.WAIT})
"""Timers of a ticket whatever is offered of it."""

MOST_OF_REASON = 40


@command("why", usage="<ticket>", who="who may see it; names in private alone", example="why 12", pages=True)
async def why(ctx: Context, number: TicketNumber) -> Answer:
    """Who was asked about a ticket, by which settings, who passed, and what happens next."""
    found = await ctx.look(explaining.why, number)
    lines = [*(_asked(ctx, found, offer) for offer in found.offers), *_next(ctx, found), *_hindered(ctx, found)]
    return Answer(tuple(lines), tuple(_named(found)))


def _asked(ctx: Context, found: Why, offer: Offer) -> str:
    """`#12 ops: asked 40m ago for 30m (its own), every 5m (as usual). 4 asked, 2 passed. Nobody took it.`"""
    prompt, when = offer.prompt, ago(offer.prompt.opened_at, ctx.now)
    times = f"{_turn(offer)} ({SETTERS[offer.turn_of]}), every {within(prompt.every)} ({SETTERS[offer.every_of]})"
    passed = f", {len(offer.passed)} passed" if offer.passed else ""
    count = "" if offer.ended in UNASKED else f" {offer.count} asked{passed}."
    return f"{found.seen.number} {offer.role}: asked {when} {times}.{count} {_end_of(ctx, offer)}"


def _turn(offer: Offer) -> str:
    """`for 30m`, or `to pass on after 15m`, or `to pass on after 2 prompts`."""
    length = int(offer.turn.length.total_seconds())
    if offer.turn.by == "lifetime":
        return f"for {within(length)}"
    count = (length // offer.prompt.every).bit_length()  # each repeat comes after twice as long as the one before
    after = f"{count} prompt{'s' if count > 1 else ''}" if offer.turn.by == "prompts" else within(length)
    return f"to pass on after {after}"


def _end_of(ctx: Context, offer: Offer) -> str:
    if offer.prompt.state == "open":
        return f"{_left(offer.prompt.expires_at, ctx.now)} left."
    return UNTAKEN.get(offer.ended or "") or ENDED.get(offer.prompt.state, "It ended.")


def _next(ctx: Context, found: Why) -> Iterator[str]:
    """What happens next and when; or how it stands, where nothing does."""
    number, seen = found.seen.number, found.seen
    if seen.ticket.erased_at is not None:
        yield erased(seen, ctx.now)
        return
    if seen.ticket.closed_at is not None:
        yield f"{number} is closed: nobody is asked. Not done? {TYPE}reopen {seen.ticket.id}"
        yield from _kept(ctx, found)
        return
    if found.question:
        yield f"{number}: one person is asked in private, {_left(found.question.until, ctx.now)} left to answer."
    if seen.owner:
        yield f"{number} is {seen.owner}'s: nobody else is asked."
        yield from _by_itself(ctx, found)
    elif found.until:
        repeat = f"asked again in {_left(found.repeat, ctx.now)}, and " if found.repeat else ""
        yield f"{number} next: {repeat}in {_left(found.until, ctx.now)} {_end(found)}"
    else:
        yield f"{number}: nobody is asked any more. To ask one person: {TYPE}assign {seen.ticket.id} <person>"
        yield from _by_itself(ctx, found)


def _hindered(ctx: Context, found: Why) -> Iterator[str]:
    """`#12: dibs-incident-3-mitigated is stuck since 2h, told in #40: OSError at shop.py:12`"""
    one, number = found.hindrance, found.seen.number
    if one is None or found.seen.ticket.erased_at is not None:
        return
    if one.since is None:
        other = f"#{one.waits_for} is closed" if one.waits_for else "another ticket is closed"
        yield f"{number}: {clean(one.service)} goes on with it when {other}."
        return
    told_in = f", told in #{one.told_in}" if one.told_in else ""
    yield around(f"{number}: {clean(one.service)} is stuck since {_left(ctx.now, one.since)}{told_in}: ", one.error)


def _by_itself(ctx: Context, found: Why) -> Iterator[str]:
    """What time does to it, besides asking people."""
    yield from (told(one, ctx.now, titled=False) for one in found.coming if one.kind in BESIDES)


def _kept(ctx: Context, found: Why) -> Iterator[str]:
    """What becomes of it by time, if anything does."""
    number, archived_at = found.seen.number, found.seen.ticket.archived_at
    was = f"{number} was archived {ago(archived_at, ctx.now)}" if archived_at else number
    if found.kept:
        then = AFTERWARDS[found.kept.afterwards]
        yield f"{was}{'; it' if archived_at else ''} is {then} in {_left(found.kept.until, ctx.now)}, by its type."
    elif archived_at:
        yield f"{was}."


def _end(found: Why) -> str:
    """The roles that would be passed over are the truth, too."""
    told = (("nobody to ask in", found.step.empty), ("nobody here in", found.step.absent))
    over = ", ".join(f"{what} {fit(', '.join(names), 32)}" for what, names in told if names)
    passed_over = f" ({over})" if over else ""
    if found.step.role:
        return f"{found.step.role.name} is asked{passed_over}."
    return f"its reporter is told, and it stays open{passed_over}."


def _named(found: Why) -> Iterator[str]:
    """In private alone: who was asked, and who passed why."""
    for offer in found.offers:
        asked = [clean(name) for name in offer.names]
        yield from packed(f"{found.seen.number} {offer.role}, asked: ", asked, continued="| ")
        yield from packed(f"{found.seen.number} {offer.role}, passed: ", map(_pass, offer.passed), continued="| ")
    if found.question:
        yield f"{found.seen.number} {clean(found.question.asker)} asks {clean(found.question.person)}."


def _pass(one: Pass) -> str:
    return clean(one.name) + (f" ({fit(clean(one.why), MOST_OF_REASON)})" if one.why else "")


def _left(until: datetime, now: datetime) -> str:
    return format_duration(until - now)
