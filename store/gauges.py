"""How much there is of everything, for monitoring: numbers alone, each by an index."""

from datetime import datetime

from msgspec import Struct

from store.database import Transaction


class Gauges(Struct, frozen=True):
    """`oldest_unsaid`: since when the oldest notice could have been said that isn't; `next_timer`: when the first one
    is due, which is past where something is late."""

    open_tickets: int
    free_tickets: int
    queued: int
    waiting: int
    oldest_unsaid: datetime | None
    timers: int
    next_timer: datetime | None
    stuck: int
    events: int


async def get(tx: Transaction, now: datetime) -> Gauges:
    found = await tx.one(
        Gauges,
        """select
               (select count(*) from ticket where closed_at is null) as open_tickets,
               (select count(*) from role cross join ticket on ticket.role_id = role.id
                   where closed_at is null and owner_id is null) as free_tickets,
               (select count(*) from notice where status = 'queued') as queued,
               (select count(*) from notice where status = 'waiting') as waiting,
               (select min(due_at) from notice where status = 'queued' and due_at <= :now) as oldest_unsaid,
               (select count(*) from timer) as timers,
               (select min(due_at) from timer) as next_timer,
               (select count(*) from trouble) as stuck,
               (select coalesce(max(id), 0) from event) as events""",
        now=now,
    )
    assert found is not None, "a select without a table has one row"
    return found
