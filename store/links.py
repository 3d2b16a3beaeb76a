"""Members of several networks that are one person: the younger record is closed, and points to the elder.

The journal is only ever added to, so its events go on naming the closed record. Whoever reads them is given the person
as they are by now: else somebody's own change would be another's.
"""

from collections.abc import Sequence
from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace

from store.database import Transaction
from store.records import Event, Member

NAMING = ("owner", "was", "person", "asker")
"""What in an event's data is the id of a member."""


class Link(Struct, frozen=True):
    id: int
    linked_to: int


async def list_all(tx: Transaction) -> list[Link]:
    return await tx.all(Link, "select id, linked_to from member where linked_to is not null")


async def list_of(tx: Transaction, member_id: int) -> list[Member]:
    """The closed records of that person, who aren't in it themselves."""
    return await tx.all(
        Member,
        """select id, uuid, name, admin, created_at, suspended_at, asleep, forgotten_at from member
           where linked_to = :id order by id""",
        id=member_id,
    )


async def close(tx: Transaction, member_id: int, *, into: int, now: datetime) -> int:
    """That record, and those that were closed into it, belong to the other. Its name stays taken: history names it."""
    return await tx.run(
        """update member set linked_to = :into, suspended_at = :now, asleep = 0, admin = 0
           where id = :id or linked_to = :id""",
        id=member_id,
        into=into,
        now=now,
    )


async def revoke(tx: Transaction, identity_id: int, *, now: datetime) -> int:
    """It is nobody's any more; 0 if it wasn't in force."""
    return await tx.run(
        "update identity set revoked_at = :now where id = :id and revoked_at is null", id=identity_id, now=now
    )


async def as_of_now(tx: Transaction, events: Sequence[Event]) -> list[Event]:
    """Those events with everybody in them as who they are by now."""
    people = {link.id: link.linked_to for link in await list_all(tx)} if events else {}
    return [_as_of_now(event, people) for event in events] if people else list(events)


def _as_of_now(event: Event, people: dict[int, int]) -> Event:
    new = {name: people[event.data[name]] for name in NAMING if event.data.get(name) in people}
    who = people.get(event.member_id or 0, event.member_id)
    return replace(event, member_id=who, data={**event.data, **new}) if new or who != event.member_id else event
