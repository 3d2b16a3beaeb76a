"""What members work on just now: one ticket each, from when they began."""

from datetime import datetime
from typing import LiteralString

from store.database import Transaction
from store.records import Stopwatch

STOPWATCH: LiteralString = """select stopwatch.id, ticket_id, stopwatch.member_id, member.name as name, began_at,
        asked_from, asked, event_id
    from stopwatch join member on member.id = stopwatch.member_id"""


async def add(
    tx: Transaction, *, ticket_id: int, member_id: int, event_id: int, began_at: datetime, now: datetime
) -> Stopwatch:
    """Theirs must have ended before: there is one for each. `event_id`: with which it began."""
    await tx.run(
        """insert into stopwatch (ticket_id, member_id, event_id, began_at, asked_from)
           values (:ticket, :member, :event, :began, :now)""",
        ticket=ticket_id,
        member=member_id,
        event=event_id,
        began=began_at,
        now=now,
    )
    found = await get_of_member(tx, member_id)
    assert found is not None, "it was written a line ago"
    return found


async def get(tx: Transaction, stopwatch: int) -> Stopwatch | None:
    return await tx.one(Stopwatch, STOPWATCH + " where stopwatch.id = :id", id=stopwatch)


async def get_of_member(tx: Transaction, member_id: int) -> Stopwatch | None:
    return await tx.one(Stopwatch, STOPWATCH + " where stopwatch.member_id = :member", member=member_id)


async def get_of_event(tx: Transaction, event_id: int) -> Stopwatch | None:
    return await tx.one(Stopwatch, STOPWATCH + " where event_id = :event", event=event_id)


async def list_of_ticket(tx: Transaction, ticket_id: int) -> list[Stopwatch]:
    return await tx.all(
        Stopwatch, STOPWATCH + " where ticket_id = :ticket order by began_at, stopwatch.id", ticket=ticket_id
    )


async def list_of_role(tx: Transaction, role_id: int) -> list[Stopwatch]:
    """Of all who are in a role."""
    return await tx.all(
        Stopwatch,
        STOPWATCH
        + """ join membership on membership.member_id = stopwatch.member_id and membership.role_id = :role
            order by began_at, stopwatch.id""",
        role=role_id,
    )


async def put_asked(tx: Transaction, stopwatch: int, *, asked: int, asked_from: datetime) -> int:
    return await tx.run(
        "update stopwatch set asked = :asked, asked_from = :at where id = :id", id=stopwatch, asked=asked, at=asked_from
    )


async def move(tx: Transaction, event_id: int, *, was: int, to: int) -> int:
    """To another ticket; 0 if none that began with that event runs on that one."""
    return await tx.run(
        "update stopwatch set ticket_id = :to where event_id = :event and ticket_id = :was",
        event=event_id,
        was=was,
        to=to,
    )


async def drop(tx: Transaction, stopwatch: int) -> int:
    """0 if somebody was faster."""
    return await tx.run("delete from stopwatch where id = :id", id=stopwatch)
