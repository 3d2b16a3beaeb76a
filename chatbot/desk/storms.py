"""Storms: many tickets of one source for one role in a short while (VOICE, noise 5).

The role's channel reads of the first of them, then of those that came with it in one line, and of the rest at the end.
Everybody else's tickets are announced meanwhile as ever. A private ticket belongs to no storm: it would be counted.
"""

from datetime import datetime, timedelta

from chatbot.desk.act import Act
from chatbot.desk.ranges import shown, typed
from store import storms, timers
from store.database import Transaction
from store.records import Role, Storm, Ticket
from store.storms import Source

MOST = 5
"""Tickets of one source within `LATELY` that make a storm."""
LATELY = timedelta(seconds=60)
CALM = timedelta(minutes=3)
"""Without another one, and it is over."""
LEAST_WAIT = timedelta(seconds=15)
"""Before the line that gathers the others, however late in their first minute the storm was seen to be one."""
AT_ONCE = 20
"""Tickets that one line may take (chatbot/commands/numbers.py)."""
LONGEST_RANGES, LONGEST_TYPED = 36, 24
"""Characters, so that a line of them fits on a phone."""

WORD, END = "storm_word", "storm_end"
"""The timers of a storm: the line that gathers what came in its first minute, and its end."""


def source_of(ticket: Ticket) -> Source:
    """Who opened it: by what others open for them nobody's own tickets become a part of a storm."""
    member_id = ticket.reporter_id if ticket.opener_id is None else ticket.opener_id
    if member_id is not None:
        return Source(member_id, "", "")
    return Source(None, ticket.reporter_network, ticket.reporter_mask.partition("!")[2])


async def opened(act: Act, ticket: Ticket, role: Role) -> None:
    """A ticket was opened: perhaps that is a storm now, or it goes on."""
    if ticket.private:
        return
    source = source_of(ticket)
    storm = await storms.get_on(act.tx, role.id, source) or await _begun(act, ticket, role, source)
    if storm is not None:
        await timers.put(act.tx, END, storm.id, due_at=act.now + CALM)


async def _begun(act: Act, ticket: Ticket, role: Role, source: Source) -> Storm | None:
    """A role that wants everything said has none: there only the pace of its channel joins what is too much."""
    if role.say == "all":
        return None
    found = await storms.list_since(act.tx, role.id, source, since=act.now - LATELY)
    if len(found) < MOST:
        return None
    first = found[0]
    name = ticket.reporter_name if ticket.opener_id is None else act.name
    storm = await storms.add(act.tx, source, role_id=role.id, name=name, first_id=first.id, began_at=first.opened_at)
    await timers.put(act.tx, WORD, storm.id, due_at=max(first.opened_at + LATELY, act.now + LEAST_WAIT))
    await act.journal("storm_began", role_id=role.id, storm=storm.id, first=first.id)
    return storm


async def storm_of(tx: Transaction, ticket: Ticket) -> Storm | None:
    """The storm that a ticket belongs to, while it is on. The first one of a storm is announced by itself."""
    if ticket.private:
        return None
    storm = await storms.get_on(tx, ticket.role_id, source_of(ticket))
    return storm if storm is not None and ticket.id > storm.first_id else None


async def fire_word(act: Act, storm_id: int) -> None:
    """Who reads the channel hears once what all of it is, and that it goes quiet."""
    storm = await storms.get(act.tx, storm_id)
    if storm is None or storm.ended_at is not None:
        return
    free = [ticket for ticket in await storms.list_tickets(act.tx, storm) if _is_free(ticket)]
    untold = [ticket.id for ticket in free if not await storms.count_announced(act.tx, ticket.id)]
    take, count = typed([ticket.id for ticket in free], AT_ONCE, LONGEST_TYPED)
    await act.journal(
        "storm_grew",
        role_id=storm.role_id,
        storm=storm.id,
        source=storm.name,
        more=len(untold),
        numbers=shown(untold, LONGEST_RANGES),
        take=take,
        takes=count,
        free=len(free),
        lasted=_seconds(act.now - storm.began_at),
    )


async def fire_end(act: Act, storm_id: int) -> None:
    """Calm again: what is left of it is said, and none of it is lost."""
    storm = await storms.get(act.tx, storm_id)
    if storm is None or not await storms.end(act.tx, storm_id, now=act.now):
        return
    await timers.drop(act.tx, WORD, storm_id)
    found = await storms.list_tickets(act.tx, storm)
    await act.journal(
        "storm_over",
        role_id=storm.role_id,
        storm=storm.id,
        opened=len(found),
        recovered=sum(ticket.resolution == "recovered" for ticket in found),
        free=sum(map(_is_free, found)),
        lasted=_seconds(_last(found, act.now) - storm.began_at),
    )


def _is_free(ticket: Ticket) -> bool:
    return ticket.owner_id is None and ticket.closed_at is None


def _last(found: list[Ticket], now: datetime) -> datetime:
    return found[-1].opened_at if found else now


def _seconds(length: timedelta) -> int:
    return max(1, int(length.total_seconds()))
