"""How tickets belong together: link, unlink."""

from collections.abc import Callable
from typing import TypeVar

from chatbot.commands.arguments import Rest, TicketNumber, ticket_number
from chatbot.commands.context import Context
from chatbot.commands.refusals import Usage
from chatbot.commands.registry import command
from chatbot.commands.words import SEPARATORS
from chatbot.desk import relating, weblinks
from chatbot.desk.relating import WAYS, Way
from chatbot.desk.suggest import nearest
from chatbot.desk.wording import TYPE
from chatbot.plugin import line

WAYS_SHOWN = "blocked by, duplicates, follows, part of, has part, see also"
LONGEST = 40
"""Characters of a way to be linked and a ticket; there is none so long."""

T = TypeVar("T")


@command(
    "link",
    usage="<ticket> <how and which ticket, or an address>",
    who="owner, reporter, confirmed role members, admins",
    example="link 12 blocks 13",
    asks={"to": "What is #{number} linked to?"},
)
async def link(ctx: Context, number: TicketNumber, to: Rest) -> str:
    """Say how a ticket stands to another (blocks 13, part of 13), or to what is elsewhere: https://..., JIRA-45."""
    if weblinks.names_elsewhere(to.strip(SEPARATORS)):
        added = await ctx.change(weblinks.link, number, to.strip(SEPARATORS))
        return f"#{number} is linked to {added.shown}"
    way, other = _way_and_ticket(number, to)
    if way is None:
        raise Usage(f"Which way is #{number} linked to #{other}? {TYPE}link {number} blocks {other}; or: {WAYS_SHOWN}")
    tied = await ctx.change(relating.link, number, way, other)
    title = tied.other.ticket.title if tied.other.readable else ""
    return line(f"#{number} {tied.label} #{other}", title, f". Not so? {TYPE}unlink {number} {other}")


@command(
    "unlink",
    usage="<ticket> <which ticket or address>",
    who="owner, reporter, confirmed role members, admins",
    example="unlink 12 13",
    asks={"to": "Which ticket or address?"},
)
async def unlink(ctx: Context, number: TicketNumber, to: Rest) -> str:
    """Take a link away, from whichever side: unlink 12 13; or, of several, unlink 12 blocks 13."""
    if weblinks.names_elsewhere(to.strip(SEPARATORS)):
        removed = await ctx.change(weblinks.unlink, number, to.strip(SEPARATORS))
        return f"#{number} isn't linked to that any more: {removed.shown}"
    way, other = _way_and_ticket(number, to)
    tied = await ctx.change(relating.unlink, number, way, other)
    return f"#{number} {tied.label} #{other}: not so any more."


def _way_and_ticket(number: int, to: str) -> tuple[Way | None, int]:
    """`is blocked by #34.`; no way where the ticket stands alone."""
    *words, last = to.lower().split() or [""]
    said = " ".join(words).removeprefix("is ").rstrip(":")
    other = _read(ticket_number, last, number)
    if not said:
        return None, other
    if said not in WAYS:
        near = nearest(said[:LONGEST], WAYS, edits=2)
        hint = f"Did you mean: {TYPE}link {number} {near} {other}" if near else f"It can be blocks, {WAYS_SHOWN}."
        raise Usage(f"There is no such link. {hint}")
    return WAYS[said], other


def _read(parse: Callable[[str], T], word: str, number: int) -> T:
    try:
        return parse(word)
    except ValueError:
        raise Usage(f"Which ticket is #{number} linked to? It comes last: {TYPE}link {number} blocks 34") from None
