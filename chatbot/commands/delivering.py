"""What was said to whom: delivery."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from chatbot.commands.arguments import TicketNumber
from chatbot.commands.context import Context
from chatbot.commands.pages import Answer
from chatbot.commands.past import stamp
from chatbot.commands.registry import command
from chatbot.desk import delivering
from chatbot.desk.delivering import Delivered
from chatbot.desk.when import on_the_wall
from chatbot.desk.wording import around, clean, fit
from store.records import Notice

OF_TEXT = 48
"""Characters of what was said, so that one knows which line it is."""
ERASED = "(erased)"
"""A redaction takes with it all that was said of its ticket; an undo, what nobody had heard yet."""


@command("delivery", usage="<ticket>", who="admins, in private", example="delivery 12", pages=True)
async def delivery(ctx: Context, number: TicketNumber) -> Answer:
    """What was said about a ticket to whom, and when; what still waits, and what a server refused."""
    return Answer(tuple(_lines(ctx, await ctx.look(delivering.delivery, number))))


def _lines(ctx: Context, found: Delivered) -> Iterator[str]:
    number = found.seen.number
    if not found.notices:
        yield f"{number}: nothing was said about it unasked in the last 30 days, and nothing waits."
        return
    if found.more:
        yield f"{number}: {found.more} older lines are left out."
    day = ""
    for notice in found.notices:
        at, day = stamp(notice.created_at.astimezone(found.zone), day)
        head = f"{number} {at} to {_to(found, notice)}, {_fate(notice, found.zone)}: "
        yield around(head, fit(on_the_wall(clean(notice.text), ctx.now, found.zone), OF_TEXT) or ERASED)


def _to(found: Delivered, notice: Notice) -> str:
    if notice.member_id is not None:
        return found.names.get(notice.member_id, "somebody")
    return clean(notice.address.partition("!")[0]) or "somebody"


def _fate(notice: Notice, zone: ZoneInfo) -> str:
    return FATES[notice.status](notice, zone)


def _clock(at: datetime | None, zone: ZoneInfo) -> str:
    return f"{at.astimezone(zone):%H:%M}" if at else ""


def _queued(notice: Notice, zone: ZoneInfo) -> str:
    tried = f", {notice.tries} tries, {fit(clean(notice.reason), 32)}" if notice.tries and notice.reason else ""
    return f"due {_clock(notice.not_before, zone)}{tried}"


def _waiting(notice: Notice, _: ZoneInfo) -> str:
    if notice.reason.startswith("blocked"):
        return fit(clean(notice.reason), 40)
    return "held back until they speak" if notice.held else "waits until they are there"


FATES: Mapping[str, Callable[[Notice, ZoneInfo], str]] = {
    "queued": _queued,
    "waiting": _waiting,
    "sent": lambda notice, zone: f"taken {_clock(notice.ended_at, zone)}",
    "refused": lambda notice, _: f"refused, {fit(clean(notice.reason), 40)}",
    "superseded": lambda notice, _: f"not said, {fit(clean(notice.reason), 40)}",
}
"""By the status of a notice. `taken` is the server's word: a PONG that came after it."""
