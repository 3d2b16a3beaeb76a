"""What was promised is made whole part by part, whoever is interrupted."""

import sqlite3
from collections.abc import Awaitable, Callable
from datetime import datetime

from store.database import Transaction
from store.records import Arriving


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
