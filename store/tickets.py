"""Tickets: the queries. Changes are by compare-and-set; None means that somebody was faster."""

from datetime import datetime

from msgspec import Struct

from store.database import Transaction
from store.records import Ticket


async def add(
    tx: Transaction,
    *,
    uuid: str,
    desk: str,
    type_name: str,
    state: int,
    role_id: int,
    title: str,
    description: str,
    priority: int,
    private: bool,
    reporter_id: int | None,
    reporter_name: str,
    reporter_network: str,
    reporter_mask: str,
    opener_id: int | None = None,
    key: str | None,
    now: datetime,
) -> Ticket:
    ticket = await tx.one(
        Ticket,
        """insert into ticket (uuid, desk, type, state, role_id, title, description, priority, private, reporter_id,
               reporter_name, reporter_network, reporter_mask, opener_id, key, opened_at, changed_at)
           values (:uuid, :desk, :type, :state, :role_id, :title, :description, :priority, :private, :reporter_id,
               :reporter_name, :reporter_network, :reporter_mask, :opener_id, :key, :now, :now)
           returning *""",
        uuid=uuid,
        desk=desk,
        type=type_name,
        state=state,
        role_id=role_id,
        title=title,
        description=description,
        priority=priority,
        private=private,
        reporter_id=reporter_id,
        reporter_name=reporter_name,
        reporter_network=reporter_network,
        reporter_mask=reporter_mask,
        opener_id=opener_id,
        key=key,
        now=now,
    )
    assert ticket is not None, "an insert returns its row"
    return ticket


async def get(tx: Transaction, ticket_id: int) -> Ticket | None:
    return await tx.one(Ticket, "select * from ticket where id = :id", id=ticket_id)


async def newest(tx: Transaction) -> int | None:
    """The highest number that was ever given, None on an empty desk."""
    found = await tx.value("select max(id) from ticket")
    return int(found) if found is not None else None


class Numbers(Struct, frozen=True):
    first: int
    last: int


async def numbers(tx: Transaction) -> tuple[int, int]:
    """The lowest and the highest that were given, 0 on an empty desk."""
    found = await tx.one(
        Numbers,
        "select coalesce((select min(id) from ticket), 0) as first, coalesce((select max(id) from ticket), 0) as last",
    )
    assert found is not None, "a select without a table has one row"
    return found.first, found.last


async def own(
    tx: Transaction, ticket_id: int, *, was: int | None, owner_id: int, state: int, now: datetime
) -> Ticket | None:
    """Give it to a member if it still belongs to `was` (None: to nobody) and is open; None if somebody was faster."""
    return await tx.one(
        Ticket,
        """update ticket set owner_id = :owner, state = :state, accepted_at = :now, changed_at = :now,
               held_until = null, held_by = null
           where id = :id and closed_at is null and owner_id is :was returning *""",
        id=ticket_id,
        was=was,
        owner=owner_id,
        state=state,
        now=now,
    )


async def free(tx: Transaction, ticket_id: int, *, was: int, state: int, now: datetime) -> Ticket | None:
    """Take it from its owner `was`; None if it isn't theirs any more."""
    return await tx.one(
        Ticket,
        """update ticket set owner_id = null, state = :state, accepted_at = null, changed_at = :now,
               held_until = null, held_by = null
           where id = :id and closed_at is null and owner_id = :was returning *""",
        id=ticket_id,
        was=was,
        state=state,
        now=now,
    )


async def close(
    tx: Transaction, ticket_id: int, *, was: int, state: int, resolution: str, now: datetime
) -> Ticket | None:
    """Move it from state `was` to a final one; the owner stays, as a record of who had it."""
    return await tx.one(
        Ticket,
        """update ticket set state = :state, resolution = :resolution, closed_at = :now, changed_at = :now,
               held_until = null, held_by = null
           where id = :id and state = :was and closed_at is null returning *""",
        id=ticket_id,
        was=was,
        state=state,
        resolution=resolution,
        now=now,
    )


async def reopen(
    tx: Transaction, ticket_id: int, *, was: int, state: int, owner_id: int | None, now: datetime
) -> Ticket | None:
    """Out of the archive, too."""
    return await tx.one(
        Ticket,
        """update ticket set state = :state, owner_id = :owner, resolution = null, closed_at = null, changed_at = :now,
               archived_at = null, accepted_at = case when :owner is null then null else accepted_at end
           where id = :id and state = :was and closed_at is not null and erased_at is null returning *""",
        id=ticket_id,
        was=was,
        state=state,
        owner=owner_id,
        now=now,
    )


async def put_description(tx: Transaction, ticket_id: int, description: str, *, now: datetime) -> int:
    return await tx.run(
        "update ticket set description = :description, changed_at = :now where id = :id",
        id=ticket_id,
        description=description,
        now=now,
    )


async def touch(tx: Transaction, ticket_id: int, *, now: datetime) -> int:
    return await tx.run("update ticket set changed_at = :now where id = :id", id=ticket_id, now=now)


async def list_of_role(tx: Transaction, role_id: int) -> list[Ticket]:
    """Open ones, the most pressing first."""
    return await tx.all(
        Ticket,
        "select * from ticket where role_id = :role and closed_at is null order by priority desc, id",
        role=role_id,
    )


async def list_offered_together(tx: Transaction, bundle: int) -> list[Ticket]:
    """Those of which the offer is still open."""
    return await tx.all(
        Ticket,
        """select ticket.* from ticket join prompt on prompt.ticket_id = ticket.id
           where prompt.bundle = :bundle and prompt.state = 'open' order by prompt.id""",
        bundle=bundle,
    )


async def list_open(tx: Transaction) -> list[Ticket]:
    return await tx.all(Ticket, "select * from ticket where closed_at is null order by priority desc, id")


async def list_of_owner(tx: Transaction, member_id: int) -> list[Ticket]:
    return await tx.all(
        Ticket,
        "select * from ticket where owner_id = :member and closed_at is null order by priority desc, id",
        member=member_id,
    )


async def count_open_of_role(tx: Transaction, role_id: int) -> int:
    found = await tx.value("select count(*) from ticket where role_id = :role and closed_at is null", role=role_id)
    return int(found or 0)


async def is_any_private_of_role(tx: Transaction, role_id: int) -> bool:
    """Whether a role holds private tickets, closed ones too: a role is open or holds private tickets."""
    found = await tx.value("select 1 from ticket where role_id = :role and private = 1 limit 1", role=role_id)
    return found is not None


async def count_open_private_of_role(tx: Transaction, role_id: int) -> int:
    found = await tx.value(
        "select count(*) from ticket where role_id = :role and closed_at is null and private = 1", role=role_id
    )
    return int(found or 0)


async def count_open_of_type(tx: Transaction, type_name: str) -> int:
    found = await tx.value(
        """select count(*) from ticket where type = :type
               and state in (select code from ticket_state where type = :type and final = 0)""",
        type=type_name,
    )
    return int(found or 0)
