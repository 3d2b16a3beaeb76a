"""Where tickets are, for the services of the states, and where they were, as the journal tells it."""

from datetime import datetime

from msgspec import Struct

from store.database import Transaction
from store.records import Event


async def list_of_type(tx: Transaction, type_name: str, *, tickets: int) -> list[Event]:
    """The events of the newest tickets of a type, ticket by ticket, without what people wrote in them."""
    return await tx.all(
        Event,
        """select event.*, '{}' as texts
           from (select id from ticket where type = :type order by id desc limit :tickets) as newest
           join event on event.ticket_id = newest.id
           order by event.ticket_id, event.id""",
        type=type_name,
        tickets=tickets,
    )


# where it is now


class ServiceKey(Struct, frozen=True):
    """The state of a type: for each there is one service."""

    type: str
    state: int


class Stay(Struct, frozen=True):
    """Of a ticket in its state. `visit` tells it from an earlier or a later stay of that ticket.

    `todo`: what its service is to do: PROCEED, TIMEOUT, or SETTLE, which only sees to it that what is due there will
    be; NOTHING where it did. `steps`: how often it has proceeded there; `tries`: how often it failed since; `overdue`:
    how often the stay was too long.
    """

    ticket_id: int
    type: str
    state: int
    visit: int
    since: datetime
    todo: str
    steps: int
    tries: int
    overdue: int
    waits_for: int | None


PROCEED, TIMEOUT, SETTLE, NOTHING = "proceed", "timeout", "settle", ""


async def get(tx: Transaction, ticket_id: int) -> Stay | None:
    return await tx.one(Stay, "select * from stay where ticket_id = :ticket", ticket=ticket_id)


async def list_todo(tx: Transaction, type_name: str, state: int, *, limit: int) -> list[Stay]:
    """What the service of that state is to do, the oldest tickets first."""
    return await tx.all(
        Stay,
        "select * from stay where type = :type and state = :state and todo <> '' order by ticket_id limit :limit",
        type=type_name,
        state=state,
        limit=limit,
    )


async def count_todo(tx: Transaction, type_name: str, state: int) -> int:
    found = await tx.value(
        "select count(*) from stay where type = :type and state = :state and todo <> ''", type=type_name, state=state
    )
    return int(found or 0)


async def list_called(tx: Transaction) -> list[ServiceKey]:
    """The services for which there is something to do, be it a note."""
    return await tx.all(
        ServiceKey,
        """select type, code as state from ticket_state
           where exists (select 1 from stay where stay.todo <> '' and stay.type = ticket_state.type and state = code)
               or exists (select 1 from note where note.type = ticket_state.type and state = code)""",
    )


async def is_anything_todo(tx: Transaction) -> bool:
    return bool(await tx.value("select 1 from stay where todo <> '' limit 1"))


async def put_done(tx: Transaction, stay: Stay, *, waits_for: int | None = None) -> int:
    """Its service did what it had to; 0 if the ticket has gone on meanwhile, or was called for anew."""
    return await tx.run(
        """update stay set todo = '', tries = 0, waits_for = :waits_for,
               steps = steps + case when todo = 'proceed' then 1 else 0 end,
               overdue = overdue + case when todo = 'timeout' then 1 else 0 end
           where ticket_id = :ticket and visit = :visit and todo = :todo""",
        ticket=stay.ticket_id,
        visit=stay.visit,
        todo=stay.todo,
        waits_for=waits_for,
    )


async def put_failed(tx: Transaction, stay: Stay) -> int:
    """It did not; it is called for again when its time has come."""
    return await tx.run(
        """update stay set todo = '', tries = tries + 1
           where ticket_id = :ticket and visit = :visit and todo = :todo""",
        ticket=stay.ticket_id,
        visit=stay.visit,
        todo=stay.todo,
    )


async def call(tx: Transaction, ticket_id: int, todo: str) -> int:
    """Its service is to do that, unless it is to do something already."""
    return await tx.run(
        "update stay set todo = :todo, waits_for = null where ticket_id = :ticket and todo = ''",
        ticket=ticket_id,
        todo=todo,
    )


async def call_all(tx: Transaction, type_name: str, state: int) -> int:
    """The service of that state is to look at what is due of each ticket there, since it is due at other times now."""
    return await tx.run(
        """update stay set todo = 'settle'
           where todo = '' and ticket_id in (select id from ticket where type = :type and state = :state)""",
        type=type_name,
        state=state,
    )


# by whose code


async def get_code(tx: Transaction, key: ServiceKey) -> str | None:
    found = await tx.value(
        "select code from service_code where type = :type and state = :state", type=key.type, state=key.state
    )
    return str(found) if found is not None else None


async def put_code(tx: Transaction, key: ServiceKey, code: str) -> int:
    return await tx.run(
        """insert into service_code (type, state, code) values (:type, :state, :code)
           on conflict (type, state) do update set code = excluded.code""",
        type=key.type,
        state=key.state,
        code=code,
    )


async def drop_code(tx: Transaction, key: ServiceKey) -> int:
    return await tx.run(
        "delete from service_code where type = :type and state = :state", type=key.type, state=key.state
    )


async def call_open(tx: Transaction, key: ServiceKey) -> int:
    """All tickets there that aren't over are to be proceeded with, from their first step on."""
    return await tx.run(
        """update stay set todo = 'proceed', steps = 0
           where todo in ('', 'settle') and ticket_id in (
               select id from ticket where type = :type and state = :state and closed_at is null)""",
        type=key.type,
        state=key.state,
    )
