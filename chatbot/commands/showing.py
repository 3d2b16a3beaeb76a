"""One ticket as it stands: `show`."""

import itertools
import textwrap
from collections.abc import Iterator
from datetime import datetime

from chatbot.commands.arguments import TicketNumber
from chatbot.commands.context import Context
from chatbot.commands.pages import Answer
from chatbot.commands.past import last_word
from chatbot.commands.registry import command
from chatbot.commands.say import erased, packed
from chatbot.commands.working import account_of, at_work, time_of
from chatbot.desk import bridged, reading
from chatbot.desk.durations import ago, format_duration
from chatbot.desk.priorities import NAMES, NORMAL
from chatbot.desk.reading import Shown
from chatbot.desk.related import LABELS
from chatbot.desk.wall import Here
from chatbot.desk.when import on_the_wall
from chatbot.desk.wording import LINE, TYPE, around, clean, fit

DESCRIPTION_LINES = 20


@command("show", usage="<ticket>", who="who may see it", example="show 12")
async def show(ctx: Context, number: TicketNumber) -> Answer:
    """A ticket as it stands, its last word and its description."""
    shown = await ctx.look(reading.show, number)
    if shown.seen.ticket.erased_at is not None:
        return Answer((erased(shown.seen, ctx.now), _was(ctx, shown)))
    linked = (
        *_merged(shown),
        *_related(shown),
        *_elsewhere(shown),
        *_spent(shown),
        *at_work(ctx, shown.running, "Timers: "),
    )
    return Answer((_stands(ctx, shown), *_escalated(shown), *linked, *_last(ctx, shown), *_description(shown)))


def _stands(ctx: Context, shown: Shown) -> str:
    """`#12 printer on fire: accepted, bob, high, 2h old, ops, from alice.`"""
    seen, ticket = shown.seen, shown.seen.ticket
    proved = ticket.reporter_id or not ticket.reporter_mask or bridged.relay_of(ticket.reporter_mask)
    verified = "" if proved else " (not logged in)"  # who speaks over a bridge has it in their name
    after = f": {', '.join(_facts(ctx, shown))}, from {clean(ticket.reporter_name)}{verified}."
    return around(f"{seen.number} ", ticket.title, after, LINE)


def _was(ctx: Context, shown: Shown) -> str:
    """`| It was closed, done, bob, high, 93d old, ops.`"""
    return f"| It was {', '.join(_facts(ctx, shown))}."


def _facts(ctx: Context, shown: Shown) -> Iterator[str]:
    seen, ticket = shown.seen, shown.seen.ticket
    yield _state(shown, ctx.now)
    yield from [f"{ticket.resolution}"] if ticket.resolution else []
    yield from ["archived"] if ticket.archived_at else []
    yield from [seen.owner] if seen.owner else ["free"] if seen.free else []
    yield from [NAMES[ticket.priority]] if ticket.priority != NORMAL else []
    yield from ["private"] if ticket.private else []
    yield from [f"x{ticket.times}"] if ticket.times > 1 else []
    yield from (f"{format_duration(ctx.now - ticket.opened_at)} old", seen.role.name)


def _state(shown: Shown, now: datetime) -> str:
    until = shown.seen.ticket.held_until
    return f"{shown.seen.state.name} till {Here(now, shown.zone).show(until)}" if until else shown.seen.state.name


def _escalated(shown: Shown) -> Iterator[str]:
    """Where its own role didn't take it, and another was asked."""
    *before, last = shown.roles or ("",)
    if not before:
        return
    if shown.seen.prompt is not None:
        told = f"Asked now: {last}, since {fit(' and '.join(before), 60)} didn't take it"
    else:
        told = f"Asked in turn: {fit(' > '.join(shown.roles), 80)}"
    yield f"{told}. {TYPE}why {shown.seen.ticket.id}"


def _related(shown: Shown) -> Iterator[str]:
    """`Linked: follows #11, error told in #40 (closed)`"""
    told = [f"{LABELS[one.kind, one.back]} #{one.number}{' (closed)' if one.closed else ''}" for one in shown.related]
    yield from packed("Linked: ", told, continued="| ") if told else ()


def _merged(shown: Shown) -> Iterator[str]:
    if shown.merged_into:
        yield f"Merged into #{shown.merged_into}, where it goes on: {TYPE}show {shown.merged_into}"


def _elsewhere(shown: Shown) -> Iterator[str]:
    """Never cut: an address that isn't whole leads nowhere."""
    yield from (
        packed("Elsewhere: ", [clean(each) for each in shown.elsewhere], continued="| ") if shown.elsewhere else ()
    )


def _spent(shown: Shown) -> Iterator[str]:
    """`For acme, Disaster Recovery. Time: 6m ($5.00). time 12`"""
    of = shown.spent
    if of.client or of.minutes:
        yield f"{account_of(of)}{time_of(of)}. {TYPE}time {shown.seen.ticket.id}"


def _last(ctx: Context, shown: Shown) -> Iterator[str]:
    if shown.last is None:
        return
    event = shown.last
    said = event.texts.get("text") or event.texts.get("why") or ""
    when = ago(reading.said_at(event), ctx.now)
    if said:
        yield around(f"Last, {clean(event.actor)} {when}: ", said)
    else:
        yield f"Last, {when}: {on_the_wall(last_word(event, shown.names), ctx.now, shown.zone)}."


def _description(shown: Shown) -> Iterator[str]:
    """Continued lines begin with `| `, so that another bot never takes them for a command."""
    wrapped = (
        part for line in shown.seen.ticket.description.split("\n") for part in textwrap.wrap(clean(line), LINE - 2)
    )
    lines = list(itertools.islice(wrapped, DESCRIPTION_LINES + 1))
    yield from (f"| {line}" for line in lines[:DESCRIPTION_LINES])
    if len(lines) > DESCRIPTION_LINES:
        yield f"| ({DESCRIPTION_LINES} lines of it are shown)"
