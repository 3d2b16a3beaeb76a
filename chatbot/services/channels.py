"""Sees to it that dibs sits in every channel that a role has."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from chatbot.desk.desk import Desk
from chatbot.services.waiting import unwatched
from chatbot.wire import Channel, Wire
from store import journal, roles, spoken
from store.database import Transaction

CHANGES = frozenset({"role_changed", "role_created"})
BATCH = 500


@dataclass(slots=True)
class Channels:
    desk: Desk
    wires: Mapping[str, Wire]
    beat: Callable[[], None] = unwatched

    async def run(self) -> None:
        read = await self.desk.database.glance(journal.last_id)
        await self._want()
        while True:
            self.beat()
            commits = self.desk.database.commits
            changed, last = await self.desk.database.glance(_changed_since, read)
            if changed:
                await self._want()
            if last == read:
                await self.desk.database.changed(commits)
            read = last

    async def _want(self) -> None:
        for role in await self.desk.database.glance(roles.list_all):
            wire = self.wires.get(role.network or "")
            if role.channel and wire:
                wire.want_channels([role.channel])


async def _changed_since(tx: Transaction, event_id: int) -> tuple[bool, int]:
    """Whether a role changed after that event, and the newest event looked at."""
    found = await journal.list_kinds(tx, event_id, limit=BATCH)
    return any(event.kind in CHANGES for event in found), found[-1].id if found else event_id


async def offers_in(tx: Transaction, channel: Channel) -> bool:
    """Whether it is a role's channel, or was when tickets were offered there."""
    own = await roles.list_by_channel(tx, network=channel.network, channel=channel.name)
    return bool(own) or await spoken.has_offers_in(tx, network=channel.network, channel=channel.name)
