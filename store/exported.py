"""Tickets and events as they are given to others: whole, and nothing by which somebody proves who they are.

Each function gives the next part (`PART` rows), for there may be a million. `private`: private tickets, too.
"""

import json
from collections.abc import Sequence
from typing import Any, LiteralString

from msgspec import Struct

from store.database import Transaction
from store.pages import PART


class TicketRow(Struct, frozen=True):
    """`stay`, and what is many, is JSON; times are as the store writes them."""

    number: int
    uuid: str
    desk: str
    type: str
    state: str
    code: int
    resolution: str | None
    role: str
    role_id: int
    priority: int
    private: bool
    title: str
    description: str
    owner: str | None
    owner_id: int | None
    reporter: str
    reporter_id: int | None
    network: str
    opener: str | None
    opener_id: int | None
    key: str | None
    times: int
    client: str | None
    client_id: int | None
    project: str | None
    project_id: int | None
    opened_at: str
    changed_at: str
    accepted_at: str | None
    closed_at: str | None
    held_until: str | None
    held_by: int | None
    archived_at: str | None
    erased_at: str | None
    aliases: str
    watchers: str
    watching: str
    relations: str
    offers: str
    time: str
    stay: str
    troubles: str
    notes: str
    due: str


class EventRow(Struct, frozen=True):
    id: int
    uuid: str
    desk: str
    at: str
    kind: str
    ticket: int | None
    role: str | None
    role_id: int | None
    prompt: int | None
    member: int | None
    actor: str
    network: str | None
    place: str | None
    alias: dict[str, str] | None
    data: dict[str, Any]
    texts: dict[str, str]


class Number(Struct, frozen=True):
    id: int


EVENTS: LiteralString = """select event.id, event.uuid, event.desk, event.at, event.kind, event.ticket_id as ticket,
        role.name as role, event.role_id, event.prompt_id as prompt, event.member_id as member, event.actor,
        event.network, event.place, case when event.arrival_id is not null then (
            select json_object('label', label, 'key', key) from event_alias where event_alias.event_id = event.id
            order by label, key limit 1) end as alias, event.data, coalesce(event_text.texts, '{}') as texts
    from event left join role on role.id = event.role_id left join event_text on event_text.event_id = event.id"""
NAMES_NONE: LiteralString = """not exists (select 1 from ticket as other
        where other.id = json_extract(event.data, '$.other') and other.private = 1)"""
"""No private ticket, that is."""

COLUMNS: LiteralString = """select ticket.id as number, ticket.uuid, ticket.desk, ticket.type,
        ticket_state.name as state, ticket.state as code, ticket.resolution, role.name as role, ticket.role_id,
        ticket.priority, ticket.private, ticket.title, ticket.description, owner.name as owner, ticket.owner_id,
        ticket.reporter_name as reporter, ticket.reporter_id, ticket.reporter_network as network,
        opener.name as opener, ticket.opener_id, ticket.key, ticket.times, client.name as client,
        ticket_client.client_id, project.name as project, ticket_client.project_id, ticket.opened_at,
        ticket.changed_at, ticket.accepted_at, ticket.closed_at, ticket.held_until, ticket.held_by,
        ticket.archived_at, ticket.erased_at, """

FOLLOWED: LiteralString = """
    (select json_group_array(json(one)) from (select json_object('label', label, 'key', key) as one
        from ticket_alias where ticket_alias.ticket_id = ticket.id order by label, key)) as aliases,
    (select json_group_array(one) from (select member.name as one
        from watcher join member on member.id = watcher.member_id where watcher.ticket_id = ticket.id
            order by member.id)) as watchers,
    (select json_group_array(json(one)) from (select json_object('member', member_id, 'since', since) as one
        from watcher where watcher.ticket_id = ticket.id order by member_id)) as watching,
    (select json_group_array(json(one))
        from (select json_object('kind', relation.kind, 'ticket', other_id, 'since',
            relation.created_at) as one from relation join ticket as other on other.id = relation.other_id
        where relation.ticket_id = ticket.id and (other.private = 0 or :private)
            order by relation.id)) as relations"""

OFFERED: LiteralString = """
    (select json_group_array(json(one))
        from (select json_object('id', prompt.id, 'role_id', role_id, 'member', member_id,
            'asker_id', asker_id, 'asker', asker_name, 'state', state, 'opened_at', opened_at,
            'expires_at', expires_at, 'lifetime', lifetime, 'ends_by', ends_by, 'every', every, 'repeats', repeats,
            'heard_at', heard_at, 'ended_at', ended_at, 'bundle', bundle,
            'answers', json((select json_group_array(json(one))
            from (select json_object('member', member_id, 'answer', answer,
                    'at', answered_at) as one
                    from prompt_answer where prompt_id = prompt.id order by answered_at, member_id))),
            'snoozes', json((select json_group_array(json(one))
            from (select json_object('member', snooze.member_id, 'until', until,
                    'due_at', timer.due_at) as one
                    from snooze left join timer on timer.kind = 'snooze_end' and timer.subject_id = snooze.id
                where prompt_id = prompt.id order by snooze.id))),
            'due', json((select json_group_array(json(one))
            from (select json_object('kind', kind, 'at', due_at) as one from timer
                where kind in ('prompt_repeat', 'prompt_half', 'prompt_end', 'prompt_absent')
                    and subject_id = prompt.id order by kind)))) as one
                    from prompt where prompt.ticket_id = ticket.id order by prompt.id)) as offers"""

WORKED: LiteralString = """
    (select json_group_array(json(one))
        from (select json_object('id', worked.id, 'member', member_id, 'minutes', minutes, 'day', day,
            'corrects', corrects, 'event', event_id, 'created_at', created_at) as one
            from worked where worked.ticket_id = ticket.id order by worked.id)) as time"""

STANDS: LiteralString = """
    (select json_object('visit', visit, 'since', since, 'todo', todo, 'steps', steps, 'tries', tries,
            'overdue', overdue, 'waits_for', (select other.id from ticket as other
                where other.id = stay.waits_for and (other.private = 0 or :private)))
        from stay where stay.ticket_id = ticket.id) as stay,
    (select json_group_array(json(one)) from (select json_object('type', type, 'code', state, 'error', error,
            'since', since, 'ticket', (select other.id from ticket as other
                where other.id = trouble.error_id and (other.private = 0 or :private))) as one
                from trouble where trouble.ticket_id = ticket.id order by type, state)) as troubles,
    (select json_group_array(json(one))
        from (select json_object('type', type, 'code', state, 'sender', sender, 'text', text,
            'created_at', created_at) as one from note where note.ticket_id = ticket.id order by note.id)) as notes,
    (select json_group_array(json(one)) from (select json_object('kind', kind, 'at', due_at) as one from timer
        where kind in ('hold_end', 'ask_again', 'stay_end', 'stay_wait') and subject_id = ticket.id
            order by kind)) as due"""


FROM: LiteralString = """
    from ticket join role on role.id = ticket.role_id
        join ticket_state on ticket_state.type = ticket.type and ticket_state.code = ticket.state
        left join member as owner on owner.id = ticket.owner_id
        left join member as opener on opener.id = ticket.opener_id
        left join ticket_client on ticket_client.ticket_id = ticket.id
        left join client on client.id = ticket_client.client_id
        left join project on project.id = ticket_client.project_id
    where ticket.id in (select value from json_each(:numbers)) order by ticket.id"""


async def numbers_after(tx: Transaction, last: int, *, private: bool) -> list[int]:
    found = await tx.all(
        Number,
        "select id from ticket where id > :last and (private = 0 or :private) order by id limit :part",
        last=last,
        private=private,
        part=PART,
    )
    return [one.id for one in found]


async def tickets(tx: Transaction, numbers: Sequence[int], *, private: bool) -> list[TicketRow]:
    """Those, by their numbers. Of relations, none to what isn't given."""
    return await tx.all(
        TicketRow,
        COLUMNS + FOLLOWED + "," + OFFERED + "," + WORKED + "," + STANDS + FROM,
        numbers=json.dumps(list(numbers)),
        private=private,
    )


async def events_after(tx: Transaction, last: int, *, private: bool) -> list[EventRow]:
    """None of a private ticket, and none that names one."""
    return await tx.all(
        EventRow,
        EVENTS
        + """ left join ticket on ticket.id = event.ticket_id
           where event.id > :last and (:private or (coalesce(ticket.private, 0) = 0 and """
        + NAMES_NONE
        + ")) order by event.id limit :part",
        last=last,
        private=private,
        part=PART,
    )


async def events_of(tx: Transaction, number: int, last: int, *, private: bool) -> list[EventRow]:
    """The same of one ticket."""
    return await tx.all(
        EventRow,
        EVENTS
        + " where event.ticket_id = :number and event.id > :last and (:private or "
        + NAMES_NONE
        + ") order by event.id limit :part",
        number=number,
        last=last,
        private=private,
        part=PART,
    )
