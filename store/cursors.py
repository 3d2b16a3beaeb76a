"""How far each plugin has read the journal."""

from datetime import datetime

from msgspec import Struct

from store.database import Transaction


class Cursor(Struct, frozen=True):
    """`failures` counts how often the plugin failed at the event after `event_id`."""

    plugin: str
    event_id: int
    failures: int
    retry_at: datetime | None


async def get(tx: Transaction, plugin: str) -> Cursor | None:
    return await tx.one(Cursor, "select * from cursor where plugin = :plugin", plugin=plugin)


async def list_all(tx: Transaction) -> list[Cursor]:
    return await tx.all(Cursor, "select * from cursor")


async def add(tx: Transaction, plugin: str, event_id: int) -> int:
    return await tx.run(
        "insert into cursor (plugin, event_id) values (:plugin, :event) on conflict (plugin) do nothing",
        plugin=plugin,
        event=event_id,
    )


async def drop(tx: Transaction, plugin: str) -> int:
    return await tx.run("delete from cursor where plugin = :plugin", plugin=plugin)


async def move(tx: Transaction, plugin: str, *, was: int, to: int) -> int:
    """0 means that another dispatcher read on; then nothing of ours may be kept."""
    return await tx.run(
        "update cursor set event_id = :to, failures = 0, retry_at = null where plugin = :plugin and event_id = :was",
        plugin=plugin,
        was=was,
        to=to,
    )


async def pass_over(tx: Transaction, *, was: int, to: int) -> int:
    """Whoever has read all up to the one goes on behind the other, since nothing between them is news."""
    return await tx.run("update cursor set event_id = :to where event_id = :was and failures = 0", was=was, to=to)


async def mark_failed(tx: Transaction, plugin: str, *, at_event: int, retry_at: datetime) -> int:
    return await tx.run(
        """update cursor set failures = failures + 1, retry_at = :retry
           where plugin = :plugin and event_id = :at""",
        plugin=plugin,
        at=at_event,
        retry=retry_at,
    )


async def count_behind(tx: Transaction, event_id: int) -> int:
    """Plugins that haven't read that event yet."""
    return int(await tx.value("select count(*) from cursor where event_id < :event", event=event_id) or 0)
