"""Who doesn't want to be quoted: members, and hosts of who isn't logged in."""

from datetime import datetime

from store.database import Transaction


async def add_member(tx: Transaction, member_id: int, *, now: datetime) -> int:
    """0 if they are among them already."""
    return await tx.run(
        "insert into unquoted (member_id, since) values (:member, :now) on conflict do nothing",
        member=member_id,
        now=now,
    )


async def add_host(tx: Transaction, *, network: str, host: str, now: datetime) -> int:
    return await tx.run(
        "insert into unquoted (network, host, since) values (:network, :host, :now) on conflict do nothing",
        network=network,
        host=host,
        now=now,
    )


async def drop_member(tx: Transaction, member_id: int) -> int:
    return await tx.run("delete from unquoted where member_id = :member", member=member_id)


async def has_member(tx: Transaction, member_id: int) -> bool:
    return bool(await tx.value("select count(*) from unquoted where member_id = :member", member=member_id))


async def has_host(tx: Transaction, *, network: str, host: str) -> bool:
    found = await tx.value(
        "select count(*) from unquoted where network = :network and host = :host", network=network, host=host
    )
    return bool(found)


async def count_hosts(tx: Transaction) -> int:
    return int(await tx.value("select count(*) from unquoted where host is not null") or 0)
