"""What comes in from elsewhere is put down where nobody reads it, until one short transaction promises it."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from msgspec import Struct

from store.database import Transaction
from store.records import Arrival


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


class Number(Struct, frozen=True):
    number: int


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


class Place(Struct, frozen=True):
    id: int


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
