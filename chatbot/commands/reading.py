"""Looking at tickets: list, mine, history."""

from collections.abc import Iterator
from zoneinfo import ZoneInfo

from chatbot.commands.arguments import NOTHING, Free, Rest, RoleName, TicketNumber
from chatbot.commands.context import Context
from chatbot.commands.pages import Answer
from chatbot.commands.past import phrase, stamp
from chatbot.commands.refusals import Usage
from chatbot.commands.registry import command
from chatbot.commands.say import begun, packed, short
from chatbot.commands.searching import archive_lines, found_lines
from chatbot.desk import archive, reading, saved
from chatbot.desk.reading import Listed
from chatbot.desk.searching import Found
from chatbot.desk.views import TicketView
from chatbot.desk.wall import show_day
from chatbot.desk.when import on_the_wall
from chatbot.desk.wording import TYPE

NOT_ONLY_FREE = Free(False)


@command(
    "list",
    usage="[free] [@role] [archived=yes] [query|view]",
    who="anyone; private ones are shown in private",
    example="list free @ops",
    pages=True,
)
async def list_(
    ctx: Context,
    free: Free = NOT_ONLY_FREE,
    query: Rest = NOTHING,
    *,
    role: RoleName | None = None,
    archived: bool = False,
) -> Answer:
    """The open tickets, free ones first; those that a query or a view finds: list owner:me; or those in the archive."""
    if archived and free:
        raise Usage(f"What is archived isn't free. Write: {TYPE}list archived=yes, or {TYPE}list free")
    if query:
        found = await ctx.look(saved.find, query, role, archived=archived, free=free)
        return Answer(tuple(found_lines(ctx, found) if isinstance(found, Found) else _listed(ctx, found, free)))
    if archived:
        return Answer(tuple(archive_lines(ctx, await ctx.look(archive.list_archive, role), role)))
    listed = await ctx.look(reading.list_tickets, role, free=free)
    return Answer(tuple(_listed(ctx, listed, free)))


def _listed(ctx: Context, listed: Listed, only_free: bool) -> Iterator[str]:
    name = listed.role or "All"
    free = [one for one in listed.seen if one.free]
    owned = [one for one in listed.seen if not one.free]
    if not listed.seen:
        yield f"{name}: nothing {'free' if only_free else 'open'}."
        return
    count = f"{len(free)} free" if only_free else f"{listed.total} open, {len(free)} free"
    if free:
        yield from packed(f"{name}: {count}: ", [short(one, ctx.now) for one in free])
    else:
        yield f"{name}: {count}."
    if owned:
        yield from packed("In hand: ", _in_hand(ctx, owned, listed.zone))
    if listed.more:
        yield f"{listed.more} more are not shown. Fewer at once: {TYPE}list free, {TYPE}list @role"


def _in_hand(ctx: Context, owned: list[TicketView], zone: ZoneInfo) -> Iterator[str]:
    """`#12 bob`, `#11 #9 dave`, `#3 held till Mon 23 Nov`; those without a name first, so that no name is theirs."""
    by_whom: dict[str, list[str]] = {"": []}
    for one in sorted(owned, key=lambda one: one.ticket.held_until is not None):
        by_whom.setdefault(_with(ctx, one, zone), []).append(one.number)
    yield from (f"{' '.join(numbers)} {whom}".rstrip(" ") for whom, numbers in by_whom.items() if numbers)


def _with(ctx: Context, one: TicketView, zone: ZoneInfo) -> str:
    """`bob`, or `held till Mon 23 Nov`; nothing where the name would highlight somebody who didn't ask."""
    if one.ticket.held_until:
        return f"held till {show_day(one.ticket.held_until.astimezone(zone))}"
    return one.owner if one.owner and ctx.may_name(one.owner) else ""


@command("mine", example="mine", pages=True)
async def mine(ctx: Context) -> Answer:
    """What you own, and what you wait for."""
    found = await ctx.look(reading.mine)
    lines = [begun(found.running, f". Done? {TYPE}stop")] if found.running else []
    lines += packed("Yours: ", [short(one, ctx.now) for one in found.owned])
    waits = [f"{short(one, ctx.now)} {one.owner or 'free'}" for one in found.reported]
    lines += packed("You wait for: ", waits)
    return Answer(
        tuple(lines) or (f"Nothing is yours, and you wait for nothing. What others could take: {TYPE}list free",)
    )


@command("history", usage="<ticket>", who="who may see it", example="history 12", pages=True)
async def history(ctx: Context, number: TicketNumber) -> Answer:
    """All that happened to a ticket, by whom and when: on your clock, or in UTC."""
    found = await ctx.look(reading.history, number)
    parts: list[str] = []
    day = ""
    for event in found.events:
        said = phrase(event, found.names)
        if said:
            at, day = stamp(event.at.astimezone(found.zone), day, ctx.now)
            parts.append(f"{at} {on_the_wall(said, ctx.now, found.zone)}")
    return Answer(tuple(packed(f"#{number} ", parts, " | ", "| ")))
