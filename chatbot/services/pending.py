"""Whether something is still to be said: what a clean end waits for."""

from collections.abc import Sequence
from datetime import datetime

from store import cursors, journal, outbox
from store.database import Transaction


async def pending(tx: Transaction, plugins: Sequence[str], networks: Sequence[str], now: datetime) -> bool:
    """An event that a plugin hasn't read, or a notice that is due on one of these networks."""
    newest = await journal.last_id(tx)
    for plugin in plugins:
        cursor = await cursors.get(tx, plugin)
        if cursor is not None and cursor.event_id < newest and not cursor.failures:
            return True
    for network in networks:
        if await outbox.list_due(tx, network, now, limit=1):
            return True
    return False
