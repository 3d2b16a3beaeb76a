"""Roles and who is in them. A deleted role keeps its row: old tickets and events still name it."""

from datetime import datetime

from store.database import Transaction
from store.records import Membership, Role


async def add(
    tx: Transaction,
    *,
    name: str,
    network: str | None,
    channel: str | None,
    is_open: bool,
    now: datetime,
) -> Role:
    role = await tx.one(
        Role,
        """insert into role (name, name_key, network, channel, channel_key, open, created_at)
           values (:name, :key, :network, :channel, lower(:channel), :open, :now)
           returning id, name, network, channel, open, lifetime, every, digest_every, say, next_id, next_after,
               next_prompts, zone, created_at, deleted_at""",
        name=name,
        key=name.lower(),
        network=network,
        channel=channel,
        open=is_open,
        now=now,
    )
    assert role is not None, "an insert returns its row"
    return role


async def get(tx: Transaction, role_id: int) -> Role | None:
    """Deleted ones too."""
    return await tx.one(
        Role,
        """select id, name, network, channel, open, lifetime, every, digest_every, say, next_id, next_after,
               next_prompts, zone, created_at, deleted_at
           from role where id = :id""",
        id=role_id,
    )


async def get_by_name(tx: Transaction, name: str) -> Role | None:
    return await tx.one(
        Role,
        """select id, name, network, channel, open, lifetime, every, digest_every, say, next_id, next_after,
               next_prompts, zone, created_at, deleted_at
           from role where name_key = :key and deleted_at is null""",
        key=name.lower(),
    )


async def list_by_channel(tx: Transaction, *, network: str, channel: str) -> list[Role]:
    return await tx.all(
        Role,
        """select id, name, network, channel, open, lifetime, every, digest_every, say, next_id, next_after,
               next_prompts, zone, created_at, deleted_at
           from role where network = :network and channel_key = lower(:channel) and deleted_at is null order by id""",
        network=network,
        channel=channel,
    )


async def list_all(tx: Transaction) -> list[Role]:
    return await tx.all(
        Role,
        """select id, name, network, channel, open, lifetime, every, digest_every, say, next_id, next_after,
               next_prompts, zone, created_at, deleted_at
           from role where deleted_at is null order by name_key""",
    )


async def put_channel(tx: Transaction, role_id: int, *, network: str | None, channel: str | None) -> int:
    return await tx.run(
        "update role set network = :network, channel = :channel, channel_key = lower(:channel) where id = :id",
        id=role_id,
        network=network,
        channel=channel,
    )


async def put_zone(tx: Transaction, role_id: int, zone: str | None) -> int:
    """`zone`: an IANA name, of where its morning is."""
    return await tx.run("update role set zone = :zone where id = :id", id=role_id, zone=zone)


async def put_settings(
    tx: Transaction,
    role_id: int,
    *,
    is_open: bool,
    lifetime: int | None,
    every: int | None,
    digest_every: int | None,
) -> int:
    return await tx.run(
        """update role set open = :open, lifetime = :lifetime, every = :every, digest_every = :digest_every
           where id = :id""",
        id=role_id,
        open=is_open,
        lifetime=lifetime,
        every=every,
        digest_every=digest_every,
    )


async def put_say(tx: Transaction, role_id: int, say: str) -> int:
    return await tx.run("update role set say = :say where id = :id", id=role_id, say=say)


async def put_next(tx: Transaction, new: Role) -> int:
    return await tx.run(
        "update role set next_id = :next, next_after = :after, next_prompts = :prompts where id = :id",
        id=new.id,
        next=new.next_id,
        after=new.next_after,
        prompts=new.next_prompts,
    )


async def mark_deleted(tx: Transaction, role_id: int, *, now: datetime) -> int:
    return await tx.run("update role set deleted_at = :now where id = :id and deleted_at is null", id=role_id, now=now)


async def add_member(tx: Transaction, role_id: int, member_id: int, *, confirmed: bool, now: datetime) -> int:
    """Joins them, or confirms who joined by themselves; 0 where nothing changed."""
    return await tx.run(
        """insert into membership (role_id, member_id, confirmed, joined_at) values (:role, :member, :confirmed, :now)
           on conflict (role_id, member_id) do update set confirmed = 1
           where membership.confirmed = 0 and excluded.confirmed = 1""",
        role=role_id,
        member=member_id,
        confirmed=confirmed,
        now=now,
    )


async def remove_member(tx: Transaction, role_id: int, member_id: int) -> int:
    return await tx.run(
        "delete from membership where role_id = :role and member_id = :member", role=role_id, member=member_id
    )


async def get_membership(tx: Transaction, role_id: int, member_id: int) -> Membership | None:
    """None for a deleted role too: nobody could be taken out of it any more."""
    return await tx.one(
        Membership,
        """select membership.role_id, membership.member_id, member.name, membership.confirmed, membership.lead,
               membership.joined_at
           from membership join member on member.id = membership.member_id join role on role.id = membership.role_id
           where membership.role_id = :role and membership.member_id = :member and role.deleted_at is null""",
        role=role_id,
        member=member_id,
    )


async def list_members(tx: Transaction, role_id: int) -> list[Membership]:
    """Those who can be asked: suspended members are left out."""
    return await tx.all(
        Membership,
        """select membership.role_id, membership.member_id, member.name, membership.confirmed, membership.lead,
               membership.joined_at
           from membership join member on member.id = membership.member_id
           where membership.role_id = :role and member.suspended_at is null order by member.name_key""",
        role=role_id,
    )


async def list_of_member(tx: Transaction, member_id: int) -> list[Role]:
    return await tx.all(
        Role,
        """select role.id, role.name, role.network, role.channel, role.open, role.lifetime, role.every,
               role.digest_every, role.say, role.next_id, role.next_after, role.next_prompts, role.zone,
               role.created_at, role.deleted_at
           from role join membership on membership.role_id = role.id
           where membership.member_id = :member and role.deleted_at is null order by role.name_key""",
        member=member_id,
    )


async def list_led(tx: Transaction, member_id: int) -> list[Membership]:
    return await tx.all(
        Membership,
        """select membership.role_id, membership.member_id, member.name, membership.confirmed, membership.lead,
               membership.joined_at
           from membership join member on member.id = membership.member_id join role on role.id = membership.role_id
           where membership.member_id = :member and membership.lead = 1 and role.deleted_at is null""",
        member=member_id,
    )


async def put_lead(tx: Transaction, role_id: int, member_id: int, *, lead: bool) -> int:
    return await tx.run(
        "update membership set lead = :lead where role_id = :role and member_id = :member",
        role=role_id,
        member=member_id,
        lead=lead,
    )
