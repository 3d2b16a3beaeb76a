"""The outbox: notices still to be said, and for a while those that were."""

from datetime import datetime

from store.database import Transaction
from store.records import Notice


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
) -> int:
    return await tx.run(
        """insert into notice (created_at, not_before, plugin, event_id, ticket_id, prompt_id, holds, target, network,
               address, member_id, text, brief, joined, masked, urgent)
           values (:now, :not_before, :plugin, :event, :ticket, :prompt, :holds, :target, :network, :address, :member,
               :text, :brief, :joined, :masked, :urgent)""",
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
    )


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


async def next_due_at(tx: Transaction, network: str) -> datetime | None:
    found = await tx.one(
        Notice,
        "select * from notice where status = 'queued' and network = :network order by not_before, id limit 1",
        network=network,
    )
    return found.not_before if found else None


async def mark(tx: Transaction, notice_id: int, *, status: str, reason: str, now: datetime) -> int:
    """End it (sent, refused, superseded, expired); 0 if it had ended before."""
    return await tx.run(
        """update notice set status = :status, reason = :reason, ended_at = :now, tries = tries + 1
           where id = :id and status in ('queued', 'waiting')""",
        id=notice_id,
        status=status,
        reason=reason,
        now=now,
    )


async def postpone(tx: Transaction, notice_id: int, *, until: datetime, reason: str) -> int:
    return await tx.run(
        """update notice set not_before = :until, reason = :reason, tries = tries + 1
           where id = :id and status = 'queued'""",
        id=notice_id,
        until=until,
        reason=reason,
    )


async def put_waiting(tx: Transaction, notice_id: int) -> int:
    """The person isn't there: it waits until they come into view."""
    return await tx.run("update notice set status = 'waiting' where id = :id and status = 'queued'", id=notice_id)


async def wake_member(tx: Transaction, member_id: int) -> int:
    return await tx.run(
        "update notice set status = 'queued' where member_id = :member and status = 'waiting'", member=member_id
    )


async def wake_all(tx: Transaction) -> int:
    """After a start nobody knows who is there: all that waited is tried anew."""
    return await tx.run("update notice set status = 'queued' where status = 'waiting'")


async def list_stale(tx: Transaction, before: datetime, *, limit: int) -> list[Notice]:
    """Those that have waited since before that moment."""
    return await tx.all(
        Notice,
        """select * from notice where status in ('queued', 'waiting') and created_at < :before
           order by id limit :limit""",
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


async def list_of_prompt(tx: Transaction, prompt_id: int) -> list[Notice]:
    return await tx.all(Notice, "select * from notice where prompt_id = :prompt order by id", prompt=prompt_id)


async def list_of_ticket(tx: Transaction, ticket_id: int) -> list[Notice]:
    return await tx.all(Notice, "select * from notice where ticket_id = :ticket order by id", ticket=ticket_id)


async def drop_ended(tx: Transaction, before: datetime) -> int:
    """Forget what was said long ago; the journal keeps what happened."""
    return await tx.run(
        "delete from notice where ended_at < :before and status not in ('queued', 'waiting')", before=before
    )


async def list_announcements(tx: Transaction, ticket_id: int) -> list[Notice]:
    """The channel lines in which a ticket was offered, or still is to be."""
    return await tx.all(
        Notice,
        """select * from notice where ticket_id = :ticket and target = 'channel' and holds = 'offer'
           and status in ('queued', 'sent') order by id""",
        ticket=ticket_id,
    )


async def list_asked(tx: Transaction, ticket_id: int, *, ended_at: datetime) -> list[int]:
    """The members to whom an offer that ended at that moment was put in private, or is just being put."""
    found = await tx.all(
        Notice,
        """select notice.* from notice join prompt on prompt.id = notice.prompt_id
           where notice.ticket_id = :ticket and notice.target = 'member' and notice.holds = 'offer'
               and notice.status in ('queued', 'waiting', 'sent') and prompt.ended_at = :ended order by notice.id""",
        ticket=ticket_id,
        ended=ended_at,
    )
    return sorted({notice.member_id for notice in found if notice.member_id is not None})


async def was_announced(tx: Transaction, ticket_id: int, *, network: str | None, address: str) -> bool:
    found = await tx.value(
        """select count(*) from notice where ticket_id = :ticket and target = 'channel' and holds = 'offer'
           and status = 'sent' and network is :network and address = :address""",
        ticket=ticket_id,
        network=network,
        address=address,
    )
    return bool(found)


async def was_asked(tx: Transaction, ticket_id: int, member_id: int) -> bool:
    found = await tx.value(
        """select count(*) from notice where ticket_id = :ticket and target = 'member' and holds = 'offer'
           and status = 'sent' and member_id = :member""",
        ticket=ticket_id,
        member=member_id,
    )
    return bool(found)


async def newest_joined(tx: Transaction, member_id: int, joined: str) -> Notice | None:
    """The newest notice of that kind to that member, said or still to be said."""
    return await tx.one(
        Notice,
        """select * from notice where member_id = :member and joined = :joined and status <> 'superseded'
           order by created_at desc, id desc limit 1""",
        member=member_id,
        joined=joined,
    )


async def is_unsaid(
    tx: Transaction, prompt_id: int, *, target: str, network: str | None, address: str, member_id: int | None
) -> bool:
    """Whether a line of that offer is still to be said there."""
    found = await tx.value(
        """select count(*) from notice where prompt_id = :prompt and holds = 'offer' and target = :target
               and network is :network and address = :address and member_id is :member
               and status in ('queued', 'waiting')""",
        prompt=prompt_id,
        target=target,
        network=network,
        address=address,
        member=member_id,
    )
    return bool(found)


async def has_newer(tx: Transaction, notice: Notice) -> bool:
    """Whether the same plugin has said more of that kind to the same target since, or is about to."""
    found = await tx.value(
        """select count(*) from notice where id > :id and plugin = :plugin and holds = :holds and target = :target
               and network is :network and address = :address and member_id is :member""",
        id=notice.id,
        plugin=notice.plugin,
        holds=notice.holds,
        target=notice.target,
        network=notice.network,
        address=notice.address,
        member=notice.member_id,
    )
    return bool(found)


async def count_waiting(tx: Transaction, member_id: int) -> int:
    found = await tx.value(
        "select count(*) from notice where member_id = :member and status = 'waiting'", member=member_id
    )
    return int(found or 0)
