"""Notices to somebody who has accounts on several networks: from where they aren't to where they are."""

from datetime import datetime

from msgspec import Struct

from store.database import Transaction


class Addressee(Struct, frozen=True):
    member_id: int


async def list_due_members(tx: Transaction, network: str, now: datetime) -> list[int]:
    """Those for whom something is due on that network."""
    found = await tx.all(
        Addressee,
        """select distinct member_id from notice
           where status = 'queued' and network = :network and not_before <= :now and member_id is not null""",
        network=network,
        now=now,
    )
    return [one.member_id for one in found]


async def put_network(tx: Transaction, member_id: int, *, was: str, network: str) -> int:
    """What is still to be said to that person on the one network is said on the other."""
    return await tx.run(
        """update notice set network = :network
           where member_id = :member and network = :was and status in ('queued', 'waiting')""",
        member=member_id,
        was=was,
        network=network,
    )
