"""What stands in the way of services."""

from datetime import datetime

from msgspec import Struct

from store.database import Transaction


class Trouble(Struct, frozen=True):
    """At one ticket. `error_id`: the ticket in which it was told."""

    ticket_id: int
    type: str
    state: int
    error_id: int | None
    error: str
    since: datetime


async def get(tx: Transaction, ticket_id: int, type_name: str, state: int) -> Trouble | None:
    return await tx.one(
        Trouble,
        "select * from trouble where ticket_id = :ticket and type = :type and state = :state",
        ticket=ticket_id,
        type=type_name,
        state=state,
    )


async def list_of(tx: Transaction, ticket_id: int) -> list[Trouble]:
    """The oldest first."""
    return await tx.all(Trouble, "select * from trouble where ticket_id = :ticket order by since", ticket=ticket_id)


async def put(tx: Transaction, trouble: Trouble) -> int:
    return await tx.run(
        """insert into trouble (ticket_id, type, state, error_id, error, since)
           values (:ticket, :type, :state, :error_id, :error, :since)
           on conflict (ticket_id, type, state) do update set error = excluded.error, error_id = excluded.error_id""",
        ticket=trouble.ticket_id,
        type=trouble.type,
        state=trouble.state,
        error_id=trouble.error_id,
        error=trouble.error,
        since=trouble.since,
    )


async def drop(tx: Transaction, trouble: Trouble) -> int:
    return await tx.run(
        "delete from trouble where ticket_id = :ticket and type = :type and state = :state",
        ticket=trouble.ticket_id,
        type=trouble.type,
        state=trouble.state,
    )


async def count_told_in(tx: Transaction, error_id: int) -> int:
    """Of how many tickets that one tells."""
    return int(await tx.value("select count(*) from trouble where error_id = :error", error=error_id) or 0)


async def list_open_errors(tx: Transaction, type_name: str, state: int) -> list[int]:
    """The tickets that tell of the troubles of a service and aren't closed, the oldest first."""
    return [
        one.id
        for one in await tx.all(
            _Number,
            """select distinct ticket.id from trouble join ticket on ticket.id = trouble.error_id
               where trouble.type = :type and trouble.state = :state and ticket.closed_at is null order by ticket.id""",
            type=type_name,
            state=state,
        )
    ]


class _Number(Struct, frozen=True):
    id: int
