"""The outbox: notices still to be said, and for a while those that were."""

from datetime import datetime

from msgspec import Struct

from store.database import Transaction
from store.records import Notice


class Network(Struct, frozen=True):
    name: str | None


async def add(
    tx: Transaction,
    *,
    plugin: str,
    event_id: int,
    ticket_id: int | None,
    prompt_id: int | None,
    holds: str,
    target: str,
    network: str | None,
    address: str,
    member_id: int | None,
    text: str,
    brief: str,
    joined: str,
    masked: bool,
    urgent: bool,
    not_before: datetime,
    now: datetime,
    crowd: str = "",
    storm_id: int | None = None,
) -> int:
    """Whoever was linked to another meanwhile is meant as who they are by now."""
    return await tx.run(
        """insert into notice (created_at, not_before, plugin, event_id, ticket_id, prompt_id, holds, target, network,
               address, member_id, text, brief, joined, masked, urgent, crowd, storm_id, due_at)
           values (:now, :not_before, :plugin, :event, :ticket, :prompt, :holds, :target, :network, :address,
               coalesce((select linked_to from member where id = :member), :member),
               :text, :brief, :joined, :masked, :urgent, :crowd, :storm, :not_before)""",
        now=now,
        not_before=not_before,
        plugin=plugin,
        event=event_id,
        ticket=ticket_id,
        prompt=prompt_id,
        holds=holds,
        target=target,
        network=network,
        address=address,
        member=member_id,
        text=text,
        brief=brief,
        joined=joined,
        masked=masked,
        urgent=urgent,
        crowd=crowd,
        storm=storm_id,
    )


async def last_id(tx: Transaction) -> int:
    return int(await tx.value("select max(id) from notice") or 0)


async def list_due(tx: Transaction, network: str, now: datetime, *, limit: int) -> list[Notice]:
    """Queued for that network and due; urgent ones first, then in the order in which they came."""
    return await tx.all(
        Notice,
        """select * from notice where status = 'queued' and network = :network and not_before <= :now
           order by urgent desc, id limit :limit""",
        network=network,
        now=now,
        limit=limit,
    )


async def oldest_unsent_at(tx: Transaction, now: datetime) -> datetime | None:
    """Since when the one that has waited longest could have been said; what waits on purpose has no such time."""
    found = await tx.one(
        Notice,
        """select * from notice where status = 'queued' and due_at is not null and due_at <= :now
           order by due_at limit 1""",
        now=now,
    )
    return found.due_at if found else None


async def count_due(tx: Transaction, network: str, now: datetime) -> int:
    found = await tx.value(
        "select count(*) from notice where status = 'queued' and network = :network and not_before <= :now",
        network=network,
        now=now,
    )
    return int(found or 0)


async def next_due_at(tx: Transaction, network: str, *, after: datetime | None = None) -> datetime | None:
    """When the next one is due; with `after`, the next one that is due later than that."""
    found = await tx.one(
        Notice,
        """select * from notice where status = 'queued' and network = :network and not_before > coalesce(:after, '')
           order by not_before, id limit 1""",
        network=network,
        after=after,
    )
    return found.not_before if found else None


async def mark(
    tx: Transaction, notice_id: int, *, status: str, reason: str, now: datetime, line_id: int | None = None
) -> int:
    """End it (sent, refused, superseded); 0 if it had ended before. `line_id`: the first row of its line."""
    return await tx.run(
        """update notice set status = :status, reason = :reason, ended_at = :now, tries = tries + 1,
               line_id = :line
           where id = :id and status in ('queued', 'waiting')""",
        id=notice_id,
        line=line_id,
        status=status,
        reason=reason,
        now=now,
    )


async def postpone(tx: Transaction, notice_id: int, *, until: datetime, reason: str, counts: bool = True) -> int:
    """To be tried again then. `counts`: that is one of the tries after which it is given up."""
    return await tx.run(
        """update notice set not_before = :until, reason = :reason, tries = tries + :counts
           where id = :id and status = 'queued'""",
        id=notice_id,
        until=until,
        reason=reason,
        counts=counts,
    )


async def put_waiting(tx: Transaction, notice_id: int) -> int:
    """The person isn't there: it waits until they come into view."""
    return await tx.run(
        "update notice set status = 'waiting', due_at = null where id = :id and status = 'queued'", id=notice_id
    )


async def hold_back(tx: Transaction, notice_id: int) -> int:
    """The person isn't there or rests, and it isn't urgent: it waits until they speak."""
    return await tx.run(
        "update notice set status = 'waiting', held = 1, due_at = null where id = :id and status = 'queued'",
        id=notice_id,
    )


async def mark_missed(tx: Transaction, notice_id: int) -> int:
    """It waits since its person isn't there, for sure; 0 if it doesn't wait."""
    return await tx.run("update notice set reason = 'missed' where id = :id and status = 'waiting'", id=notice_id)


async def wake(tx: Transaction, notice_id: int, *, network: str | None = None, held: bool = False) -> int:
    """Its person is there after all, perhaps on another network. `held`: it goes with what was held back before."""
    return await tx.run(
        """update notice set status = 'queued', held = :held, network = coalesce(:network, network)
           where id = :id and status = 'waiting'""",
        id=notice_id,
        network=network,
        held=held,
    )


async def wake_member(tx: Transaction, member_id: int, *, network: str, held: bool) -> int:
    """What waits for that person, who is on that network now; what was held back only if it is meant, too."""
    return await tx.run(
        """update notice set status = 'queued', network = :network
           where member_id = :member and status = 'waiting' and held <= :held""",
        member=member_id,
        network=network,
        held=held,
    )


async def wake_all(tx: Transaction) -> int:
    """After a start nobody knows who is there: all that waited for somebody to come is tried anew."""
    return await tx.run("update notice set status = 'queued' where status = 'waiting' and held = 0")


async def list_held_due(tx: Transaction, network: str, member_id: int, now: datetime) -> list[Notice]:
    """All that was held back from that person and may be said now, in the order in which it came."""
    return await tx.all(
        Notice,
        """select * from notice where status = 'queued' and held = 1 and member_id = :member and network = :network
               and not_before <= :now order by id""",
        member=member_id,
        network=network,
        now=now,
    )


async def list_stale(tx: Transaction, before: datetime, *, limit: int) -> list[Notice]:
    """Those that have waited since before that moment."""
    return await tx.all(
        Notice,
        """select * from notice where id in (
               select id from notice where status = 'queued' union all select id from notice where status = 'waiting')
           and created_at < :before order by id limit :limit""",
        before=before,
        limit=limit,
    )


async def list_unheard(tx: Transaction, prompt_id: int) -> list[Notice]:
    """Lines of this offer that could not be sent so far although nobody was missing: the link is down or slow."""
    return await tx.all(
        Notice,
        "select * from notice where prompt_id = :prompt and status = 'queued' and holds = 'offer' order by id",
        prompt=prompt_id,
    )


async def list_of_ticket(tx: Transaction, ticket_id: int) -> list[Notice]:
    return await tx.all(Notice, "select * from notice where ticket_id = :ticket order by id", ticket=ticket_id)


async def drop_ended(tx: Transaction, before: datetime) -> int:
    """Forget what was said long ago; the journal keeps what happened."""
    return await tx.run(
        "delete from notice where ended_at < :before and status not in ('queued', 'waiting')", before=before
    )


async def count_waiting(tx: Transaction, member_id: int, *, held: bool) -> int:
    """What `wake_member` would wake."""
    found = await tx.value(
        "select count(*) from notice where member_id = :member and status = 'waiting' and held <= :held",
        member=member_id,
        held=held,
    )
    return int(found or 0)


async def list_networks(tx: Transaction) -> list[str]:
    """Those that somebody was to be told something on."""
    rows = await tx.all(
        Network,
        """select network as name from notice where status = 'queued' and target = 'member'
           union select network from notice where status = 'waiting' and target = 'member'""",
    )
    return [row.name for row in rows if row.name is not None]


async def move_to_known(tx: Transaction, *, was: str, to: str) -> int:
    """What was to be said to people on one network is to be said on another, as far as they are known there."""
    return await tx.run(
        """update notice set network = :to
           where id in (select id from notice where status = 'queued' and network = :was
                   union all select id from notice where status = 'waiting' and network = :was)
               and target = 'member' and member_id in
                   (select member_id from identity where network = :to and revoked_at is null)""",
        was=was,
        to=to,
    )


async def put_all_waiting(tx: Transaction, network: str) -> int:
    """What was to be said to people there waits until they come into view anywhere."""
    return await tx.run(
        """update notice set status = 'waiting', due_at = null
           where network = :network and target = 'member' and status = 'queued'""",
        network=network,
    )
