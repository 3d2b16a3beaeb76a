"""Opening, adding to, and ending tickets."""

from collections.abc import AsyncIterator, Iterator, Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from chatbot.commands import keyed, quoting
from chatbot.commands.amounts import Label
from chatbot.commands.arguments import (
    NOTHING,
    UNSAID,
    LastLines,
    PersonName,
    Priority,
    Rest,
    RoleName,
    TicketNumber,
    Titled,
    Word,
)
from chatbot.commands.context import Context
from chatbot.commands.numbers import Tickets
from chatbot.commands.pages import Answer
from chatbot.commands.refusals import Usage
from chatbot.commands.registry import command
from chatbot.commands.say import about, nobody_in, numbered, within
from chatbot.commands.several import each
from chatbot.desk import atwork, opening, related, reopening, tickets
from chatbot.desk.atwork import whole_minutes
from chatbot.desk.durations import ago, format_duration
from chatbot.desk.entering import New
from chatbot.desk.opening import Already
from chatbot.desk.tickets import Opened
from chatbot.desk.views import TicketView
from chatbot.desk.wording import TYPE, clean
from chatbot.desk.working import hours
from chatbot.wire import Channel


@command(
    "new",
    "ticket",
    usage="[@role] [-15] [type=incident] [priority=high] [private=yes] [client=acme] [project=name] [for=nick]"
    " [key=id] [recovered=yes] <what is wrong> [-- description]",
    who="anyone, or who is logged in, as the desk is set",
    example="new @ops printer on fire -- 3rd floor",
)
async def new(
    ctx: Context,
    what: Titled = UNSAID,
    *,
    role: RoleName | None = None,
    type_: Word | None = None,
    priority: Priority | None = None,
    private: bool = False,
    for_: PersonName | None = None,
    key: Word | None = None,
    recovered: bool = False,
    last: LastLines | None = None,
    client: Label | None = None,
    project: Label | None = None,
) -> Answer:
    """Open a ticket: its role is asked until somebody takes it. Systems give a key=: once open, it is counted."""
    if recovered:
        return Answer((await keyed.recovered(ctx, key, what),))
    keyed.need_words(ctx, what.title)
    if last is not None and key is not None:
        raise Usage("key= is for what a system reports of its own, so -15 doesn't go with it.")
    if last is not None:
        whose = {"for_": for_, "client": client, "project": project}
        given = {"what": what, "role": role, "type_": type_, "priority": priority, "private": private, **whose}
        return await quoting.preview(ctx, last, given)
    if for_ is not None and key is not None:
        raise Usage("key= is for what a system reports of its own, so for= doesn't go with it.")
    whose = ctx.person(for_) if for_ else None
    wanted = New(what.title, what.description, role, priority, private, whose, type_, client, project)
    opened = await (ctx.change(opening.open_once, wanted) if key is None else keyed.reported(ctx, wanted, key))
    if isinstance(opened, Answer):
        return opened
    said = _already(ctx, opened.seen) if isinstance(opened, Already) else _opened(ctx, opened)
    return Answer((said, *_not_urgent(opened.seen, wanted)), opened=opened.seen.ticket.id)


def _not_urgent(seen: TicketView, wanted: New) -> Iterator[str]:
    """`urgent` wakes people, so it is bounded; nothing is lost by that."""
    if seen.ticket.priority < (wanted.priority or seen.ticket.priority):
        yield f"{seen.number} is high, not urgent: urgent is for who is logged in, twice a day."


def _already(ctx: Context, seen: TicketView) -> str:
    since = f"is open already, from {ago(seen.ticket.opened_at, ctx.now)}"
    return about(seen, since, ". Another one? Say it in other words.")


def _opened(ctx: Context, opened: Opened) -> str:
    seen = opened.seen
    if seen.ticket.private:
        if isinstance(ctx.audience, Channel):
            return f"{seen.number} opened, private, but this channel read that line. Next time: /msg {ctx.me} new ..."
        return f"{seen.number} opened for {seen.role.name}, private: you, {seen.role.name} and admins see it."
    if seen.ticket.opener_id is not None:
        return about(seen, f"opened for {seen.role.name}, for {clean(seen.ticket.reporter_name)}", ".")
    if _announced_here(ctx, opened):
        return f"{seen.number} opened. {_who_is_asked(ctx, opened)}"
    more = " (+ description)" if seen.ticket.description else ""
    return about(seen, f"opened for {seen.role.name}", f"{more}. {_who_is_asked(ctx, opened)}")


def _before(ctx: Context, at: datetime, zone: ZoneInfo | None) -> str:
    """`before about 09:00 your time`, or for how long where nobody knows by which clock they live."""
    if zone is None:
        return f"for about {format_duration(at - ctx.now)}"
    return f"before about {at.astimezone(zone):%H:%M} your time"


def _by(ctx: Context, opened: Opened) -> str:
    """`by 10:32` on their own clock, or within how long."""
    if opened.zone is None:
        return f"within {within(opened.lifetime)}"
    return f"by {(ctx.now + timedelta(seconds=opened.lifetime)).astimezone(opened.zone):%H:%M}"


def _announced_here(ctx: Context, opened: Opened) -> bool:
    """Then the title follows at once in the role's own line, and is not said twice."""
    role = opened.seen.role
    here = ctx.audience
    return isinstance(here, Channel) and (role.network, (role.channel or "").lower()) == (
        here.network,
        here.name.lower(),
    )


def _who_is_asked(ctx: Context, opened: Opened) -> str:
    role = opened.seen.role
    if opened.awake_at is not None:
        emergency = f"Emergency: {TYPE}urgent {opened.seen.ticket.id}"
        return f"Nobody is awake {_before(ctx, opened.awake_at, opened.zone)}. {emergency}"
    if opened.next and opened.asked:
        nobody = f"Nobody in {role.name} is here now" if opened.absent else f"Nobody to ask in {role.name}"
        return f"{nobody}, so {opened.next} is asked; you hear {_by(ctx, opened)}."
    if opened.asked:
        return f"{opened.asked} asked; you hear {_by(ctx, opened)}."
    if opened.hushed:
        emergency = f"Emergency: {TYPE}urgent {opened.seen.ticket.id}"
        return f"All of {role.name} have it quiet; you hear {_by(ctx, opened)}. {emergency}"
    if opened.members:
        take = "" if _announced_here(ctx, opened) else TYPE
        return f"Nobody else is in {role.name}. Yours? {take}dibs {opened.seen.ticket.id}"
    return nobody_in(role)


@command(
    "comment",
    "re",
    "note",
    usage="<ticket> <text>",
    who="owner, reporter, role members, admins",
    example="re 12 toner ordered",
)
async def comment(ctx: Context, number: TicketNumber, text: Rest) -> str:
    """Add to a ticket."""
    seen = await ctx.change(tickets.comment, number, text)
    return f"{seen.number} noted."


@command(
    "close",
    "done",
    usage="<ticket> [text]",
    who="owner, reporter, confirmed role members, admins",
    example="close 12 fixed toner changed",
)
async def close(ctx: Context, wanted: Tickets, text: Rest = NOTHING) -> str | Answer:
    """End a ticket: done, fixed, duplicate, invalid or wontfix first, then what you have to say. Or several: 12-14."""
    if wanted.several:
        return await _close_several(ctx, wanted, text)
    number = wanted.first
    seen = await ctx.change(tickets.close, number, text)
    how = "" if seen.ticket.resolution == tickets.RESOLUTIONS[0] else f" ({seen.ticket.resolution})"
    closed = about(seen, f"closed{how}", f". Not done? {TYPE}reopen {number}")
    return Answer((closed, *[each async for each in _blocked(ctx, (number,))], *await _timed(ctx, (number,))))


async def _blocked(ctx: Context, numbers: Sequence[int]) -> AsyncIterator[str]:
    """Whoever ends what was blocked may not know; that is theirs to judge."""
    for number in numbers:
        if found := await ctx.look(related.open_blockers, number):
            still = "which is open still" if len(found) == 1 else "which are open still"
            yield f"#{number} was blocked by {numbered(found)}, {still}."


async def _timed(ctx: Context, numbers: Sequence[int]) -> Sequence[str]:
    """Their timer on what they closed runs on: they may have more to write down, or have forgotten it."""
    found = await ctx.look(atwork.mine)
    if found is None or found.seen.ticket.id not in numbers:
        return ()
    return (f"{found.seen.number} has your timer still, {hours(whole_minutes(found.ran))}. Done? {TYPE}stop",)


async def _close_several(ctx: Context, wanted: Tickets, text: str) -> Answer:
    if text:
        first = wanted.first
        raise Usage(f"What ended one needn't be true of all. Write: {TYPE}close {first} <text>, one at a time.")
    closed = list[int]()

    async def close_one(number: int) -> TicketView:
        seen = await ctx.change(tickets.close, number, "")
        closed.append(number)
        return seen

    answer = await each(wanted, close_one, "Closed")
    return Answer((*answer.lines, *[said async for said in _blocked(ctx, closed)], *await _timed(ctx, closed)))


@command(
    "reopen",
    usage="<ticket> [why]",
    who="owner, reporter, confirmed role members, admins",
    example="reopen 12 it burns again",
)
async def reopen(ctx: Context, number: TicketNumber, why: Rest = NOTHING) -> str:
    """Open a closed ticket again: its owner has it back, else its role is asked."""
    seen = await ctx.change(reopening.reopen, number, why)
    if seen.ticket.owner_id is not None:
        return about(seen, "is open again, and yours", f". {seen.when_done}")
    return about(seen, "is open again", f". {seen.role.name} is asked.")
