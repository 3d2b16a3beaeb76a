"""A desk as it is given to others: names in the place of numbers, and nothing by which somebody proves who they are.

Each function gives the next part (`PART` rows), for there may be a million. `private`: private tickets, too.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, LiteralString

from store.database import Transaction
from store.pages import PART


@dataclass(frozen=True, slots=True)
class MemberRow:
    """`accounts` is JSON, as are the lists of the others; times are as the store writes them."""

    id: int
    uuid: str
    name: str
    admin: bool
    linked_to: int | None
    created_at: str
    suspended_at: str | None
    forgotten_at: str | None
    accounts: str


@dataclass(frozen=True, slots=True)
class RoleRow:
    name: str
    network: str | None
    channel: str | None
    open: bool
    lifetime: int | None
    every: int | None
    next: str | None
    created_at: str
    deleted_at: str | None
    members: str


@dataclass(frozen=True, slots=True)
class TypeRow:
    name: str
    role: str | None
    priority: int
    keep: int | None
    afterwards: str
    states: str


@dataclass(frozen=True, slots=True)
class TicketRow:
    number: int
    uuid: str
    type: str
    state: str
    code: int
    resolution: str | None
    role: str
    priority: int
    private: bool
    title: str
    description: str
    owner: str | None
    reporter: str
    opener: str | None
    key: str | None
    times: int
    opened_at: str
    changed_at: str
    accepted_at: str | None
    closed_at: str | None
    held_until: str | None
    archived_at: str | None
    erased_at: str | None
    watchers: str
    relations: str


@dataclass(frozen=True, slots=True)
class EventRow:
    id: int
    uuid: str
    at: str
    kind: str
    ticket: int | None
    role: str | None
    member: int | None
    actor: str
    network: str | None
    place: str | None
    data: dict[str, Any]
    texts: dict[str, str]


@dataclass(frozen=True, slots=True)
class Counts:
    tickets: int
    events: int


@dataclass(frozen=True, slots=True)
class Number:
    id: int


EVENTS: LiteralString = """select event.id, event.uuid, event.at, event.kind, event.ticket_id as ticket,
        role.name as role, event.member_id as member, event.actor, event.network, event.place, event.data,
        coalesce(event_text.texts, '{}') as texts
    from event left join role on role.id = event.role_id left join event_text on event_text.event_id = event.id"""
NAMES_NONE: LiteralString = """not exists (select 1 from ticket as other
        where other.id = json_extract(event.data, '$.other') and other.private = 1)"""
"""No private ticket, that is."""


async def count(tx: Transaction) -> Counts:
    found = await tx.one(
        Counts, "select (select count(*) from ticket) as tickets, (select count(*) from event) as events"
    )
    assert found is not None, "counts are one row"
    return found


async def members(tx: Transaction) -> list[MemberRow]:
    """Accounts are names; what proves them (passwords, hostmasks, certificates) isn't here."""
    return await tx.all(
        MemberRow,
        """select id, uuid, name, admin, linked_to, created_at, suspended_at, forgotten_at, (
               select json_group_array(json_object('network', network, 'account', shown)) from identity
               where identity.member_id = member.id and revoked_at is null) as accounts
           from member order by id""",
    )


async def roles(tx: Transaction) -> list[RoleRow]:
    return await tx.all(
        RoleRow,
        """select role.name, role.network, role.channel, role.open, role.lifetime, role.every, following.name as next,
               role.created_at, role.deleted_at, (
               select json_group_array(json_object('name', member.name, 'lead', json(iif(lead, 'true', 'false')),
                   'confirmed', json(iif(confirmed, 'true', 'false'))))
               from membership join member on member.id = membership.member_id
               where membership.role_id = role.id) as members
           from role left join role as following on following.id = role.next_id order by role.id""",
    )


async def types(tx: Transaction) -> list[TypeRow]:
    return await tx.all(
        TypeRow,
        """select name, role, priority, keep, afterwards, (
               select json_group_array(json_object('code', code, 'name', ticket_state.name)) from ticket_state
               where ticket_state.type = ticket_type.name) as states
           from ticket_type order by name""",
    )


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
        """select ticket.id as number, ticket.uuid, ticket.type, ticket_state.name as state, ticket.state as code,
               ticket.resolution, role.name as role, ticket.priority, ticket.private, ticket.title, ticket.description,
               owner.name as owner, ticket.reporter_name as reporter, opener.name as opener, ticket.key, ticket.times,
               ticket.opened_at, ticket.changed_at, ticket.accepted_at, ticket.closed_at, ticket.held_until,
               ticket.archived_at, ticket.erased_at, (
               select json_group_array(member.name) from watcher join member on member.id = watcher.member_id
               where watcher.ticket_id = ticket.id) as watchers, (
               select json_group_array(json_object('kind', relation.kind, 'ticket', other_id))
               from relation join ticket as other on other.id = relation.other_id
               where relation.ticket_id = ticket.id and (other.private = 0 or :private)) as relations
           from ticket join role on role.id = ticket.role_id
               join ticket_state on ticket_state.type = ticket.type and ticket_state.code = ticket.state
               left join member as owner on owner.id = ticket.owner_id
               left join member as opener on opener.id = ticket.opener_id
           where ticket.id in (select value from json_each(:numbers)) order by ticket.id""",
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
