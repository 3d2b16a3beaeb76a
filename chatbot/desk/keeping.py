"""What is over is kept for as long as its type says, then put into the archive, or erased. Nobody is told of it.

There may be a million of them, so none has a timer of its own: one timer is due when the first of all is, an index says
which those are, and a keep time that is set today holds for those that were over before.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime, timedelta

from msgspec import Struct

from chatbot.desk import forgotten
from chatbot.desk.act import Act
from chatbot.desk.desk import Desk
from chatbot.desk.erasing import erase_lists
from store import bills, dictations, erasing, keeping, search, stopwatches, timers, watchers, workflows
from store.records import Ticket, TicketType, Timer

END, SCRUB = "keep_end", "scrub"
"""Timers of the desk as a whole: somebody's keep time is over; what was erased is to leave the file, too."""
ALL = 0
"""Their subject."""

SECOND_THOUGHTS = timedelta(hours=1)
"""From a new keep time until it is obeyed, for what is erased by a slip doesn't come back."""
BATCH = 100
"""In one transaction, so that nobody waits for a million of them."""
TOGETHER = timedelta(minutes=1)
"""What is erased within that long leaves the file at once."""
BETWEEN_PARTS = 0.005
"""Seconds that others have while the index of words is put together."""


class Kept(Struct, frozen=True):
    """`until`: then it is archived, or erased."""

    ticket: Ticket
    until: datetime
    afterwards: str


def kept(type_: TicketType, ticket: Ticket) -> Kept | None:
    """None where nothing will become of it by time."""
    if type_.keep is None or ticket.closed_at is None or ticket.erased_at is not None:
        return None
    if ticket.archived_at is not None and type_.afterwards != "delete":
        return None
    over = ticket.closed_at + timedelta(seconds=type_.keep)
    return Kept(ticket, max(over, type_.keep_from or over), type_.afterwards)


async def of(act: Act, ticket: Ticket) -> Kept | None:
    type_ = await workflows.get(act.tx, ticket.type)
    assert type_ is not None, "a foreign key"
    return kept(type_, ticket)


async def plan(act: Act, ticket: Ticket) -> None:
    """Whenever a ticket is over. One that is opened again needs nothing: at its time the desk looks what is over."""
    found = await of(act, ticket)
    timer = await timers.get(act.tx, END, ALL)
    if found and (timer is None or found.until < timer.due_at):
        await timers.put(act.tx, END, ALL, due_at=found.until)


async def plan_all(act: Act) -> None:
    """Whenever a type's keep time is another, and after each look."""
    found = await list_next(act)
    if found:
        await timers.put(act.tx, END, ALL, due_at=found[0].until)
    else:
        await timers.drop(act.tx, END, ALL)


async def list_next(act: Act) -> list[Kept]:
    """Of each type the first ones that something will become of by time, the soonest first."""
    found = [kept(type_, one) for type_ in await workflows.list_types(act.tx) for one in await _firsts(act, type_)]
    return sorted((one for one in found if one), key=lambda one: (one.until, one.ticket.id))


async def _firsts(act: Act, type_: TicketType) -> list[Ticket]:
    if type_.keep is None:
        return []
    found = [await keeping.first_kept(act.tx, type_.name)]
    if type_.afterwards == "delete":
        found.append(await keeping.first_archived(act.tx, type_.name))
    return [one for one in found if one]


async def count_due(act: Act, type_: TicketType) -> int:
    """How many of that type are over for so long that they are due as soon as its keep time is obeyed."""
    if type_.keep is None:
        return 0
    before = max(act.now, type_.keep_from or act.now) - timedelta(seconds=type_.keep)
    count = await keeping.count_kept(act.tx, type_.name, before=before)
    deletes = type_.afterwards == "delete"
    return count + (await keeping.count_archived(act.tx, type_.name, before=before) if deletes else 0)


async def fire_end(act: Act, _: int) -> None:
    """Those whose time is over, as many as go into one transaction; the next ones come in the next."""
    left = BATCH
    for type_ in await workflows.list_types(act.tx):
        found = await _due(act, type_, left)
        left -= len(found)
        await AFTERWARDS[type_.afterwards](act, type_, found)
    await plan_all(act)


async def _due(act: Act, type_: TicketType, limit: int) -> list[Ticket]:
    if type_.keep is None or (type_.keep_from and type_.keep_from > act.now):
        return []
    before = act.now - timedelta(seconds=type_.keep)
    found = await keeping.list_kept(act.tx, type_.name, before=before, limit=limit)
    if type_.afterwards == "delete":
        found += await keeping.list_archived(act.tx, type_.name, before=before, limit=limit - len(found))
    return found


async def _archive(act: Act, type_: TicketType, found: Sequence[Ticket]) -> None:
    for ticket in found:
        await keeping.mark_archived(act.tx, ticket.id, now=act.now)
        await act.journal("ticket_archived", ticket_id=ticket.id, role_id=ticket.role_id, keep=type_.keep)


async def _erase(act: Act, type_: TicketType, found: Sequence[Ticket]) -> None:
    for ticket in found:
        await erase_one(act, ticket, type_.keep)
    await erase_traces(act, [ticket.id for ticket in found])


async def erase_one(act: Act, ticket: Ticket, keep: int | None = None) -> None:
    """What it says, and its events. It is over."""
    await _erase_words(act, ticket.id)
    await act.journal("ticket_erased", ticket_id=ticket.id, role_id=ticket.role_id, keep=keep)


async def erase_traces(act: Act, numbers: Sequence[int]) -> None:
    """And where they are named together with others."""
    if numbers:
        await erase_lists(act, numbers)
        await owe_scrubbing(act)


async def owe_scrubbing(act: Act) -> None:
    """Soon no byte of what was erased is in the file, whatever happens to who erased it."""
    await timers.put(act.tx, SCRUB, ALL, due_at=act.now + TOGETHER)


async def _erase_words(act: Act, number: int) -> None:
    await keeping.mark_erased(act.tx, number, now=act.now)  # first: it is what lets the journal change
    await erasing.drop_texts(act.tx, number)
    await bills.erase_titles(act.tx, number)
    await erasing.drop_notes(act.tx, number)
    await erasing.erase_notices(act.tx, number, instead=f"#{number} is closed, and its texts are erased by now.")
    await erasing.unname_strangers(act.tx, number, now=act.now)
    await watchers.drop_all(act.tx, number)
    await dictations.drop_of_ticket(act.tx, number)
    await forgotten.end_all(act, await stopwatches.list_of_ticket(act.tx, number), "erased")


AFTERWARDS: Mapping[str, Callable[[Act, TicketType, Sequence[Ticket]], Awaitable[None]]] = {
    "archive": _archive,
    "delete": _erase,
}


async def scrub(desk: Desk, timer: Timer) -> bool:
    """Afterwards no byte of the file holds what was erased. The timer stays until that is so."""
    if await _scrubbed(desk):
        return bool(await desk.database.write(timers.take, timer))
    await desk.database.write(timers.put, SCRUB, ALL, due_at=desk.clock.now() + TOGETHER)
    return False


async def scrub_now(desk: Desk) -> None:
    """For who waits for it, after `owe_scrubbing`. What doesn't go through now goes when its timer comes."""
    owed = await desk.database.read(timers.get, SCRUB, ALL)
    if owed is not None and await _scrubbed(desk):
        await desk.database.write(timers.take, owed)


async def _scrubbed(desk: Desk) -> bool:
    """In parts, between which others have their turn: a million tickets take seconds."""
    first = True
    while await desk.database.write(search.forget_some_of_the_erased, first=first):
        first = False
        await asyncio.sleep(BETWEEN_PARTS)
    return await desk.database.scrub()
