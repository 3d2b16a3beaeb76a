"""What comes in from elsewhere: staged, promised by one short transaction, and then made whole part by part.

What is staged (store/incoming.py) is read by nobody until it is promised; from then on it isn't lost, whoever is
interrupted (store/promised.py).
"""

from typing import LiteralString

from store.database import Transaction
from store.forgetting import SOMEBODY
from store.records import Arrival


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


def number_of(arrival: Arrival, number: int) -> int:
    """The ticket's."""
    return number if number > 0 else arrival.base - number


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
