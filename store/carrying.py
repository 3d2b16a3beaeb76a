"""Rows of another desk, put down here as they stood there: what they name is called as it is here by then.

A statement for each thing. `carried_as` says what the members, roles, clients and projects of the other desk are here;
its events, offers and entries have ids in a row that was set aside for them (`carried_range`).
"""

from collections.abc import Mapping, Sequence
from typing import LiteralString

from msgspec import Struct

from store.database import Transaction
from store.rows import Value

RANGES: Mapping[str, LiteralString] = {"event": "event", "prompt": "prompt", "entry": "worked"}
"""What has ids of such a row, and the table."""

PUTS: Mapping[str, LiteralString] = {
    "ticket": """insert into ticket (id, uuid, desk, type, state, resolution, role_id, title, description, priority,
            private, owner_id, reporter_id, reporter_name, reporter_network, reporter_bound, opened_at, changed_at,
            accepted_at, closed_at, held_until, key, times, opener_id, archived_at, erased_at)
        values (:id, :uuid, :desk, :type, case when exists (
                select 1 from ticket_state where ticket_state.type = :type and code = :state) then :state
                else (select start from ticket_type where name = :type) end,
            :resolution, :role, :title, :description, :priority, :private,
            :owner, :reporter, :reporter_name, :network, 0, :opened_at, :changed_at, :accepted_at, :closed_at,
            :held_until, case when :closed_at is null and exists (select 1 from ticket as other
                where other.reporter_id = :reporter and other.key = :key and other.closed_at is null)
                then null else :key end,
            :times, :opener, :archived_at, :erased_at)""",
    "held": "update ticket set held_by = :event where id = :ticket",
    "stay": """update stay set visit = :visit, since = :since, todo = :todo, steps = :steps, tries = :tries,
            overdue = :overdue where ticket_id = :ticket""",
    "waiting": "update stay set waits_for = :other where ticket_id = :ticket",
    "account": """insert into ticket_client (ticket_id, client_id, project_id) values (:ticket, :client, :project)""",
    "watcher": """insert or ignore into watcher (ticket_id, member_id, since) values (:ticket, :member, :since)""",
    "prompt": """insert into prompt (id, ticket_id, role_id, member_id, asker_id, asker_name, state, opened_at,
            expires_at, lifetime, ends_by, every, repeats, heard_at, ended_at)
        values (:id, :ticket, :role, :member, :asker_id, :asker, :state, :opened_at, :expires_at, :lifetime, :ends_by,
            :every, :repeats, :heard_at, :ended_at)""",
    "bundle": """update prompt set bundle = :bundle where id = :id and exists (
            select 1 from prompt as first where first.id = :bundle)""",
    "answer": """insert or ignore into prompt_answer (prompt_id, member_id, answer, answered_at)
        values (:prompt, :member, :answer, :at)""",
    "snooze": """insert or ignore into snooze (prompt_id, member_id, until) values (:prompt, :member, :until)""",
    "snooze due": """insert or ignore into timer (kind, subject_id, due_at)
        select 'snooze_end', id, :due_at from snooze where prompt_id = :prompt and member_id = :member""",
    "timer": "insert or ignore into timer (kind, subject_id, due_at) values (:kind, :subject, :at)",
    "event": """insert into event (id, uuid, desk, at, kind, ticket_id, role_id, prompt_id, member_id, actor, network,
            place, data, arrival_id)
        values (:id, :uuid, :desk, :at, :kind, :ticket, :role, :prompt, :member, :actor, :network, :place, :data,
            :arrival)""",
    "texts": "insert into event_text (event_id, texts) values (:event, :texts)",
    "entry": """insert into worked (id, ticket_id, member_id, minutes, day, corrects, event_id, created_at)
        values (:id, :ticket, :member, :minutes, :day, :corrects, :event, :created_at)""",
    "relation": """insert or ignore into relation (ticket_id, kind, other_id, created_at)
        values (:ticket, :kind, :other, :since)""",
    "trouble": """insert or ignore into trouble (ticket_id, type, state, error_id, error, since)
        values (:ticket, :type, :state, :other, :error, :since)""",
    "note": """insert into note (type, state, ticket_id, sender, text, created_at)
        values (:type, :state, :ticket, :sender, :text, :created_at)""",
    "forgotten": "update member set name_key = 'forgotten ' || id where id = :id",
    "admin": "update member set admin = 1 where id = :id",
    "linked": "update member set linked_to = :into where id = :id and id <> :into",
    "identity": """insert or ignore into identity (member_id, kind, network, value, shown, created_at)
        values (:member, :kind, :network, :folded, :account, :created_at)""",
    "habit": """insert or ignore into habit (member_id, zone, quiet_from, quiet_to, quiet_mode, muted_until, away_since,
            seen_at, morning_at)
        values (:member, :zone, :quiet_from, :quiet_to, :quiet_mode, :muted_until, :away_since, :seen_at,
            :morning_at)""",
    "unquoted": "insert or ignore into unquoted (member_id, since) values (:member, :since)",
    "role": """update role set network = :network, channel = :channel, channel_key = lower(:channel), open = :open,
            lifetime = :lifetime, every = :every, digest_every = :digest_every, say = :say, zone = :zone
        where id = :id""",
    "next role": """update role set next_id = :next, next_after = :after, next_prompts = :prompts
        where id = :id and id <> :next and next_id is null""",
    "membership": """insert or ignore into membership (role_id, member_id, confirmed, lead, joined_at)
        values (:role, :member, :confirmed, :lead, :joined_at)""",
    "type": """insert into ticket_type (name, start, lifetime, every, role, priority, keep, afterwards, keep_from)
        values (:name, :start, :lifetime, :every, :role, :priority, :keep, :afterwards, :keep_from)
        on conflict (name) do update set start = excluded.start, lifetime = excluded.lifetime, every = excluded.every,
            role = excluded.role, priority = excluded.priority, keep = excluded.keep, afterwards = excluded.afterwards,
            keep_from = excluded.keep_from""",
    "state": """insert into ticket_state (type, code, name, offered, owned, waiting, final, lifetime, every, onward)
        values (:type, :code, :name, :offered, :owned, :waiting, :final, :lifetime, :every, :onward)
        on conflict (type, code) do update set name = excluded.name, offered = excluded.offered, owned = excluded.owned,
            waiting = excluded.waiting, final = excluded.final, lifetime = excluded.lifetime, every = excluded.every,
            onward = excluded.onward""",
    "no edges": "delete from ticket_edge where type = :type",
    "edge": """insert or ignore into ticket_edge (type, state, next, position)
        values (:type, :state, :next, :position)""",
    "setting": """insert or ignore into type_setting (type, state, name, value, member_id, set_at)
        values (:type, :state, :name, :value, :member, :set_at)""",
    "code": """insert or ignore into service_code (type, state, code) values (:type, :state, :code)""",
    "rate": """insert or ignore into member_rate (client_id, project_id, member_id, rate)
        values (:client, :project, :member, :rate)""",
    "alias": "insert or ignore into ticket_alias (label, key, ticket_id) values (:label, :key, :ticket)",
    "event alias": "insert or ignore into event_alias (label, key, event_id) values (:label, :key, :event)",
    "bill line": """insert or ignore into bill_line (bill_id, entry_id, ticket_id, title, project_id, project,
            member_id, person, day, minutes, charged, rate, step, per, minimum, amount)
        values (:bill, :entry, :ticket, :title, :project_id, :project, :member, :person, :day, :minutes, :charged,
            :rate, :step, :per, :minimum, :amount)""",
    "billed": "insert or ignore into billed (entry_id, bill_id) values (:entry, :bill)",
    "view": """insert or ignore into saved_view (id, name, name_key, member_id, role_id, query, saved_at)
        values (case when exists (select 1 from saved_view where id = :id) then null else :id end, :name, :key,
            :member, :role, :query, :saved_at)""",
}

NEW: Mapping[str, LiteralString] = {
    "member": """insert into member (id, uuid, name, name_key, admin, created_at, suspended_at, asleep, forgotten_at)
        values (case when :id > coalesce((select seq from sqlite_sequence where name = 'member'), 0) then :id end,
            :uuid, :name, :key, :admin, :created_at, :suspended_at, :asleep, :forgotten_at) returning id""",
    "role": """insert into role (id, name, name_key, network, channel, channel_key, open, lifetime, every, digest_every,
            say, zone, created_at, deleted_at)
        values (case when :id > coalesce((select seq from sqlite_sequence where name = 'role'), 0) then :id end,
            :name, :key, :network, :channel, lower(:channel), :open, :lifetime, :every, :digest_every, :say, :zone,
            :created_at, :deleted_at) returning id""",
    "client": """insert into client (id, name, name_key, currency, rate, step, per, minimum, created_at)
        values (case when :id > coalesce((select seq from sqlite_sequence where name = 'client'), 0) then :id end,
            :name, :key, :currency, :rate, :step, :per, :minimum, :created_at) returning id""",
    "bill": """insert into bill (id, client_id, client, currency, first_day, last_day, minutes, amount, member_id,
            created_at, undone_at)
        values (case when :id > coalesce((select seq from sqlite_sequence where name = 'bill'), 0) then :id end,
            :client_id, :client, :currency, :first_day, :last_day, :minutes, :amount, :member, :created_at, :undone_at)
        returning id""",
    "project": """insert into project (id, client_id, name, name_key, rate, created_at)
        values (case when :id > coalesce((select seq from sqlite_sequence where name = 'project'), 0) then :id end,
            :client, :name, :key, :rate, :created_at) returning id""",
}
"""They keep their id where nobody here has had it."""


async def put(tx: Transaction, what: str, **row: Value) -> int:
    return await tx.run(PUTS[what], **row)


async def put_new(tx: Transaction, what: str, **row: Value) -> int:
    """Its id here."""
    return int(await tx.value(NEW[what], **row) or 0)


async def is_name_taken(tx: Transaction, name: str) -> bool:
    """By a member, be they linked to another one by now."""
    return await tx.value("select 1 from member where name_key = :key", key=name.lower()) is not None


async def put_as(tx: Transaction, arrival_id: int, kind: str, was: int, here: int) -> int:
    """What was called so there is this here."""
    return await tx.run(
        "insert or ignore into carried_as (arrival_id, kind, was, here) values (:arrival, :kind, :was, :here)",
        arrival=arrival_id,
        kind=kind,
        was=was,
        here=here,
    )


async def get_as(tx: Transaction, arrival_id: int, kind: str, was: int) -> int | None:
    found = await tx.value(
        "select here from carried_as where arrival_id = :arrival and kind = :kind and was = :was",
        arrival=arrival_id,
        kind=kind,
        was=was,
    )
    return int(found) if found is not None else None


async def drop_names(tx: Transaction, arrival_id: int) -> None:
    """It is whole, and nothing refers to them any more."""
    await tx.run("delete from carried_as where arrival_id = :arrival", arrival=arrival_id)
    await tx.run("delete from carried_range where arrival_id = :arrival", arrival=arrival_id)


class Range(Struct, frozen=True):
    """Of the ids of the other desk from `first` on `count` belong to it; here they are `shift` higher."""

    kind: str
    first: int
    count: int
    shift: int


async def want_ranges(tx: Transaction, arrival_id: int, ranges: Sequence[Range]) -> None:
    for one in ranges:
        await tx.run(
            """insert into carried_range (arrival_id, kind, first, count) values (:arrival, :kind, :first, :count)""",
            arrival=arrival_id,
            kind=one.kind,
            first=one.first,
            count=one.count,
        )


async def set_aside(tx: Transaction, arrival_id: int) -> None:
    """From now on these ids are nobody else's. A desk that has none yet leaves them as they are."""
    for one in await list_ranges(tx, arrival_id):
        table = RANGES[one.kind]
        last = int(await tx.value("select seq from sqlite_sequence where name = :table", table=table) or 0)
        shift = last + 1 - one.first if last else 0
        await tx.run(
            "update carried_range set shift = :shift where arrival_id = :arrival and kind = :kind",
            shift=shift,
            arrival=arrival_id,
            kind=one.kind,
        )
        top = one.first + one.count - 1 + shift
        if not await tx.run("update sqlite_sequence set seq = :top where name = :table", top=top, table=table):
            await tx.run("insert into sqlite_sequence (name, seq) values (:table, :top)", top=top, table=table)


async def list_ranges(tx: Transaction, arrival_id: int) -> list[Range]:
    return await tx.all(
        Range, "select kind, first, count, shift from carried_range where arrival_id = :arrival", arrival=arrival_id
    )
