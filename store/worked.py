"""Time that members worked on tickets: entries that are added, and taken back, but never changed."""

from datetime import datetime
from typing import LiteralString

from store.database import Transaction
from store.records import Worked

WORKED: LiteralString = """select worked.id, worked.ticket_id, worked.member_id, member.name as name, minutes,
        day, corrects, event_id, worked.created_at
    from worked join member on member.id = worked.member_id"""


async def add(
    tx: Transaction,
    *,
    ticket_id: int,
    member_id: int,
    minutes: int,
    day: str,
    corrects: int | None,
    event_id: int,
    now: datetime,
) -> int:
    """The number of the entry, which never comes back."""
    added = await tx.value(
        """insert into worked (ticket_id, member_id, minutes, day, corrects, event_id, created_at)
           values (:ticket, :member, :minutes, :day, :corrects, :event, :now) returning id""",
        ticket=ticket_id,
        member=member_id,
        minutes=minutes,
        day=day,
        corrects=corrects,
        event=event_id,
        now=now,
    )
    assert added is not None, "an insert returns its row"
    return int(added)


async def get(tx: Transaction, entry: int) -> Worked | None:
    return await tx.one(Worked, WORKED + " where worked.id = :id", id=entry)


async def get_of_event(tx: Transaction, event_id: int) -> Worked | None:
    return await tx.one(Worked, WORKED + " where event_id = :event", event=event_id)


async def drop(tx: Transaction, entry: int) -> int:
    return await tx.run("delete from worked where id = :id", id=entry)


async def move(tx: Transaction, entry: int, *, was: int, to: int) -> int:
    """To another ticket; 0 if it isn't on that one."""
    return await tx.run(
        "update worked set ticket_id = :to where id = :id and ticket_id = :was", id=entry, was=was, to=to
    )


async def list_of_ticket(tx: Transaction, ticket_id: int) -> list[Worked]:
    return await tx.all(Worked, WORKED + " where ticket_id = :ticket order by worked.id", ticket=ticket_id)


async def list_corrections(tx: Transaction, entry: int) -> list[Worked]:
    return await tx.all(Worked, WORKED + " where corrects = :id order by worked.id", id=entry)


async def list_of_member(tx: Transaction, member_id: int, *, first: str, last: str) -> list[Worked]:
    """From the one day to the other, both in it."""
    return await tx.all(
        Worked,
        WORKED + " where worked.member_id = :member and day between :first and :last order by day, worked.id",
        member=member_id,
        first=first,
        last=last,
    )


async def list_of_role(tx: Transaction, role_id: int, *, first: str, last: str) -> list[Worked]:
    """The same of all who are in a role just now, suspended ones too."""
    return await tx.all(
        Worked,
        WORKED
        + """ join membership on membership.member_id = worked.member_id and membership.role_id = :role
            where day between :first and :last order by day, worked.id""",
        role=role_id,
        first=first,
        last=last,
    )


async def minutes_on(tx: Transaction, member_id: int, day: str) -> int:
    """Of one member on one day, on all tickets."""
    found = await tx.value(
        "select coalesce(sum(minutes), 0) from worked where member_id = :member and day = :day",
        member=member_id,
        day=day,
    )
    return int(found or 0)
