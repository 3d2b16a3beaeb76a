"""What comes in from elsewhere: staged, promised by one short transaction, and then made whole part by part.

What is staged is read by nobody until it is promised; from then on it isn't lost, whoever is interrupted.
"""

import json
import sqlite3
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from typing import Any, LiteralString

from msgspec import Struct

from store.database import Transaction
from store.forgetting import SOMEBODY
from store.records import Arrival, Arriving

STAGED, SWITCHED, DONE = "staged", "switched", "done"


class Row(Struct, frozen=True):
    """As it is put down. `number`: see Arriving."""

    kind: str
    payload: dict[str, Any]
    key: str | None = None
    number: int | None = None


async def begin(
    tx: Transaction,
    *,
    kind: str,
    label: str,
    file: str,
    member_id: int | None,
    actor: str,
    role_id: int | None,
    event: int | None,
    now: datetime,
) -> Arrival:
    arrival = await tx.one(
        Arrival,
        """insert into arrival (kind, label, file, member_id, actor, role_id, newest, event, began_at)
           values (:kind, :label, :file, :member, :actor, :role,
               coalesce((select seq from sqlite_sequence where name = 'ticket'), 0),
               coalesce(:event, (select max(id) from event), 0), :now) returning *""",
        kind=kind,
        label=label,
        file=file,
        member=member_id,
        actor=actor,
        role=role_id,
        event=event,
        now=now,
    )
    assert arrival is not None, "an insert returns its row"
    return arrival


async def newest(tx: Transaction) -> int:
    """The highest number that was ever given, be it to one that is on its way."""
    return int(await tx.value("select seq from sqlite_sequence where name = 'ticket'") or 0)


async def get(tx: Transaction, arrival_id: int) -> Arrival | None:
    return await tx.one(Arrival, "select * from arrival where id = :id", id=arrival_id)


async def get_under_way(tx: Transaction) -> Arrival | None:
    """One that is promised, and not whole yet."""
    return await tx.one(Arrival, "select * from arrival where state = 'switched' order by id limit 1")


async def get_staged(tx: Transaction) -> Arrival | None:
    return await tx.one(Arrival, "select * from arrival where state = 'staged' order by id limit 1")


async def list_taken(tx: Transaction, numbers: Sequence[int]) -> set[int]:
    """Which of these numbers a ticket has, or is promised."""
    found = await tx.all(
        Number,
        """select value as number from json_each(:numbers) as wanted
           where exists (select 1 from ticket where ticket.id = wanted.value)
               or exists (select 1 from arriving where arriving.number = wanted.value)""",
        numbers=json.dumps(list(numbers)),
    )
    return {one.number for one in found}


class Number(Struct, frozen=True):
    number: int


async def stage(
    tx: Transaction, arrival_id: int, *, position: int, rows: Sequence[Row], given: int, are_open: int, are_free: int
) -> int:
    """Put down, the first of them at that position; 0 if somebody has thrown the arrival away."""
    still = await tx.run(
        """update arrival set given = :given, tickets = tickets + :tickets, open = open + :open, free = free + :free
           where id = :id and state = 'staged'""",
        id=arrival_id,
        given=given,
        open=are_open,
        free=are_free,
        tickets=sum(row.number is not None for row in rows),
    )
    if not still:
        return 0
    return await tx.run(
        """insert into arriving (arrival_id, position, kind, key, number, payload)
           select :arrival, :position + row.key, row.value ->> 0, row.value ->> 1, row.value ->> 2, row.value ->> 3
           from json_each(:rows) as row""",
        arrival=arrival_id,
        position=position,
        rows=json.dumps([(row.kind, row.key, row.number, json.dumps(row.payload)) for row in rows]),
    )


async def yield_numbers(tx: Transaction, arrival: Arrival) -> int:
    """Numbers that tickets took since it was begun are theirs: what wanted to keep one of them is given another. How
    many there were."""
    found = await tx.all(
        Place,
        """select arriving.id from ticket join arriving on arriving.number = ticket.id
           where ticket.id > :newest and arriving.arrival_id = :arrival order by arriving.position""",
        newest=arrival.newest,
        arrival=arrival.id,
    )
    for count, place in enumerate(found, 1):
        await tx.run("update arriving set number = :number where id = :id", id=place.id, number=-arrival.given - count)
    return len(found)


class Place(Struct, frozen=True):
    id: int


async def switch(tx: Transaction, arrival: Arrival, *, given: int, now: datetime) -> Arrival | None:
    """It is promised from now on, and its numbers are nobody else's; None if it isn't staged any more."""
    highest = await tx.value(
        """select max(coalesce((select seq from sqlite_sequence where name = 'ticket'), 0),
               coalesce((select max(number) from arriving where number is not null), 0))"""
    )
    switched = await tx.one(
        Arrival,
        """update arrival set state = 'switched', base = :base, given = :given, switched_at = :now
           where id = :id and state = 'staged' returning *""",
        id=arrival.id,
        base=int(highest or 0),
        given=given,
        now=now,
    )
    if switched is not None:
        await _reserve(tx, switched.base + given)
    return switched


async def _reserve(tx: Transaction, number: int) -> None:
    """The next ticket that is opened is given a number above that one."""
    if not await tx.run("update sqlite_sequence set seq = :number where name = 'ticket'", number=number):
        await tx.run("insert into sqlite_sequence (name, seq) values ('ticket', :number)", number=number)


def number_of(arrival: Arrival, number: int) -> int:
    """The ticket's."""
    return number if number > 0 else arrival.base - number


async def list_next(tx: Transaction, arrival_id: int, *, limit: int) -> list[Arriving]:
    return await tx.all(
        Arriving,
        "select * from arriving where arrival_id = :arrival and position >= 0 order by position limit :limit",
        arrival=arrival_id,
        limit=limit,
    )


async def drop_made(tx: Transaction, arrival_id: int, *, last: int) -> int:
    """Those up to that position: they are whole."""
    return await tx.run(
        "delete from arriving where arrival_id = :arrival and position between 0 and :last",
        arrival=arrival_id,
        last=last,
    )


async def put_aside(tx: Transaction, part_id: int) -> int:
    """It can't be made, and stays below 0 for whoever looks why: its number is free again, nothing is thrown away."""
    return await tx.run(
        "update arriving set position = -1 - position, number = null, key = null where id = :id and position >= 0",
        id=part_id,
    )


async def tried(tx: Transaction, work: Callable[[], Awaitable[object]]) -> Exception | None:
    """What `work` raised, where nothing of it is done then. What the machine can't do (a full disk) is raised, since it
    may go later; so is the loss of the whole transaction."""
    await tx.run("savepoint part")
    try:
        await work()
    except (sqlite3.OperationalError, MemoryError):
        raise
    except Exception as error:  # noqa: BLE001 - whatever it is that one part raises, the others are to come in
        tx.raise_if_lost()
        await tx.run("rollback to part")
        await tx.run("release part")
        return error
    await tx.run("release part")
    return None


async def count_left(tx: Transaction, arrival_id: int) -> int:
    """By the first and the last of them, for they are made in their order."""
    found = await tx.value(
        """select coalesce((select max(position) from arriving where arrival_id = :id and position >= 0)
               - (select min(position) from arriving where arrival_id = :id and position >= 0) + 1, 0)""",
        id=arrival_id,
    )
    return int(found or 0)


async def end(tx: Transaction, arrival_id: int, *, now: datetime) -> int:
    return await tx.run(
        "update arrival set state = 'done', done_at = :now where id = :id and state = 'switched'",
        id=arrival_id,
        now=now,
    )


async def drop(tx: Transaction, arrival_id: int, *, limit: int) -> int:
    """Of one that was never promised, so many parts; with the last of them itself. How many there were."""
    dropped = await tx.run(
        """delete from arriving where id in (
               select arriving.id from arriving join arrival on arrival.id = arriving.arrival_id
               where arrival.id = :id and arrival.state = 'staged' limit :limit)""",
        id=arrival_id,
        limit=limit,
    )
    if dropped < limit:
        await tx.run(
            """delete from carried_range where arrival_id in (
                   select id from arrival where id = :id and state = 'staged')""",
            id=arrival_id,
        )
        await tx.run("delete from arrival where id = :id and state = 'staged'", id=arrival_id)
    return dropped


PROMISED: LiteralString = """from arriving join arrival on arrival.id = arriving.arrival_id
    where arrival.state = 'switched'"""


async def is_promised(tx: Transaction, number: int) -> bool:
    """Whether a ticket of that number is on its way."""
    arrival = await get_under_way(tx)
    if arrival is None:
        return False
    found = await tx.value(
        "select 1 " + PROMISED + " and arriving.number in (:number, :given) limit 1",
        number=number,
        given=arrival.base - number if number > arrival.base else number,
    )
    return found is not None


async def get_promised(tx: Transaction, label: str, key: str) -> int | None:
    """The number of the ticket that is called so, and is on its way."""
    arrival = await get_under_way(tx)
    if arrival is None or arrival.label != label:
        return None
    found = await tx.value(
        "select arriving.number " + PROMISED + " and arrival.id = :id and arriving.key = :key and number is not null",
        id=arrival.id,
        key=key,
    )
    return number_of(arrival, int(found)) if found is not None else None


async def changed_since(tx: Transaction, arrival: Arrival) -> bool:
    """Whether a person or a role that it may name isn't who it was when it was begun."""
    found = await tx.value(
        """select 1 from event where id > :event
               and kind in ('member_forgotten', 'members_linked', 'role_deleted', 'type_changed') limit 1""",
        event=arrival.event,
    )
    return found is not None


async def unname(tx: Transaction, member_id: int) -> int:
    """Whoever brought something in, or may be named in what could not be made of it, is forgotten."""
    await tx.run("delete from arriving where position < 0")
    return await tx.run(
        "update arrival set actor = :somebody, file = '' where member_id = :id", id=member_id, somebody=SOMEBODY
    )


async def came_quietly(tx: Transaction, ticket_id: int) -> bool:
    """Whether it came in from elsewhere."""
    found = await tx.value(
        "select 1 from event where ticket_id = :ticket and kind = 'ticket_arrived' limit 1", ticket=ticket_id
    )
    return found is not None


async def put_stay(tx: Transaction, ticket_id: int, *, since: datetime, todo: str) -> int:
    """A ticket that came in is here since it came, and that its service is to do."""
    return await tx.run(
        "update stay set since = :since, todo = :todo where ticket_id = :ticket",
        ticket=ticket_id,
        since=since,
        todo=todo,
    )


async def put_ticket(
    tx: Transaction,
    ticket_id: int,
    *,
    uuid: str,
    desk: str,
    type_name: str,
    state: int,
    resolution: str | None,
    role_id: int,
    title: str,
    description: str,
    priority: int,
    owner_id: int | None,
    reporter_id: int | None,
    reporter_name: str,
    reporter_network: str,
    opened_at: datetime,
    changed_at: datetime,
    accepted_at: datetime | None,
    closed_at: datetime | None,
) -> int:
    """As it stood elsewhere, under the number that it was promised. Nobody who isn't known here is its reporter."""
    return await tx.run(
        """insert into ticket (id, uuid, desk, type, state, resolution, role_id, title, description, priority,
               owner_id, reporter_id, reporter_name, reporter_network, reporter_bound, opened_at, changed_at,
               accepted_at, closed_at)
           values (:id, :uuid, :desk, :type, :state, :resolution, :role, :title, :description, :priority, :owner,
               :reporter, :name, :network, 0, :opened, :changed, :accepted, :closed)""",
        id=ticket_id,
        uuid=uuid,
        desk=desk,
        type=type_name,
        state=state,
        resolution=resolution,
        role=role_id,
        title=title,
        description=description,
        priority=priority,
        owner=owner_id,
        reporter=reporter_id,
        name=reporter_name,
        network=reporter_network,
        opened=opened_at,
        changed=changed_at,
        accepted=accepted_at,
        closed=closed_at,
    )
