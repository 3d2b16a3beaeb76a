"""What went through the desk in a time: counted by indices, for a role or for all, with or without private ones."""

from datetime import datetime
from typing import LiteralString

from msgspec import Struct

from store.database import Transaction


class Opened(Struct, frozen=True):
    """When a ticket was opened, and when it was taken first; None if it never was."""

    opened_at: datetime
    taken_at: datetime | None


TAKEN: LiteralString = """taking.kind = 'ticket_accepted' and not exists (
        select 1 from event as undone where undone.ticket_id = taking.ticket_id and undone.id > taking.id
            and undone.kind = 'change_undone' and json_extract(undone.data, '$.of') = taking.id)"""
"""Who took that back hasn't taken it: all is as it was before."""


async def list_opened(
    tx: Transaction, *, role_id: int | None, since: datetime, until: datetime, private: bool
) -> list[Opened]:
    """All that were opened in that time."""
    return await tx.all(
        Opened,
        f"""select ticket.opened_at, event.at as taken_at
           from ticket left join event on event.id = (
               select taking.id from event as taking
               where taking.ticket_id = ticket.id and {TAKEN}
               order by taking.id limit 1)
           where ticket.opened_at >= :since and ticket.opened_at < :until
               and (:role is null or ticket.role_id = :role)
               and (:private or ticket.private = 0)""",  # noqa: S608 - a text of this file
        role=role_id,
        since=since,
        until=until,
        private=private,
    )


async def list_taken(
    tx: Transaction, *, role_id: int | None, taker_id: int, since: datetime, until: datetime, private: bool
) -> list[Opened]:
    """All that a member took in that time, whenever it was opened: when they did so first."""
    return await tx.all(
        Opened,
        f"""select ticket.opened_at, min(taking.at) as taken_at
           from event as taking join ticket on ticket.id = taking.ticket_id
           where taking.member_id in (select id from member where id = :taker or linked_to = :taker)
               and taking.at >= :since and taking.at < :until and {TAKEN}
               and (:role is null or ticket.role_id = :role)
               and (:private or ticket.private = 0)
           group by ticket.id""",  # noqa: S608 - a text of this file
        role=role_id,
        taker=taker_id,
        since=since,
        until=until,
        private=private,
    )


async def count_closed(
    tx: Transaction, *, role_id: int | None, owner_id: int | None, since: datetime, until: datetime, private: bool
) -> int:
    found = await tx.value(
        """select count(*) from ticket where closed_at >= :since and closed_at < :until
           and (:role is null or role_id = :role) and (:owner is null or owner_id = :owner)
           and (:private or private = 0)""",
        role=role_id,
        owner=owner_id,
        since=since,
        until=until,
        private=private,
    )
    return int(found or 0)


async def count_open(tx: Transaction, *, role_id: int | None, owner_id: int | None, private: bool) -> int:
    found = await tx.value(
        """select count(*) from ticket where closed_at is null and (:role is null or role_id = :role)
           and (:owner is null or owner_id = :owner) and (:private or private = 0)""",
        role=role_id,
        owner=owner_id,
        private=private,
    )
    return int(found or 0)


async def count_timed_out(
    tx: Transaction, *, role_id: int | None, since: datetime, until: datetime, private: bool
) -> int:
    """Offers to roles that nobody took; not those that were passed on at once, as there was nobody to ask."""
    found = await tx.value(
        """select count(*) from prompt join ticket on ticket.id = prompt.ticket_id
           where prompt.state = 'timed_out' and prompt.ended_at >= :since and prompt.ended_at < :until
               and prompt.ended_at > prompt.opened_at and prompt.member_id is null
               and (:role is null or prompt.role_id = :role)
               and (:private or ticket.private = 0)""",
        role=role_id,
        since=since,
        until=until,
        private=private,
    )
    return int(found or 0)
