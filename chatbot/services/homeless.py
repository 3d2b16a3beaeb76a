"""What was to be said on a network that dibs isn't on any more: said where its people are known, or else it waits."""

from collections.abc import Sequence

from store import outbox
from store.database import Transaction


async def rehome(tx: Transaction, networks: Sequence[str]) -> None:
    """`networks`: those that dibs is on, none where that isn't known.

    What was for a channel, or for a stranger, waits for its network.
    """
    known = await outbox.list_networks(tx) if networks else []
    for gone in [name for name in known if name not in networks]:
        for network in networks:
            await outbox.move_to_known(tx, was=gone, to=network)
        await outbox.put_all_waiting(tx, gone)
