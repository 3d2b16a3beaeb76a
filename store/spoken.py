"""What was said to whom, and what of it is still on its way: read from the outbox."""

from datetime import datetime, timedelta
from typing import LiteralString

from store.database import Transaction
from store.records import Notice

CLOCK_SET_BACK = timedelta(days=1)
"""By as much, what was said later may seem to be older."""


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


async def list_missed(tx: Transaction, prompt_id: int) -> list[int]:
    """The members who weren't there, or were marked away, when that offer was to be put to them in private, and whom
    nothing of it has reached."""
    found = await tx.all(
        Notice,
        """select * from notice where prompt_id = :prompt and target = 'member' and holds = 'offer'
               and status = 'waiting' and reason = 'missed' and not exists (select 1 from notice as said
                   where said.prompt_id = :prompt and said.member_id = notice.member_id and said.holds = 'offer'
                       and said.status = 'sent')""",
        prompt=prompt_id,
    )
    return sorted({notice.member_id for notice in found if notice.member_id is not None})


async def list_told(tx: Transaction, ticket_id: int, *, from_event: int, to_event: int) -> list[Notice]:
    """What was said of a ticket on account of those events, or is just about to be."""
    return await tx.all(
        Notice,
        """select * from notice where ticket_id = :ticket and event_id >= :first and event_id < :last
           and status in ('queued', 'waiting', 'sent') order by id""",
        ticket=ticket_id,
        first=from_event,
        last=to_event,
    )


async def was_announced(tx: Transaction, ticket_id: int, *, network: str | None, address: str) -> bool:
    found = await tx.value(
        """select count(*) from notice where ticket_id = :ticket and target = 'channel' and holds = 'offer'
           and status = 'sent' and network is :network and address = :address""",
        ticket=ticket_id,
        network=network,
        address=address,
    )
    return bool(found)


async def has_offers_in(tx: Transaction, *, network: str, channel: str) -> bool:
    """Whether tickets have been offered in that channel lately, whatever role has it now."""
    found = await tx.value(
        """select 1 from notice where target = 'channel' and holds = 'offer' and status = 'sent'
               and network = :network and lower(address) = lower(:channel) limit 1""",
        network=network,
        channel=channel,
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


async def was_asked_since(tx: Transaction, notice: Notice) -> bool:
    """Whether a later line of the same offer was said to the same person."""
    found = await tx.value(
        """select count(*) from notice where prompt_id = :prompt and member_id = :member and status = 'sent'
               and holds = 'offer' and id > :id""",
        prompt=notice.prompt_id,
        member=notice.member_id,
        id=notice.id,
    )
    return bool(found)


async def newest_joined(tx: Transaction, member_id: int, joined: str) -> Notice | None:
    """The newest notice of that kind to that member, said or still to be said."""
    return await tx.one(
        Notice,
        """select * from notice
           where member_id = :member and joined = :joined and joined <> '' and status <> 'superseded'
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
               and (network is :network or member_id is not null) and address = :address and member_id is :member
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
    said: LiteralString = """select 1 from notice where id > :id and plugin = :plugin and holds = :holds
        and address = :address and target = :target """
    # Somebody may have been away for weeks: it goes by whom it is for, and not by all that was said since.
    theirs: LiteralString = "and member_id = :member and created_at >= :since limit 1"
    aloud: LiteralString = "and member_id is null and network is :network limit 1"
    found = await tx.value(
        said + (aloud if notice.member_id is None else theirs),
        id=notice.id,
        plugin=notice.plugin,
        holds=notice.holds,
        target=notice.target,
        network=notice.network,
        address=notice.address,
        member=notice.member_id,
        since=notice.created_at - CLOCK_SET_BACK,
    )
    return bool(found)
