"""People: members and their identities. Names and values are compared by their folded keys."""

from datetime import datetime

from store.database import Transaction
from store.records import Identity, Member


async def add(tx: Transaction, *, uuid: str, name: str, admin: bool, now: datetime) -> Member:
    member = await tx.one(
        Member,
        """insert into member (uuid, name, name_key, admin, created_at)
           values (:uuid, :name, :key, :admin, :now)
           returning id, uuid, name, admin, created_at, suspended_at, asleep, forgotten_at""",
        uuid=uuid,
        name=name,
        key=name.lower(),
        admin=admin,
        now=now,
    )
    assert member is not None, "an insert returns its row"
    return member


async def get(tx: Transaction, member_id: int) -> Member | None:
    return await tx.one(
        Member,
        "select id, uuid, name, admin, created_at, suspended_at, asleep, forgotten_at from member where id = :id",
        id=member_id,
    )


async def get_by_name(tx: Transaction, name: str) -> Member | None:
    """By any name that they ever had here: one that came along with a link goes on meaning them."""
    return await tx.one(
        Member,
        """select id, uuid, name, admin, created_at, suspended_at, asleep, forgotten_at from member
           where forgotten_at is null
               and id = (
                   select coalesce(named.linked_to, named.id) from member as named where named.name_key = :key)""",
        key=name.lower(),
    )


async def list_called(tx: Transaction, name: str) -> list[Member]:
    """Those of that name, and those who have nothing but `_` or `@network` behind it."""
    return await tx.all(
        Member,
        """select id, uuid, name, admin, created_at, suspended_at, asleep, forgotten_at from member
           where forgotten_at is null and id in (
               select coalesce(named.linked_to, named.id) from member as named
               where (rtrim(named.name_key, '_') = rtrim(:key, '_') and length(named.name_key) >= length(:key))
                   or substr(named.name_key, 1, length(:key) + 1) = :key || '@')
           order by name_key""",
        key=name.lower(),
    )


async def get_by_identity(tx: Transaction, *, kind: str, network: str, value: str) -> Member | None:
    return await tx.one(
        Member,
        """select member.id, member.uuid, member.name, member.admin, member.created_at, member.suspended_at,
               member.asleep, member.forgotten_at
           from identity join member on member.id = identity.member_id
           where identity.kind = :kind and identity.network = :network and identity.value = :value
               and identity.revoked_at is null""",
        kind=kind,
        network=network,
        value=value,
    )


async def list_all(tx: Transaction) -> list[Member]:
    return await tx.all(
        Member,
        """select id, uuid, name, admin, created_at, suspended_at, asleep, forgotten_at from member
           where forgotten_at is null and linked_to is null order by name_key""",
    )


async def list_unseen(tx: Transaction, before: datetime, *, limit: int) -> list[Member]:
    """Who gave no sign since before that moment, and may do something still. Who was never seen counts from when they
    became known."""
    return await tx.all(
        Member,
        """select member.id, uuid, name, admin, created_at, suspended_at, asleep, forgotten_at
           from member left join habit on habit.member_id = member.id
           where suspended_at is null and created_at < :before and coalesce(seen_at, created_at) < :before
           order by member.id limit :limit""",
        before=before,
        limit=limit,
    )


async def list_admins(tx: Transaction) -> list[Member]:
    return await tx.all(
        Member,
        """select id, uuid, name, admin, created_at, suspended_at, asleep, forgotten_at from member
           where admin = 1 and suspended_at is null order by id""",
    )


async def put_admin(tx: Transaction, member_id: int, *, admin: bool) -> int:
    return await tx.run("update member set admin = :admin where id = :id", id=member_id, admin=admin)


async def put_suspended(tx: Transaction, member_id: int, *, now: datetime, asleep: bool = False) -> int:
    """0 if they were suspended before. `asleep`: since they weren't seen for long."""
    return await tx.run(
        "update member set suspended_at = :now, asleep = :asleep where id = :id and suspended_at is null",
        id=member_id,
        now=now,
        asleep=asleep,
    )


async def drop_suspended(tx: Transaction, member_id: int) -> int:
    """0 if they weren't suspended."""
    return await tx.run(
        "update member set suspended_at = null, asleep = 0 where id = :id and suspended_at is not null", id=member_id
    )


async def add_identity(
    tx: Transaction, *, member_id: int, kind: str, network: str, value: str, shown: str, now: datetime
) -> Identity:
    identity = await tx.one(
        Identity,
        """insert into identity (member_id, kind, network, value, shown, created_at)
           values (:member, :kind, :network, :value, :shown, :now) returning *""",
        member=member_id,
        kind=kind,
        network=network,
        value=value,
        shown=shown,
        now=now,
    )
    assert identity is not None, "an insert returns its row"
    return identity


async def list_identities(tx: Transaction, member_id: int) -> list[Identity]:
    """Those in force, the newest last."""
    return await tx.all(
        Identity,
        "select * from identity where member_id = :member and revoked_at is null order by created_at, id",
        member=member_id,
    )


async def list_at(tx: Transaction, *, network: str, value: str) -> list[Identity]:
    """Whatever is known by that account there: a network's services, or dibs itself, may know it."""
    return await tx.all(
        Identity,
        "select * from identity where network = :network and value = :value and revoked_at is null order by id",
        network=network,
        value=value,
    )
