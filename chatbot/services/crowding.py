"""Where much is said at once: under which word a notice goes into the outbox, and until when it waits for others."""

from datetime import datetime, timedelta

from msgspec import Struct

from chatbot.desk import storms
from chatbot.plugin import Notice
from chatbot.services.recipients import Recipient
from store import crowds, tickets, timers
from store.database import Transaction
from store.records import Event, Storm

MOST_ASKED = 4
"""Lines of one sort to one person within `LATELY`; what is more is said together."""
MOST_URGENT = 8
"""The same, where it can't wait: that isn't held up by a storm either."""
LATELY = timedelta(minutes=5)
WORD_AT_LEAST = timedelta(minutes=15)
"""In a storm that lasts its channel reads of what came since, that often."""
GRACE = timedelta(minutes=1)
"""For the word about a storm that is just due; if a plugin fails to say it, what waits for it is said anyway."""
ABOUT_STORMS = frozenset({"storm_grew", "storm_over"})


class Place(Struct, frozen=True):
    """`joined`: what it is said under, "" for a line of its own. `not_before`: None where that alone decides."""

    joined: str
    storm_id: int | None = None
    not_before: datetime | None = None


async def place(tx: Transaction, row: Event, notice: Notice, to: Recipient, now: datetime) -> Place:
    if row.kind in ABOUT_STORMS and to.target == "channel":
        return await _word(tx, row, notice, to, now)
    if not notice.crowd:
        return Place(notice.joined)
    storm = None if notice.urgent else await _storm(tx, row)
    if storm is not None and to.target == "channel" and row.kind == "prompt_opened":
        return Place(notice.crowd, storm.id, await _next_word(tx, storm, to, now))
    if to.member_id is not None and (storm is not None or await _is_asked_much(tx, to.member_id, notice, now)):
        return Place(notice.crowd)
    return Place(notice.joined)


async def is_told_at_the_end(tx: Transaction, row: Event, to: Recipient) -> bool:
    """What of a storm is over by itself is counted when the storm is."""
    by_itself = row.kind == "ticket_closed" and row.data.get("resolution") == "recovered"
    return by_itself and to.target == "channel" and await _storm(tx, row) is not None


async def _word(tx: Transaction, row: Event, notice: Notice, to: Recipient, now: datetime) -> Place:
    """The word about a storm takes along what has waited for it."""
    storm_id = int(row.data["storm"])
    await crowds.release(tx, storm_id, network=to.network, address=to.address, now=now)
    return Place(notice.crowd, storm_id, now)


async def _next_word(tx: Transaction, storm: Storm, to: Recipient, now: datetime) -> datetime:
    others = await crowds.next_of_storm(tx, storm.id, network=to.network, address=to.address)
    if others is not None and others.not_before > now:
        return others.not_before
    word = await timers.get(tx, storms.WORD, storm.id)
    return max(now, word.due_at) + GRACE if word else now + WORD_AT_LEAST


async def _storm(tx: Transaction, row: Event) -> Storm | None:
    ticket = await tickets.get(tx, row.ticket_id) if row.ticket_id else None
    return await storms.storm_of(tx, ticket) if ticket and ticket.role_id == row.role_id else None


async def _is_asked_much(tx: Transaction, member_id: int, notice: Notice, now: datetime) -> bool:
    most = MOST_URGENT if notice.urgent else MOST_ASKED
    since = now - LATELY
    return await crowds.was_asked_lately(tx, member_id, notice.crowd, times=most, urgent=notice.urgent, since=since)
