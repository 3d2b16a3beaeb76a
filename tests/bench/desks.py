"""Desks with very many tickets, that differ in their cellar alone: in what was over long ago.

The newest tickets are the same everywhere, one in ten minutes, and a fifth of them is open. All others are closed, one
a minute before those. Each has its events, its texts, its offer and its stay as the verbs leave them, but made by SQL,
and the indices after the rows: so a million take a minute. On the disk, under pytest's own folder, like any desk.
"""

import random
import sqlite3
from contextlib import closing
from itertools import accumulate
from pathlib import Path

from chatbot.desk import roles
from chatbot.desk.people import Person
from store.database import Transaction
from store.times import to_text
from tests.people import START, FakeClock, add_member, add_role, furnish, opened_database, opened_desk, shell

NEWEST = 1_000
"""Tickets that are alike on each desk."""
TEXTS = 4_999
"""So many titles and descriptions, which come again and again: a prime number, so that each meets all the rest."""
FIRST, LAST = 5, 24
"""The numbers of members: 1 to 4 are alice, bob, charlie and ada. bob owns one ticket in 997, each of these one in 20.
One in 20 was reported by somebody who has the same name and wasn't logged in."""
BUSY = f"person{FIRST}"
"""One of them, who is in ops, too."""
LETTERS = ("ba", "co", "du", "fi", "ge", "ha", "ki", "lo", "mu", "ne", "po", "ra", "si", "te", "vu", "za")
WORDS = [one + two + three for one in LETTERS for two in LETTERS for three in LETTERS]
WEIGHTS = list(accumulate(1 / rank for rank in range(2, len(WORDS) + 2)))
"""As in any language: the tenth word is in a tenth as many texts as the first."""

TEMPLATE = "create temp table template (nth integer primary key, title, description, priority, role, owner, reporter)"
TICKETS = """
    with recursive
        each (id, age) as (select 1, :count - 1 union all select id + 1, age - 1 from each where age > 0),
        dated as (
            select each.id, age, template.*, member.name,
                strftime('%Y-%m-%dT%H:%M:%fZ', :start, -(10 * min(age, :newest) + max(age - :newest, 0)) || ' minutes')
                    as opened,
                age < :newest and age % 5 = 0 as is_open, age < :newest and age % 10 = 0 as is_free
            from each cross join template on nth = age % :texts cross join member on member.id = reporter),
        moved as (
            select *, strftime('%Y-%m-%dT%H:%M:%fZ', opened, (3 + nth % 20) || ' minutes') as taken,
                strftime('%Y-%m-%dT%H:%M:%fZ', opened, '40 minutes') as ended
            from dated)
    insert into ticket (id, uuid, desk, type, state, resolution, role_id, title, description, priority, private,
        owner_id, reporter_id, reporter_name, reporter_network, reporter_mask, reporter_bound, opened_at, changed_at,
        accepted_at, closed_at)
    select id, 'ticket' || id, (select id from desk), 'request',
        case when is_free then 1 when is_open then 2 else 4 end, case when is_open then null else 'done' end, role,
        title || case when id = :count / 2 then ' unicorn' when id <= 50 then ' dodo' else '' end || ' host' || id,
        description, priority, age % 50 = 9,
        case when is_free then null when age % 997 = 5 then 2 else owner end,
        case when age % 20 <> 7 then reporter end, name, 'testnet', name || '!' || name || '@host.example',
        age % 20 <> 7 or age < :newest, opened,
        case when is_free then opened when is_open then taken else ended end,
        case when is_free then null else taken end, case when is_open then null else ended end
    from moved"""
FOLLOWING = (
    """insert into stay (ticket_id, type, state, visit, since, todo)
       select id, type, state, min(state, 3), changed_at, '' from ticket""",
    """insert into prompt (id, ticket_id, role_id, asker_id, asker_name, state, opened_at, expires_at, lifetime, every,
           heard_at, ended_at)
       select id, id, role_id, reporter_id, reporter_name, case state when 1 then 'open' else 'accepted' end,
           opened_at, '2031-01-01T00:00:00.000Z', 1800, 300, opened_at, accepted_at
       from ticket""",
    """insert into timer (kind, subject_id, due_at)
       select 'prompt_end', id, expires_at from prompt where state = 'open'""",
    """insert into event (id, uuid, desk, at, kind, ticket_id, role_id, prompt_id, member_id, actor, network, place,
           data)
       select :last + 5 * ticket.id + nth, 'event' || (5 * ticket.id + nth), desk,
           case when nth < 2 then opened_at when nth < 4 then accepted_at else closed_at end,
           case nth when 0 then 'ticket_opened' when 1 then 'prompt_opened' when 2 then 'ticket_accepted'
               when 3 then 'ticket_commented' else 'ticket_closed' end,
           ticket.id, role_id, case when nth in (1, 2) then ticket.id end,
           case when nth < 2 then reporter_id else owner_id end,
           case when nth < 2 then reporter_name else 'somebody' end, 'testnet', '#desk',
           case nth
               when 0 then '{"known": true, "priority": 2, "private": false, "role": "ops", "state": 1}'
               when 1 then '{"asked": 1, "before": 0, "lifetime": 1800, "waited": 0, "why": "opened"}'
               when 2 then '{"asker": null, "owner": ' || owner_id || ', "state": 2, "was": null}'
               when 3 then '{"owner": ' || owner_id || '}'
               else '{"owner": ' || owner_id || ', "resolution": "done", "state": 4}' end
       from ticket cross join (
           select 0 as nth union all select 1 union all select 2 union all select 3 union all select 4)
       where nth < 2 or (owner_id is not null and (nth = 2 or (nth = 3 and ticket.id % 4 = 0) or
           (nth = 4 and closed_at is not null)))""",
    """insert into event_text (event_id, texts)
       select id, case kind when 'ticket_opened' then (
           select json_object('title', title, 'description', description) from ticket where ticket.id = ticket_id)
           else '{"text": "looked at it, and it was the cable"}' end
       from event where ticket_id is not null and kind in ('ticket_opened', 'ticket_commented')""",
    """insert into ticket_word (rowid, title, body)
       select id, title, description || case when id % 4 = 0 then char(10) || 'looked at it, and it was the cable'
           else '' end
       from ticket""",
    """insert into ticket_client (ticket_id, client_id) select id, 1 + id % 2 from ticket where id % 500 = 3""",
    """insert into worked (ticket_id, member_id, minutes, day, event_id, created_at)
       select ticket_id, member_id, 30, substr(at, 1, 10), id, at from event
       where kind = 'ticket_commented' and ticket_id % 400 = 0""",
    """insert into notice (created_at, not_before, plugin, event_id, ticket_id, target, network, address, text, status,
           ended_at)
       select at, at, 'announce', id, ticket_id, 'channel', 'testnet', '#desk', 'said', 'sent', at
       from event where kind = 'ticket_opened' and ticket_id > :count - 1000""",
)


async def make(folder: Path, count: int) -> None:
    """A desk of so many tickets in that folder, which is there."""
    async with opened_database(folder) as database:
        desk = await opened_desk(database, FakeClock())
        await furnish(desk)
        for number in range(FIRST, LAST + 1):
            await add_member(desk, f"person{number}")
        await desk.change(shell(), roles.add, "ops", Person(BUSY))
        await add_role(desk, "net", "bob")
        await database.write(add_clients)
    with closing(sqlite3.connect(folder / "dibs.sqlite", isolation_level=None)) as connection:
        connection.execute("pragma journal_mode = off")
        connection.execute("pragma synchronous = off")
        fill(connection, count)
        connection.execute("pragma journal_mode = wal")


async def add_clients(tx: Transaction) -> None:
    for name in ("acme", "initech"):
        await tx.run(
            "insert into client (name, name_key, created_at) values (:name, :name, :now)", name=name, now=START
        )


def fill(connection: sqlite3.Connection, count: int) -> None:
    (last,) = connection.execute("select max(id) from event").fetchone()
    values = {"count": count, "last": last, "start": to_text(START), "newest": NEWEST, "texts": TEXTS}
    connection.execute(TEMPLATE)
    connection.execute("begin")
    later = dropped(connection)
    connection.executemany("insert into template values (?, ?, ?, ?, ?, ?, ?)", map(template, range(TEXTS)))
    for statement in (TICKETS, *FOLLOWING):
        connection.execute(statement, values)
    for statement in later:
        connection.execute(statement)
    connection.execute("commit")


def template(nth: int) -> tuple[int, str, str, int, int, int, int]:
    dice = random.Random(nth)
    title = dice.choices(WORDS, cum_weights=WEIGHTS, k=5) + ["printer"] * (nth % 3 == 0)
    described = dice.choices(WORDS, cum_weights=WEIGHTS, k=12) if nth % 3 == 1 else ()
    role, priority = 1 + (dice.random() < 0.4), dice.choices((1, 2, 3, 4), (10, 80, 9, 1))[0]
    owner, reporter = dice.randint(FIRST, LAST), dice.randint(FIRST, LAST)
    return nth, " ".join(title), " ".join(described), priority, role, owner, reporter


def dropped(connection: sqlite3.Connection) -> list[str]:
    """All indices and triggers: the statements that make them again."""
    found = connection.execute(
        "select type, name, sql from sqlite_schema where type in ('index', 'trigger') and sql is not null"
    ).fetchall()
    for kind, name, _ in found:
        connection.execute(f"drop {kind} {name}")
    return [sql for _, _, sql in found]
