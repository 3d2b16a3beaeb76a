"""Finding tickets: search, and the archive."""

from collections.abc import Iterator
from datetime import datetime

from chatbot.commands.arguments import Rest, RoleName
from chatbot.commands.context import Context
from chatbot.commands.pages import Answer
from chatbot.commands.registry import command
from chatbot.commands.say import IN_LISTS, packed
from chatbot.desk import searching
from chatbot.desk.durations import ago, format_duration
from chatbot.desk.priorities import NAMES, NORMAL
from chatbot.desk.searching import Found
from chatbot.desk.views import TicketView
from chatbot.desk.wording import TYPE, clean, fit


@command(
    "search",
    "find",
    usage="[@role] [archived=yes] <query>",
    who="anyone; private ones are found in private",
    example="search printer",
    asks={"words": "Search for what?"},
    pages=True,
)
async def search(ctx: Context, words: Rest, *, role: RoleName | None = None, archived: bool = False) -> Answer:
    """Tickets, closed ones too, by words (the last may be cut short) and filters: owner:me, opened:<7d, -word."""
    found = await ctx.look(searching.search, words, role, archived=archived)
    return Answer(tuple(found_lines(ctx, found)))


def found_lines(ctx: Context, found: Found) -> Iterator[str]:
    if not found.seen and found.archived:
        yield f"Found none, but for the archive: {TYPE}search archived=yes <words>"
        return
    if found.starred:
        yield f"Found none. A star stands for letters at the end of a word alone: {TYPE}search prin*"
        return
    if found.state:
        yield f"Found none with that word. By their state: {TYPE}search state:{found.state}"
        return
    if not found.seen and found.only:
        yield f"Found none among the {found.side} {found.only}. Say more of it: a word, owner:bob, opened:<7d"
        return
    if found.short:
        yield f"Found none. A word of one or two letters is found whole alone. What is open: {TYPE}list"
        return
    if not found.seen:
        yield f"Found none. Fewer words, or shorter ones? What is open: {TYPE}list"
        return
    count = f"{len(found.seen)}{' and more' if found.more else ''}"
    yield from packed(f"Found {count}: ", [_one(ctx, one, ctx.now) for one in found.seen])
    if found.more:
        yield f"Older ones aren't shown. One more word finds fewer: {TYPE}search <words>"
    elif found.only:
        yield f"Only the {found.side} {found.only} were looked at. One more word finds others: {TYPE}search <words>"


def archive_lines(ctx: Context, found: Found, role: str | None) -> Iterator[str]:
    """`ops, archived: #12 vpn down (done, 90d ago), ...`; those that were archived last come first."""
    who = role or "All"
    if not found.seen:
        yield f"{who}: nothing is archived."
        return
    yield from packed(f"{who}, archived: ", [_one(ctx, one, ctx.now) for one in found.seen])
    if found.more:
        yield f"Older ones aren't shown. By their words: {TYPE}search archived=yes <words>"


def _one(ctx: Context, one: TicketView, now: datetime) -> str:
    """`#15 vpn down (free, 8m)`, `#3 toner (closed, 9d ago)`"""
    ticket = one.ticket
    facts = [NAMES[ticket.priority]] if ticket.priority != NORMAL and ticket.closed_at is None else []
    facts += ["private"] if ticket.private else []
    facts.append(_state(ctx, one))
    facts.append(ago(ticket.closed_at, now) if ticket.closed_at else format_duration(now - ticket.opened_at))
    return f"{one.number} {fit(clean(one.title), IN_LISTS)} ({', '.join(facts)})"


def _state(ctx: Context, one: TicketView) -> str:
    """A name only where it doesn't highlight somebody who didn't ask."""
    if one.ticket.closed_at is not None:
        return one.ticket.resolution or "closed"
    if one.owner is None:
        return "free"
    return one.owner if ctx.may_name(one.owner) else "taken"
