"""A desk as it is given to others: who there is, and for whom and of what kind tickets are. Nothing is there by which
somebody proves who they are. What tickets say and what happened is in store/exported.py.
"""

from msgspec import Struct

from store.database import Transaction
from store.pages import PART


class MemberRow(Struct, frozen=True):
    """`accounts` is JSON, as are the lists of the others; times are as the store writes them."""

    id: int
    uuid: str
    name: str
    admin: bool
    linked_to: int | None
    created_at: str
    suspended_at: str | None
    asleep: bool
    forgotten_at: str | None
    zone: str | None
    quiet_from: int | None
    quiet_to: int | None
    quiet_mode: str | None
    muted_until: str | None
    away_since: str | None
    seen_at: str | None
    morning_at: str | None
    unquoted_since: str | None
    accounts: str


class RoleRow(Struct, frozen=True):
    id: int
    name: str
    network: str | None
    channel: str | None
    open: bool
    lifetime: int | None
    every: int | None
    digest_every: int | None
    say: str
    next: str | None
    next_id: int | None
    next_after: int | None
    next_prompts: int | None
    zone: str | None
    created_at: str
    deleted_at: str | None
    members: str
    due: str


class TypeRow(Struct, frozen=True):
    name: str
    role: str | None
    priority: int
    keep: int | None
    keep_from: str | None
    afterwards: str
    start: int
    lifetime: int | None
    every: int | None
    states: str
    edges: str
    settings: str
    codes: str


class ClientRow(Struct, frozen=True):
    """Rates are decimal text, for an hour."""

    id: int
    name: str
    currency: str | None
    rate: str | None
    step: int
    per: str
    minimum: int
    created_at: str
    projects: str
    rates: str


class ViewRow(Struct, frozen=True):
    id: int
    name: str
    member: int | None
    role_id: int | None
    query: str
    saved_at: str


class BillRow(Struct, frozen=True):
    """`lines` are what stands on it, `entries` the ids of what is billed by it."""

    id: int
    client_id: int
    client: str
    currency: str
    first_day: str | None
    last_day: str | None
    minutes: int
    amount: int
    member: int | None
    created_at: str
    undone_at: str | None
    lines: str
    entries: str


class Counts(Struct, frozen=True):
    tickets: int
    events: int


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
        """select member.id, uuid, name, admin, linked_to, created_at, suspended_at, asleep, forgotten_at, zone,
               quiet_from, quiet_to, quiet_mode, muted_until, away_since, seen_at, morning_at,
               unquoted.since as unquoted_since, (
               select json_group_array(json(one))
               from (select json_object('network', network, 'account', shown, 'kind', kind, 'folded', value,
                   'created_at', created_at) as one
                   from identity where identity.member_id = member.id and revoked_at is null order by id)) as accounts
           from member left join habit on habit.member_id = member.id
               left join unquoted on unquoted.member_id = member.id
           order by member.id""",
    )


async def roles(tx: Transaction) -> list[RoleRow]:
    return await tx.all(
        RoleRow,
        """select role.id, role.name, role.network, role.channel, role.open, role.lifetime, role.every,
               role.digest_every, role.say, following.name as next, role.next_id, role.next_after, role.next_prompts,
               role.zone, role.created_at, role.deleted_at, (
               select json_group_array(json(one)) from (select json_object('name', member.name, 'id', member.id,
                   'lead', json(iif(lead, 'true', 'false')), 'confirmed', json(iif(confirmed, 'true', 'false')),
                   'joined_at', joined_at) as one from membership join member on member.id = membership.member_id
               where membership.role_id = role.id order by member.id)) as members, (
               select json_group_array(json(one))
               from (select json_object('kind', kind, 'at', due_at) as one from timer
               where kind = 'digest' and subject_id = role.id)) as due
           from role left join role as following on following.id = role.next_id order by role.id""",
    )


async def types(tx: Transaction) -> list[TypeRow]:
    return await tx.all(
        TypeRow,
        """select name, role, priority, keep, keep_from, afterwards, start, lifetime, every, (
               select json_group_array(json(one)) from (select json_object('code', code, 'name', ticket_state.name,
                   'offered', json(iif(offered, 'true', 'false')), 'owned', json(iif(owned, 'true', 'false')),
                   'waiting', json(iif(waiting, 'true', 'false')), 'final', json(iif(final, 'true', 'false')),
                   'lifetime', ticket_state.lifetime, 'every', ticket_state.every, 'onward', onward) as one
                   from ticket_state where ticket_state.type = ticket_type.name order by code)) as states, (
               select json_group_array(json(one))
               from (select json_object('state', state, 'next', next, 'position', position) as one
               from ticket_edge where ticket_edge.type = ticket_type.name order by state, position, next)) as edges, (
               select json_group_array(json(one))
               from (select json_object('state', state, 'name', type_setting.name, 'value', value,
                   'member', member_id, 'set_at', set_at) as one
                   from type_setting where type_setting.type = ticket_type.name
                   order by state, type_setting.name)) as settings, (
               select json_group_array(json(one))
               from (select json_object('state', state, 'code', code) as one
               from service_code where service_code.type = ticket_type.name order by state)) as codes
           from ticket_type order by name""",
    )


async def clients(tx: Transaction) -> list[ClientRow]:
    return await tx.all(
        ClientRow,
        """select id, name, currency, rate, step, per, minimum, created_at, (
               select json_group_array(json(one))
               from (select json_object('id', project.id, 'name', project.name, 'rate', project.rate,
                   'created_at', project.created_at) as one
                   from project where project.client_id = client.id order by project.id)) as projects, (
               select json_group_array(json(one))
               from (select json_object('member', member_id, 'project', project_id, 'rate',
               member_rate.rate) as one
               from member_rate where member_rate.client_id = client.id order by member_id, project_id)) as rates
           from client order by id""",
    )


async def views(tx: Transaction) -> list[ViewRow]:
    return await tx.all(
        ViewRow, "select id, name, member_id as member, role_id, query, saved_at from saved_view order by id"
    )


async def bills_after(tx: Transaction, last: int) -> list[BillRow]:
    return await tx.all(
        BillRow,
        """select id, client_id, client, currency, first_day, last_day, minutes, amount, member_id as member,
               created_at, undone_at, (
               select json_group_array(json(one)) from (
                   select json_object('entry', entry_id, 'ticket', ticket_id, 'title', title,
                       'project_id', project_id, 'project', project, 'member', member_id, 'person', person,
                       'day', day, 'minutes', bill_line.minutes, 'charged', charged, 'rate', rate, 'step', step,
                       'per', per, 'minimum', minimum, 'amount', bill_line.amount) as one
                   from bill_line where bill_line.bill_id = bill.id order by bill_line.id)) as lines, (
               select json_group_array(entry_id) from (
                   select entry_id from billed where billed.bill_id = bill.id order by entry_id)) as entries
           from bill where bill.id > :last order by bill.id limit :part""",
        last=last,
        part=PART,
    )
