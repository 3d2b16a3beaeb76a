"""Tickets that rest: until a moment, or until somebody resumes them."""

from datetime import datetime

from store.database import Transaction
from store.records import Ticket


async def put(
    tx: Transaction, ticket_id: int, *, was: int, state: int, until: datetime | None, now: datetime
) -> Ticket | None:
    """Move it from state `was` to one in which it waits; None if somebody was faster."""
    return await tx.one(
        Ticket,
        """update ticket set state = :state, held_until = :until, held_by = null, changed_at = :now
           where id = :id and state = :was and closed_at is null returning *""",
        id=ticket_id,
        was=was,
        state=state,
        until=until,
        now=now,
    )


async def put_reason(tx: Transaction, ticket_id: int, event_id: int) -> int:
    """`event_id`: the event that says why."""
    return await tx.run("update ticket set held_by = :event where id = :id", id=ticket_id, event=event_id)


async def get_held(tx: Transaction, ticket_id: int) -> Ticket | None:
    return await tx.one(Ticket, "select * from ticket where id = :id and held_by is not null", id=ticket_id)


async def list_asked(tx: Transaction, member_id: int) -> list[Ticket]:
    """Open tickets of that reporter with a question that they have read and not answered, oldest first."""
    return await tx.all(
        Ticket,
        """select ticket.* from ticket join event on event.id = ticket.held_by
           where ticket.reporter_id = :member and ticket.closed_at is null and event.kind = 'ticket_asked'
               and exists (select 1 from notice where notice.ticket_id = ticket.id and notice.event_id = ticket.held_by
                   and notice.status = 'sent' and notice.member_id = :member)
           order by ticket.id""",
        member=member_id,
    )


async def list_asked_of_mask(tx: Transaction, *, network: str, mask: str) -> list[Ticket]:
    """The same of a reporter who isn't logged in."""
    return await tx.all(
        Ticket,
        """select ticket.* from ticket join event on event.id = ticket.held_by
           where ticket.reporter_id is null and ticket.reporter_network = :network and ticket.reporter_mask = :mask
               and ticket.reporter_bound = 1 and ticket.closed_at is null and event.kind = 'ticket_asked'
               and exists (select 1 from notice where notice.ticket_id = ticket.id and notice.event_id = ticket.held_by
                   and notice.status = 'sent' and notice.target = 'mask')
           order by +ticket.id""",
        network=network,
        mask=mask,
    )
