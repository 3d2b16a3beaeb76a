"""Passwords that dibs keeps where a network has no services, as hashes; and the codes by which somebody sets a new one.

An identity without a row, or with an empty hash, has no password: nobody logs in by it.
"""

from datetime import datetime

from store.database import Transaction
from store.records import Identity, Password


async def get(tx: Transaction, *, network: str, value: str) -> Password | None:
    """Of an account that is in force, whether it has one by now or not."""
    return await tx.one(
        Password,
        """select identity.id as identity_id, identity.member_id, identity.shown, coalesce(password.hash, '') as hash
           from identity left join password on password.identity_id = identity.id
           where identity.kind = 'password' and identity.network = :network and identity.value = :value
               and identity.revoked_at is null""",
        network=network,
        value=value,
    )


async def get_by_code(tx: Transaction, *, network: str, digest: str, now: datetime) -> Password | None:
    """Whose code that is, as long as it is good."""
    return await tx.one(
        Password,
        """select identity.id as identity_id, identity.member_id, identity.shown, password.hash
           from password join identity on identity.id = password.identity_id
           where password.code = :digest and password.code_until >= :now and identity.network = :network
               and identity.revoked_at is null""",
        digest=digest,
        network=network,
        now=now,
    )


async def get_identity(tx: Transaction, *, member_id: int, network: str) -> Identity | None:
    """The account of a member there, if they have one."""
    return await tx.one(
        Identity,
        """select * from identity where member_id = :member and kind = 'password' and network = :network
               and revoked_at is null order by id limit 1""",
        member=member_id,
        network=network,
    )


async def put(tx: Transaction, identity_id: int, *, hashed: str, now: datetime) -> None:
    """The new one; a code that was good until now isn't any more."""
    await tx.run(
        """insert into password (identity_id, hash, changed_at) values (:id, :hash, :now)
           on conflict (identity_id) do update set hash = excluded.hash, changed_at = excluded.changed_at,
               code = null, code_until = null""",
        id=identity_id,
        hash=hashed,
        now=now,
    )


async def replace(tx: Transaction, identity_id: int, *, was: str, hashed: str) -> int:
    """The same password under another hash; 0 if it was changed meanwhile."""
    return await tx.run(
        "update password set hash = :hash where identity_id = :id and hash = :was", id=identity_id, was=was, hash=hashed
    )


async def put_code(tx: Transaction, identity_id: int, *, digest: str, until: datetime, now: datetime) -> None:
    """Beside the password, which holds on until the code is used."""
    await tx.run(
        """insert into password (identity_id, hash, changed_at, code, code_until)
           values (:id, '', :now, :digest, :until)
           on conflict (identity_id) do update set code = excluded.code, code_until = excluded.code_until""",
        id=identity_id,
        digest=digest,
        until=until,
        now=now,
    )


async def void(tx: Transaction, identity_id: int, *, was: str, now: datetime) -> int:
    """No password is good any more; 0 if it was changed meanwhile."""
    return await tx.run(
        """update password set hash = '', changed_at = :now
           where identity_id = :id and hash = :was""",
        id=identity_id,
        was=was,
        now=now,
    )


async def drop_code(tx: Transaction, identity_id: int) -> int:
    return await tx.run("update password set code = null, code_until = null where identity_id = :id", id=identity_id)
