"""The journal: events are added and read, never changed. It is the bus that everything else hears.

Members in them are read as who they are by now (store/links.py).
"""

import json
from datetime import datetime
from typing import Any

from msgspec import Struct

from store.database import Transaction
from store.links import as_of_now
from store.records import Event


async def add(
    tx: Transaction,
    *,
    uuid: str,
    desk: str,
    at: datetime,
    kind: str,
    ticket_id: int | None,
    role_id: int | None,
    prompt_id: int | None,
    member_id: int | None,
    actor: str,
    network: str | None,
    place: str | None,
    data: dict[str, Any],
    arrival_id: int | None = None,
) -> int:
    """The event's id: later ones have higher ids, in the order of their commits (SQLite has one writer)."""
    added = await tx.value(
        """insert into event (uuid, desk, at, kind, ticket_id, role_id, prompt_id, member_id, actor, network, place,
               data, arrival_id)
           values (:uuid, :desk, :at, :kind, :ticket, :role, :prompt, :member, :actor, :network, :place, :data,
               :arrival)
           returning id""",
        uuid=uuid,
        desk=desk,
        at=at,
        kind=kind,
        ticket=ticket_id,
        role=role_id,
        prompt=prompt_id,
        member=member_id,
        actor=actor,
        network=network,
        place=place,
        data=data,
        arrival=arrival_id,
    )
    assert added is not None, "an insert returns its row"
    return int(added)


async def add_texts(tx: Transaction, event_id: int, texts: dict[str, str]) -> int:
    """What people wrote stands apart from the event, so that it can be erased without touching the journal."""
    return await tx.run("insert into event_text (event_id, texts) values (:event, :texts)", event=event_id, texts=texts)


async def move_texts(tx: Transaction, event_id: int, *, to: int) -> int:
    """What was written in the one stands beside the other from now on; 0 if it was erased."""
    return await tx.run("update event_text set event_id = :to where event_id = :event", event=event_id, to=to)


async def get(tx: Transaction, event_id: int) -> Event | None:
    found = await tx.all(
        Event,
        """select event.*, coalesce(event_text.texts, '{}') as texts
           from event left join event_text on event_text.event_id = event.id
           where event.id = :id""",
        id=event_id,
    )
    return next(iter(await as_of_now(tx, found)), None)


async def list_after(tx: Transaction, event_id: int, *, limit: int) -> list[Event]:
    found = await tx.all(
        Event,
        """select event.*, coalesce(event_text.texts, '{}') as texts
           from event left join event_text on event_text.event_id = event.id
           where event.id > :after order by event.id limit :limit""",
        after=event_id,
        limit=limit,
    )
    return await as_of_now(tx, found)


async def list_news(tx: Transaction, event_id: int, *, limit: int) -> list[Event]:
    """What happened here, and nothing that came in from elsewhere."""
    found = await tx.all(
        Event,
        """select event.*, coalesce(event_text.texts, '{}') as texts
           from event left join event_text on event_text.event_id = event.id
           where event.id > :after and event.arrival_id is null order by event.id limit :limit""",
        after=event_id,
        limit=limit,
    )
    return await as_of_now(tx, found)


class Kind(Struct, frozen=True):
    """Of an event alone."""

    id: int
    kind: str


async def list_kinds(tx: Transaction, event_id: int, *, limit: int) -> list[Kind]:
    """Of the news behind that event."""
    return await tx.all(
        Kind,
        "select id, kind from event where id > :after and arrival_id is null order by id limit :limit",
        after=event_id,
        limit=limit,
    )


async def list_of_ticket(tx: Transaction, ticket_id: int) -> list[Event]:
    found = await tx.all(
        Event,
        """select event.*, coalesce(event_text.texts, '{}') as texts
           from event left join event_text on event_text.event_id = event.id
           where event.ticket_id = :ticket order by event.id""",
        ticket=ticket_id,
    )
    return await as_of_now(tx, found)


async def list_of_member(tx: Transaction, member_id: int, *, since: datetime) -> list[Event]:
    """What they opened or called urgent from that moment on."""
    return await tx.all(
        Event,
        """select event.*, '{}' as texts from event
           where member_id in (select id from member where id = :member or linked_to = :member) and at >= :since
               and kind in ('ticket_opened', 'ticket_urgent') and arrival_id is null order by id""",
        member=member_id,
        since=since,
    )


async def kind_of(tx: Transaction, event_id: int) -> str | None:
    found = await tx.value("select kind from event where id = :id", id=event_id)
    return str(found) if found is not None else None


async def texts_of(tx: Transaction, event_id: int) -> dict[str, str]:
    """What was written in it; nothing where that was erased."""
    return json.loads(
        str(await tx.value("select texts from event_text where event_id = :event", event=event_id) or "{}")
    )


async def changed_since_digest(tx: Transaction, role_id: int) -> bool:
    """Whether anything has happened to a ticket of the role since its last digest. What becomes of those that are long
    over is nothing that lies open."""
    found = await tx.value(
        """select 1 from event where role_id = :role and ticket_id is not null
               and kind not in ('ticket_archived', 'ticket_erased')
               and id > (select coalesce(max(id), 0) from event where role_id = :role and kind = 'digest_due')
           limit 1""",
        role=role_id,
    )
    return bool(found)


async def first_of_prompt(tx: Transaction, ticket_id: int, prompt_id: int) -> int | None:
    """The event in which that offer of that ticket was opened."""
    found = await tx.value(
        "select min(id) from event where ticket_id = :ticket and prompt_id = :prompt",
        ticket=ticket_id,
        prompt=prompt_id,
    )
    return int(found) if found is not None else None


async def last_id(tx: Transaction) -> int:
    return int(await tx.value("select max(id) from event") or 0)


async def was_erased_after(tx: Transaction, event_id: int) -> bool:
    """Whether words of earlier events were erased since that one."""
    found = await tx.value(
        """select 1 from event where id > :after
               and kind in ('text_redacted', 'ticket_erased', 'member_forgotten', 'change_undone') limit 1""",
        after=event_id,
    )
    return found is not None


class Touched(Struct, frozen=True):
    """`member_id`: who did it, `person`: to whom."""

    ticket_id: int | None
    member_id: int | None
    person: int | None


async def list_touched(tx: Transaction, event_id: int) -> list[Touched]:
    """To what anything happened after that event."""
    return await tx.all(
        Touched,
        "select distinct ticket_id, member_id, data ->> '$.person' as person from event where id > :event",
        event=event_id,
    )


async def last_before_news(tx: Transaction, event_id: int) -> int:
    """How far one may go on behind that event without passing anything that happened here."""
    found = await tx.value(
        """select coalesce((select min(id) - 1 from event where id > :event and arrival_id is null),
               (select max(id) from event), 0)""",
        event=event_id,
    )
    return int(found or 0)
