"""What it takes to take a change back: who did what last, the ticket as it was, its offers as they were."""

from datetime import datetime

from store.database import Transaction
from store.links import as_of_now
from store.records import Event, Prompt, Ticket


async def list_of_member(tx: Transaction, member_id: int, *, since: datetime) -> list[Event]:
    """What they did from that moment on, oldest first."""
    found = await tx.all(
        Event,
        """select event.*, coalesce(event_text.texts, '{}') as texts
           from event left join event_text on event_text.event_id = event.id
           where event.member_id in (select id from member where id = :member or linked_to = :member)
               and event.at >= :since and event.arrival_id is null
           order by event.id""",
        member=member_id,
        since=since,
    )
    return await as_of_now(tx, found)


async def list_of_stranger(tx: Transaction, *, network: str, mask: str, since: datetime) -> list[Event]:
    """What a reporter who isn't logged in did to their tickets: nobody else without a name does anything to those."""
    return await tx.all(
        Event,
        """select event.*, coalesce(event_text.texts, '{}') as texts
           from ticket join event on event.ticket_id = ticket.id left join event_text on event_text.event_id = event.id
           where ticket.reporter_id is null and ticket.reporter_network = :network and ticket.reporter_mask = :mask
               and ticket.reporter_bound = 1 and event.member_id is null and event.network = :network
               and event.at >= :since and event.arrival_id is null
           order by event.id""",
        network=network,
        mask=mask,
        since=since,
    )


async def list_at_shell(tx: Transaction, *, network: str | None, actor: str, since: datetime, most: int) -> list[Event]:
    """What somebody who is no member did at a shell. Nothing leads there from their name, so that only the newest
    events are looked through, `most` of them."""
    return await tx.all(
        Event,
        """select event.*, coalesce(event_text.texts, '{}') as texts
           from event left join event_text on event_text.event_id = event.id
           where event.id > (select max(id) from event) - :most and event.member_id is null
               and event.network is :network and event.actor = :actor and event.place is null
               and event.at >= :since and event.arrival_id is null
           order by event.id""",
        network=network,
        actor=actor,
        since=since,
        most=most,
    )


async def has_left(tx: Transaction, role_id: int, member_id: int, *, since_event: int) -> bool:
    """Whether they left the role, or were removed from it, after that event, and aren't in it again."""
    found = await tx.value(
        """select 1 from event where id > :since and role_id = :role and kind in ('role_left', 'role_member_removed')
               and json_extract(data, '$.person') in (select id from member where id = :member or linked_to = :member)
               and not exists (select 1 from membership where role_id = :role and member_id = :member)
           limit 1""",
        since=since_event,
        role=role_id,
        member=member_id,
    )
    return found is not None


async def put_back(
    tx: Transaction,
    was: Ticket,
    *,
    state: int,
    owner_id: int | None,
    role_id: int,
    priority: int,
    title: str,
    description: str,
    resolution: str | None,
    accepted_at: datetime | None,
    closed_at: datetime | None,
    archived_at: datetime | None,
    held_until: datetime | None,
    held_by: int | None,
    now: datetime,
) -> Ticket | None:
    """All that verbs change of a ticket; None if it isn't any more as it `was`."""
    return await tx.one(
        Ticket,
        """update ticket set state = :state, owner_id = :owner, role_id = :role, priority = :priority, title = :title,
               description = :description, resolution = :resolution, accepted_at = :accepted, closed_at = :closed,
               archived_at = :archived, held_until = :held_until, held_by = :held_by, changed_at = :now
           where id = :id and state = :was_state and owner_id is :was_owner and role_id = :was_role returning *""",
        id=was.id,
        was_state=was.state,
        was_owner=was.owner_id,
        was_role=was.role_id,
        state=state,
        owner=owner_id,
        role=role_id,
        priority=priority,
        title=title,
        description=description,
        resolution=resolution,
        accepted=accepted_at,
        closed=closed_at,
        archived=archived_at,
        held_until=held_until,
        held_by=held_by,
        now=now,
    )


async def list_offers(tx: Transaction, ticket_id: int) -> list[Prompt]:
    """Every offer of it that there ever was, newest first."""
    return await tx.all(Prompt, "select * from prompt where ticket_id = :ticket order by id desc", ticket=ticket_id)


async def open_again(tx: Transaction, prompt_id: int, *, expires_at: datetime) -> Prompt | None:
    """An offer that is over; None if it is open."""
    return await tx.one(
        Prompt,
        """update prompt set state = 'open', ended_at = null, expires_at = :expires
           where id = :id and state <> 'open' returning *""",
        id=prompt_id,
        expires=expires_at,
    )


async def drop_answer(tx: Transaction, prompt_id: int, member_id: int) -> int:
    return await tx.run(
        "delete from prompt_answer where prompt_id = :prompt and member_id = :member",
        prompt=prompt_id,
        member=member_id,
    )


async def erase_texts(tx: Transaction, event_id: int) -> int:
    return await tx.run("delete from event_text where event_id = :event", event=event_id)


async def unsay(tx: Transaction, ticket_id: int, *, from_event: int, now: datetime) -> int:
    """What is still to be said of a ticket since that event needn't be."""
    return await tx.run(
        """update notice set status = 'superseded', reason = 'it was undone', ended_at = :now, text = '', brief = ''
           where ticket_id = :ticket and event_id >= :event and status in ('queued', 'waiting')""",
        ticket=ticket_id,
        event=from_event,
        now=now,
    )


async def revive(tx: Transaction, prompt_id: int, *, since: datetime) -> int:
    """The lines of an offer that were dropped because it was over, and that nobody has heard."""
    return await tx.run(
        """update notice set status = 'queued', ended_at = null, reason = ''
           where prompt_id = :prompt and holds = 'offer' and status = 'superseded' and ended_at >= :since
               and text <> ''""",
        prompt=prompt_id,
        since=since,
    )
