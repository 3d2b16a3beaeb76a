"""Storms: many tickets of one source for one role, and what was opened in them."""

from datetime import datetime

from msgspec import Struct

from store.database import Transaction
from store.records import Storm, Ticket


class Source(Struct, frozen=True):
    """A member; or, `member_id` None, whoever reports from that user@host on that network."""

    member_id: int | None
    network: str
    address: str


async def add(tx: Transaction, source: Source, *, role_id: int, name: str, first_id: int, began_at: datetime) -> Storm:
    storm = await tx.one(
        Storm,
        """insert into storm (role_id, member_id, network, address, name, first_id, began_at)
           values (:role, :member, :network, :address, :name, :first, :began) returning *""",
        role=role_id,
        member=source.member_id,
        network=source.network,
        address=source.address,
        name=name,
        first=first_id,
        began=began_at,
    )
    assert storm is not None, "an insert returns its row"
    return storm


async def get(tx: Transaction, storm_id: int) -> Storm | None:
    return await tx.one(Storm, "select * from storm where id = :id", id=storm_id)


async def get_on(tx: Transaction, role_id: int, source: Source) -> Storm | None:
    """The one that isn't over."""
    return await tx.one(
        Storm,
        """select * from storm where role_id = :role and coalesce(member_id, 0) = coalesce(:member, 0)
           and network = :network and address = :address and ended_at is null""",
        role=role_id,
        member=source.member_id,
        network=source.network,
        address=source.address,
    )


async def end(tx: Transaction, storm_id: int, *, now: datetime) -> int:
    return await tx.run("update storm set ended_at = :now where id = :id and ended_at is null", id=storm_id, now=now)


async def forget(tx: Transaction, before: datetime) -> int:
    """From where those came that are long over; that they were is kept."""
    return await tx.run(
        "update storm set address = '', name = '' where ended_at < :before and (address <> '' or name <> '')",
        before=before,
    )


async def list_since(tx: Transaction, role_id: int, source: Source, *, since: datetime) -> list[Ticket]:
    """What that source has opened for that role since then. Private ones never count."""
    if source.member_id is not None:
        return await tx.all(
            Ticket,
            """select * from ticket where reporter_id = :member and opener_id is null and opened_at > :since
                   and role_id = :role and private = 0
               union all select * from ticket where opener_id = :member and opened_at > :since
                   and role_id = :role and private = 0
               order by id""",
            since=since,
            role=role_id,
            member=source.member_id,
        )
    # By when they were opened, whoever did: a plus keeps an index from being used, and these know all that ever was.
    return await tx.all(
        Ticket,
        """select * from ticket where opened_at > :since and +role_id = :role and private = 0
               and +reporter_id is null and opener_id is null and +reporter_network = :network
               and reporter_mask = substr(reporter_mask, 1, instr(reporter_mask, '!')) || :address
           order by +id""",
        since=since,
        role=role_id,
        network=source.network,
        address=source.address,
    )


async def list_tickets(tx: Transaction, storm: Storm) -> list[Ticket]:
    """All that were opened in it and are public still."""
    return await tx.all(
        Ticket,
        """select * from ticket where id >= :first and role_id = :role and private = 0
           and (:ended is null or opened_at <= :ended)
           and case when :member is null
               then reporter_id is null and opener_id is null and reporter_network = :network
                   and reporter_mask = substr(reporter_mask, 1, instr(reporter_mask, '!')) || :address
               else coalesce(opener_id, reporter_id) = :member end
           order by id""",
        first=storm.first_id,
        role=storm.role_id,
        ended=storm.ended_at,
        member=storm.member_id,
        network=storm.network,
        address=storm.address,
    )


async def count_announced(tx: Transaction, ticket_id: int) -> int:
    """The channel lines in which it was offered so far."""
    found = await tx.value(
        """select count(*) from notice where ticket_id = :ticket and target = 'channel' and holds = 'offer'
           and status = 'sent'""",
        ticket=ticket_id,
    )
    return int(found or 0)
