"""Tickets by who opened them: a member, or a stranger known by a nick!user@host."""

from datetime import datetime

from msgspec import Struct

from store.database import Transaction
from store.records import Event, Ticket


class _Mask(Struct, frozen=True):
    reporter_mask: str


async def count_of_mask(tx: Transaction, *, network: str, mask: str) -> int:
    """Tickets whose reporter is that nick!user@host, and no member."""
    found = await tx.value(
        """select count(*) from ticket where reporter_id is null and reporter_bound = 1
           and reporter_network = :network and reporter_mask = :mask""",
        network=network,
        mask=mask,
    )
    return int(found or 0)


async def unbind(tx: Transaction, *, network: str, mask: str) -> int:
    return await tx.run(
        """update ticket set reporter_bound = 0 where reporter_id is null and reporter_bound = 1
           and reporter_network = :network and reporter_mask = :mask""",
        network=network,
        mask=mask,
    )


async def rename(tx: Transaction, *, network: str, mask: str, new: str) -> int:
    return await tx.run(
        """update ticket set reporter_mask = :new where reporter_id is null and reporter_bound = 1
           and reporter_network = :network and reporter_mask = :mask""",
        network=network,
        mask=mask,
        new=new,
    )


async def list_open(tx: Transaction, member_id: int) -> list[Ticket]:
    return await tx.all(
        Ticket,
        "select * from ticket where reporter_id = :member and closed_at is null order by priority desc, id",
        member=member_id,
    )


async def count_free(
    tx: Transaction, *, member_id: int | None, network: str, mask: str, keyed: bool, since: datetime, most: int
) -> int:
    """Open tickets that nobody has accepted yet, of who opened them: what somebody else opened for them isn't theirs to
    answer for. `since`: those that they opened for others count from then on. Strangers count by user@host: nicks are
    cheap.

    Here and below: no more than `most` are counted, since somebody may have thousands from an import.
    """
    if member_id is not None:
        found = await tx.value(
            """select count(*) from (
                   select 1 from ticket where reporter_id = :member and opener_id is null and closed_at is null
                       and owner_id is null and (key is not null) = :keyed
                   union all select 1 from ticket where opener_id = :member and opened_at > :since and closed_at is null
                       and owner_id is null and (key is not null) = :keyed
                   limit :most)""",
            member=member_id,
            keyed=keyed,
            since=since,
            most=most,
        )
    else:
        found = await tx.value(
            """select count(*) from (select 1 from ticket where reporter_id is null and opener_id is null
               and closed_at is null and owner_id is null and (key is not null) = :keyed and reporter_network = :network
               and substr(reporter_mask, instr(reporter_mask, '!') + 1) = :address limit :most)""",
            keyed=keyed,
            network=network,
            address=mask.partition("!")[2],
            most=most,
        )
    return int(found or 0)


async def count_offers_of_stranger(tx: Transaction, *, network: str, mask: str, since: datetime, most: int) -> int:
    """Offers to roles that a stranger at that user@host has caused: nobody who is known asked for them."""
    found = await tx.value(
        """select count(*) from (select 1 from prompt join ticket on ticket.id = prompt.ticket_id
           where prompt.asker_id is null and prompt.opened_at > :since and prompt.member_id is null
               and reporter_id is null and reporter_network = :network
               and reporter_mask = substr(reporter_mask, 1, instr(reporter_mask, '!')) || :address limit :most)""",
        since=since,
        network=network,
        address=mask.partition("!")[2],
        most=most,
    )
    return int(found or 0)


async def list_free_masks(tx: Transaction, *, network: str, part: str) -> list[str]:
    """Of strangers whose mask has that in it, one for each of their tickets that nobody has accepted yet."""
    found = await tx.all(
        _Mask,
        """select reporter_mask from ticket where reporter_id is null and opener_id is null and closed_at is null
           and owner_id is null and reporter_network = :network and instr(lower(reporter_mask), :part) > 0""",
        network=network,
        part=part,
    )
    return [one.reporter_mask for one in found]


async def list_offered_masks(tx: Transaction, *, network: str, part: str, since: datetime) -> list[str]:
    """The same, one for each offer to a role that they caused."""
    found = await tx.all(
        _Mask,
        """select reporter_mask from prompt join ticket on ticket.id = prompt.ticket_id
           where prompt.asker_id is null and prompt.opened_at > :since and prompt.member_id is null
               and reporter_id is null and reporter_network = :network and instr(lower(reporter_mask), :part) > 0""",
        since=since,
        network=network,
        part=part,
    )
    return [one.reporter_mask for one in found]


async def count_free_of_mask(tx: Transaction, *, network: str, mask: str, most: int) -> int:
    """The same of that very mask: who speaks over a bridge shares all that stands behind their name."""
    found = await tx.value(
        """select count(*) from (select 1 from ticket where closed_at is null and owner_id is null
           and reporter_id is null and reporter_network = :network and +reporter_mask = :mask
           and substr(reporter_mask, instr(reporter_mask, '!') + 1) = :address limit :most)""",
        network=network,
        mask=mask,
        address=mask.partition("!")[2],
        most=most,
    )
    return int(found or 0)


async def count_offers_of_mask(tx: Transaction, *, network: str, mask: str, since: datetime, most: int) -> int:
    found = await tx.value(
        """select count(*) from (select 1 from prompt join ticket on ticket.id = prompt.ticket_id
           where prompt.asker_id is null and prompt.opened_at > :since and prompt.member_id is null
               and reporter_id is null and reporter_network = :network and reporter_mask = :mask limit :most)""",
        since=since,
        network=network,
        mask=mask,
        most=most,
    )
    return int(found or 0)


async def list_openings(tx: Transaction, member_id: int, *, since: datetime, texts: dict[str, str]) -> list[Event]:
    """How a member's tickets were opened with that very text that are still open, the newest first.

    One that has another title now, and was never changed, needs no look into the journal; and nobody changes it in the
    millisecond in which it is opened, since its number isn't told by then.
    """
    return await tx.all(
        Event,
        """select event.*, coalesce(event_text.texts, '{}') as texts
           from ticket join event on event.ticket_id = ticket.id and event.kind = 'ticket_opened'
               join event_text on event_text.event_id = event.id and event_text.texts = :texts
           where reporter_id = :member and closed_at is null and opened_at > :since
               and (title = :title or changed_at > opened_at)
           order by event.id desc""",
        member=member_id,
        title=texts.get("title", ""),
        texts=texts,
        since=since,
    )


async def list_openings_of_mask(
    tx: Transaction, *, network: str, mask: str, since: datetime, texts: dict[str, str]
) -> list[Event]:
    """The same for a stranger who is still the same."""
    return await tx.all(
        Event,
        """select event.*, coalesce(event_text.texts, '{}') as texts
           from ticket join event on event.ticket_id = ticket.id and event.kind = 'ticket_opened'
               join event_text on event_text.event_id = event.id and event_text.texts = :texts
           where reporter_id is null and reporter_bound = 1 and reporter_network = :network and reporter_mask = :mask
               and closed_at is null and opened_at > :since order by event.id desc""",
        network=network,
        mask=mask,
        since=since,
        texts=texts,
    )


async def count_opened_for_others(tx: Transaction, member_id: int, *, since: datetime) -> int:
    found = await tx.value(
        "select count(*) from ticket where opener_id = :member and opened_at >= :since", member=member_id, since=since
    )
    return int(found or 0)


async def list_requests(tx: Transaction, *, member_id: int | None, network: str, mask: str) -> list[Ticket]:
    """Open tickets that somebody opened for that person, who may just write to add to them."""
    if member_id is not None:
        return await tx.all(
            Ticket,
            """select * from ticket where reporter_id = :member and opener_id is not null and closed_at is null
               order by id""",
            member=member_id,
        )
    return await tx.all(
        Ticket,
        """select * from ticket where reporter_id is null and reporter_bound = 1 and reporter_network = :network
               and reporter_mask = :mask and opener_id is not null and closed_at is null
           order by +id""",
        network=network,
        mask=mask,
    )
