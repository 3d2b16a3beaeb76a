"""What lies with somebody in the morning."""

from datetime import datetime

from store.database import Transaction
from store.records import Ticket

MOST = 50
"""More than anybody reads in one line."""


async def list_owned(tx: Transaction, member_id: int) -> list[Ticket]:
    """Open ones, the one that was touched longest ago first."""
    return await tx.all(
        Ticket,
        """select * from ticket where owner_id = :member and closed_at is null
           order by priority desc, changed_at, id limit :most""",
        member=member_id,
        most=MOST,
    )


async def take_woken(tx: Transaction, ticket_id: int, member_id: int, *, now: datetime) -> int:
    """The line that it is back from hold, if it waits for their first word: it becomes part of their morning line."""
    return await tx.run(
        """update notice set status = 'superseded', reason = 'said in their morning line', ended_at = :now
           where ticket_id = :ticket and member_id = :member and status in ('waiting', 'queued') and held = 1
               and event_id in (select id from event where ticket_id = :ticket and kind = 'ticket_woke')""",
        ticket=ticket_id,
        member=member_id,
        now=now,
    )


async def list_free_for(tx: Transaction, member_id: int) -> list[Ticket]:
    """Free ones of their roles that they may read and didn't pass on; the most pressing first."""
    return await tx.all(
        Ticket,
        """select ticket.* from membership cross join ticket on ticket.role_id = membership.role_id
           where membership.member_id = :member and ticket.closed_at is null and ticket.owner_id is null
               and (ticket.private = 0 or membership.confirmed = 1)
               and not exists (select 1 from prompt join prompt_answer on prompt_answer.prompt_id = prompt.id
                   where prompt.ticket_id = ticket.id and prompt_answer.member_id = :member)
           order by ticket.priority desc, ticket.id limit :most""",
        member=member_id,
        most=MOST,
    )
