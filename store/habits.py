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


async def put_away(tx: Transaction, member_id: int, since: datetime | None) -> int:
    """They said bye; None: they are here again."""
    return await tx.run(
        """insert into habit (member_id, away_since) values (:member, :since)
           on conflict (member_id) do update set away_since = excluded.away_since""",
        member=member_id,
        since=since,
    )


async def put_muted(tx: Transaction, member_id: int, until: datetime | None) -> int:
    return await tx.run(
        """insert into habit (member_id, muted_until) values (:member, :until)
           on conflict (member_id) do update set muted_until = excluded.muted_until""",
        member=member_id,
        until=until,
    )


async def put_seen(tx: Transaction, member_id: int, at: datetime) -> int:
    """They gave a sign of them; written once a day."""
    return await tx.run(
        """insert into habit (member_id, seen_at) values (:member, :at)
           on conflict (member_id) do update set seen_at = excluded.seen_at""",
        member=member_id,
        at=at,
    )


async def put_morning(tx: Transaction, member_id: int, at: datetime) -> int:
    return await tx.run(
        """insert into habit (member_id, morning_at, seen_at) values (:member, :at, :at)
           on conflict (member_id) do update set morning_at = excluded.morning_at, seen_at = excluded.seen_at""",
        member=member_id,
        at=at,
    )


async def put_mode(tx: Transaction, member_id: int, mode: str) -> int:
    return await tx.run(
        """insert into habit (member_id, quiet_mode) values (:member, :mode)
           on conflict (member_id) do update set quiet_mode = excluded.quiet_mode""",
        member=member_id,
        mode=mode,
    )


async def list_hushed(tx: Transaction, role_id: int) -> list[Habit]:
    """Of the members of a role who don't want its offers."""
    return await tx.all(
        Habit,
        """select habit.* from habit join membership on membership.member_id = habit.member_id
           where membership.role_id = :role and habit.quiet_mode <> ''""",
        role=role_id,
    )


async def put_quiet(tx: Transaction, member_id: int, *, start: int | None, end: int | None, mode: str) -> int:
    """`start` and `end` are minutes of their day."""
    return await tx.run(
        """insert into habit (member_id, quiet_from, quiet_to, quiet_mode) values (:member, :start, :end, :mode)
           on conflict (member_id) do update
               set quiet_from = excluded.quiet_from, quiet_to = excluded.quiet_to, quiet_mode = excluded.quiet_mode""",
        member=member_id,
        start=start,
        end=end,
        mode=mode,
    )
