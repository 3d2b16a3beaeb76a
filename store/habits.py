"""How members like to be spoken to. Nobody who never said anything about it has a row."""

from datetime import datetime

from store.database import Transaction
from store.records import Habit


async def get(tx: Transaction, member_id: int) -> Habit | None:
    return await tx.one(Habit, "select * from habit where member_id = :member", member=member_id)


async def put_zone(tx: Transaction, member_id: int, zone: str | None) -> int:
    """`zone`: an IANA name; None forgets it."""
    return await tx.run(
        """insert into habit (member_id, zone) values (:member, :zone)
           on conflict (member_id) do update set zone = excluded.zone""",
        member=member_id,
        zone=zone,
    )


async def put_seen(tx: Transaction, member_id: int, *, now: datetime) -> int:
    return await tx.run(
        """insert into habit (member_id, seen_at) values (:member, :now)
           on conflict (member_id) do update set seen_at = excluded.seen_at""",
        member=member_id,
        now=now,
    )
