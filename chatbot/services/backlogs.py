"""How much work waits for each service. Each is counted by an index, once a minute."""

from collections.abc import Callable
from datetime import datetime

from store import cursors, journal, notes, outbox, stays, timers
from store.database import Transaction
from store.stays import ServiceKey


async def events_unread(tx: Transaction, _now: datetime, *, plugin: str) -> int:
    """Of the journal, by a plugin; not counted one by one, since ids have no gaps to speak of."""
    cursor = await cursors.get(tx, plugin)
    return await journal.last_id(tx) - cursor.event_id if cursor else 0


async def notices_due(tx: Transaction, now: datetime, *, network: str) -> int:
    return await outbox.count_due(tx, network, now)


async def timers_due(tx: Transaction, now: datetime) -> int:
    return await timers.count_due(tx, now)


async def todo(tx: Transaction, _now: datetime, *, key: ServiceKey) -> int:
    """Tickets and notes for the service of a state."""
    return await stays.count_todo(tx, key.type, key.state) + await notes.count_for(tx, key.type, key.state)


async def at_hand(count: Callable[[], int], _tx: Transaction, _now: datetime) -> int:
    """What isn't in the database."""
    return count()
