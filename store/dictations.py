"""Whose talk in a channel becomes comments of a ticket."""

from datetime import datetime

from store.database import Transaction
from store.records import Dictation


async def put(
    tx: Transaction,
    *,
    ticket_id: int,
    member_id: int | None,
    network: str,
    channel: str,
    who: str,
    now: datetime,
    until: datetime,
) -> Dictation:
    """Anew, or for as long again where it is on for that ticket already. End the one of another ticket first."""
    found = await tx.one(
        Dictation,
        """insert into dictation (ticket_id, member_id, network, channel, who, began_at, until)
           values (:ticket, :member, :network, :channel, :who, :now, :until)
           on conflict (network, who, channel) do update set until = excluded.until returning *""",
        ticket=ticket_id,
        member=member_id,
        network=network,
        channel=channel,
        who=who,
        now=now,
        until=until,
    )
    assert found is not None, "it is there by now"
    return found


async def get(tx: Transaction, dictation_id: int) -> Dictation | None:
    return await tx.one(Dictation, "select * from dictation where id = :id", id=dictation_id)


async def get_of(tx: Transaction, *, network: str, channel: str, who: str) -> Dictation | None:
    """Be its time over or not."""
    return await tx.one(
        Dictation,
        "select * from dictation where network = :network and channel = :channel and who = :who",
        network=network,
        channel=channel,
        who=who,
    )


async def list_of(tx: Transaction, *, network: str, who: str) -> list[Dictation]:
    """In all channels of a network."""
    return await tx.all(
        Dictation,
        "select * from dictation where network = :network and who = :who order by id",
        network=network,
        who=who,
    )


async def count_up(tx: Transaction, dictation_id: int) -> int:
    """There is one comment more."""
    return await tx.run("update dictation set comments = comments + 1 where id = :id", id=dictation_id)


async def follow(tx: Transaction, *, network: str, who: str, new: str) -> int:
    """They are called otherwise by now."""
    return await tx.run(
        "update or replace dictation set who = :new where network = :network and who = :who",
        network=network,
        who=who,
        new=new,
    )


async def drop(tx: Transaction, dictation_id: int) -> int:
    """0 if it has ended already."""
    return await tx.run("delete from dictation where id = :id", id=dictation_id)


async def list_of_ticket(tx: Transaction, ticket_id: int) -> list[Dictation]:
    return await tx.all(Dictation, "select * from dictation where ticket_id = :ticket order by id", ticket=ticket_id)


async def drop_of_ticket(tx: Transaction, ticket_id: int) -> int:
    return await tx.run("delete from dictation where ticket_id = :ticket", ticket=ticket_id)
