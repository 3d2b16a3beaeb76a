"""The outbox where much is said at once: what goes into one line, and how many lines a channel has read lately."""

import json
from collections.abc import Sequence
from datetime import datetime

from msgspec import Struct

from store.database import Transaction
from store.records import Notice


class Row(Struct, frozen=True):
    id: int


async def due_aloud(tx: Transaction, network: str, address: str, now: datetime, *, limit: int) -> list[int]:
    """Numbers, urgent ones first: of thousands it is little to know that they are there."""
    found = await tx.all(
        Row,
        """select id from notice where status = 'queued' and network = :network and not_before <= :now
               and target = 'channel' and address = :address
           order by urgent desc, id limit :limit""",
        network=network,
        address=address,
        now=now,
        limit=limit,
    )
    return [row.id for row in found]


async def due_with(tx: Transaction, notice: Notice, now: datetime, *, limit: int) -> list[int]:
    """Numbers of those that are due and go into one line with it."""
    found = await tx.all(
        Row,
        """select id from notice where status = 'queued' and network = :network and not_before <= :now
               and target = :target and address = :address and member_id is :member and joined = :joined
           order by id limit :limit""",
        network=notice.network,
        target=notice.target,
        address=notice.address,
        member=notice.member_id,
        joined=notice.joined,
        now=now,
        limit=limit,
    )
    return [row.id for row in found]


async def list_queued(tx: Transaction, network: str, numbers: Sequence[int]) -> list[Notice]:
    """Those of them that are still to be said on that network, in the order of the numbers.

    The plus has them found by their numbers, and not among all that are queued.
    """
    found = await tx.all(
        Notice,
        """select * from notice where id in (select value from json_each(:numbers))
               and +status = 'queued' and network = :network""",
        numbers=json.dumps(list(numbers)),
        network=network,
    )
    by_number = {one.id: one for one in found}
    return [by_number[number] for number in numbers if number in by_number]


async def still_queued(tx: Transaction, network: str, numbers: Sequence[int]) -> set[int]:
    """Which of them those are."""
    found = await tx.all(
        Row,
        """select id from notice where id in (select value from json_each(:numbers))
               and +status = 'queued' and network = :network""",
        numbers=json.dumps(list(numbers)),
        network=network,
    )
    return {row.id for row in found}


async def list_lines_said(
    tx: Transaction, network: str, address: str, role_id: int | None, *, since: datetime
) -> list[Notice]:
    """The first row of each line that the channel has read of that role, oldest first."""
    return await tx.all(
        Notice,
        """select notice.* from notice join event on event.id = notice.event_id
           where notice.target = 'channel' and notice.status = 'sent' and notice.network = :network
               and notice.address = :address and notice.ended_at > :since and event.role_id is :role
               and coalesce(notice.line_id, notice.id) = notice.id
           order by notice.ended_at, notice.id""",
        network=network,
        address=address,
        role=role_id,
        since=since,
    )


async def put_off(tx: Transaction, notice: Notice, *, until: datetime) -> int:
    """It is said later, together with others: under the word that it has by now."""
    return await tx.run(
        """update notice set not_before = :until, due_at = :until, joined = :joined
           where id = :id and status = 'queued'""",
        id=notice.id,
        until=until,
        joined=notice.joined,
    )


async def role_of(tx: Transaction, notice: Notice) -> int | None:
    found = await tx.value("select role_id from event where id = :event", event=notice.event_id)
    return int(found) if found is not None else None


async def release(tx: Transaction, storm_id: int, *, network: str | None, address: str, now: datetime) -> int:
    """What waited for a word about that storm is due with it."""
    return await tx.run(
        """update notice set not_before = :now where storm_id = :storm and status = 'queued' and network is :network
               and address = :address and not_before > :now""",
        storm=storm_id,
        network=network,
        address=address,
        now=now,
    )


async def next_of_storm(tx: Transaction, storm_id: int, *, network: str | None, address: str) -> Notice | None:
    """The next to be said of those that wait for a word about that storm."""
    return await tx.one(
        Notice,
        """select * from notice where storm_id = :storm and status = 'queued' and network is :network
               and address = :address order by not_before, id limit 1""",
        storm=storm_id,
        network=network,
        address=address,
    )


async def was_asked_lately(
    tx: Transaction, member_id: int, crowd: str, *, times: int, urgent: bool, since: datetime
) -> bool:
    """Whether there are so many lines of that sort to a member, said or still to be; or only those of them that can't
    wait. No more are counted than that: there may be thousands."""
    found = await tx.value(
        """select count(*) from (
               select 1 from notice where member_id = :member and crowd = :crowd and created_at > :since
                   and status in ('queued', 'waiting', 'sent') and urgent >= :urgent limit :times)""",
        member=member_id,
        crowd=crowd,
        times=times,
        urgent=urgent,
        since=since,
    )
    return int(found or 0) >= times


async def was_said(tx: Transaction, notice: Notice, *, since: datetime) -> bool:
    """Whether the same was said there since then of that ticket and offer, and nothing happened to it afterwards."""
    found = await tx.value(
        """select count(*) from notice join ticket on ticket.id = notice.ticket_id
           where notice.ticket_id = :ticket and notice.id <> :id and notice.status = 'sent'
               and notice.target = :target and (notice.network is :network or notice.member_id is not null)
               and notice.address = :address and notice.member_id is :member and notice.text = :text
               and notice.ended_at > :since
               and ticket.changed_at < notice.ended_at and notice.prompt_id is :prompt""",
        ticket=notice.ticket_id,
        id=notice.id,
        target=notice.target,
        network=notice.network,
        address=notice.address,
        member=notice.member_id,
        text=notice.text,
        prompt=notice.prompt_id,
        since=since,
    )
    return bool(found)
