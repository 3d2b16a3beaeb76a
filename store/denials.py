"""Who was refused what for want of a right: what is alike is counted, and what is old is forgotten."""

from datetime import datetime

from store.database import Transaction
from store.records import Denial


async def count_again(
    tx: Transaction,
    *,
    network: str,
    who: str,
    verb: str,
    ticket_id: int | None,
    kind: str,
    now: datetime,
    since: datetime,
) -> int:
    """Once more the same; 0 if it wasn't there since that moment."""
    return await tx.run(
        """update denial set times = times + 1, last_at = :now
           where network = :network and who = :who and verb = :verb and ticket_id is :ticket and kind = :kind
               and first_at > :since""",
        network=network,
        who=who,
        verb=verb,
        ticket=ticket_id,
        kind=kind,
        now=now,
        since=since,
    )


async def add(
    tx: Transaction,
    *,
    network: str,
    who: str,
    method: str,
    member_id: int | None,
    verb: str,
    ticket_id: int | None,
    kind: str,
    now: datetime,
) -> int:
    return await tx.run(
        """insert into denial (network, who, method, member_id, verb, ticket_id, kind, first_at, last_at)
           values (:network, :who, :method, :member, :verb, :ticket, :kind, :now, :now)""",
        network=network,
        who=who,
        method=method,
        member=member_id,
        verb=verb,
        ticket=ticket_id,
        kind=kind,
        now=now,
    )


async def count_of(tx: Transaction, *, network: str, who: str, since: datetime) -> int:
    """Rows."""
    found = await tx.value(
        "select count(*) from denial where network = :network and who = :who and first_at > :since",
        network=network,
        who=who,
        since=since,
    )
    return int(found or 0)


async def list_newest(tx: Transaction, *, limit: int) -> list[Denial]:
    return await tx.all(Denial, "select * from denial order by last_at desc, id desc limit :limit", limit=limit)


async def list_of_member(tx: Transaction, member_id: int, *, limit: int) -> list[Denial]:
    """By what they were known as, be it before they were a member."""
    return await tx.all(
        Denial,
        """select * from denial where member_id = :member or exists (
               select 1 from identity where identity.member_id = :member and identity.network = denial.network
                   and identity.value = denial.who)
           order by last_at desc, id desc limit :limit""",
        member=member_id,
        limit=limit,
    )


async def drop_old(tx: Transaction, before: datetime) -> int:
    return await tx.run("delete from denial where last_at < :before", before=before)


async def drop_beyond(tx: Transaction, most: int) -> int:
    """All but the newest."""
    return await tx.run("delete from denial where id <= (select coalesce(max(id), 0) from denial) - :most", most=most)
