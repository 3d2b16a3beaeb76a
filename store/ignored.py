"""Who is not listened to: by an admin's word, or for a while by themselves."""

from datetime import datetime

from store.database import Transaction
from store.records import Ignored


async def put(
    tx: Transaction,
    *,
    kind: str,
    network: str,
    value: str,
    shown: str,
    member_id: int | None,
    cause: str,
    actor: str,
    why: str,
    now: datetime,
    until: datetime | None,
    times: int = 1,
) -> int:
    """Anew, or instead of what was said of the same before."""
    return await tx.run(
        """insert into ignored (kind, network, value, shown, member_id, cause, actor, why, since, until, times)
           values (:kind, :network, :value, :shown, :member, :cause, :actor, :why, :now, :until, :times)
           on conflict (kind, network, value) do update set shown = excluded.shown, cause = excluded.cause,
               actor = excluded.actor, why = excluded.why, since = excluded.since, until = excluded.until,
               times = excluded.times""",
        kind=kind,
        network=network,
        value=value,
        shown=shown,
        member=member_id,
        cause=cause,
        actor=actor,
        why=why,
        now=now,
        until=until,
        times=times,
    )


async def get(tx: Transaction, *, kind: str, network: str, value: str) -> Ignored | None:
    """Be it over or not."""
    return await tx.one(
        Ignored,
        "select * from ignored where kind = :kind and network = :network and value = :value",
        kind=kind,
        network=network,
        value=value,
    )


async def list_near(
    tx: Transaction, *, network: str, account: str | None, host: str | None, member_id: int | None, now: datetime
) -> list[Ignored]:
    """Those in force that hold this person, and all masks of that network, which are for the desk to match."""
    return await tx.all(
        Ignored,
        """select * from ignored where (until is null or until > :now) and (
               (kind = 'member' and member_id = :member)
               or (network = :network and (kind = 'mask'
                   or (kind = 'account' and value = :account) or (kind = 'host' and value = :host))))""",
        network=network,
        account=account,
        host=host,
        member=member_id,
        now=now,
    )


async def list_all(tx: Transaction, now: datetime) -> list[Ignored]:
    """Those in force: what admins said first, then what ends last."""
    return await tx.all(
        Ignored,
        """select * from ignored where until is null or until > :now
           order by cause <> 'admin', until is not null, until desc, id""",
        now=now,
    )


async def count_of_admins(tx: Transaction, now: datetime) -> int:
    found = await tx.value(
        "select count(*) from ignored where cause = 'admin' and (until is null or until > :now)", now=now
    )
    return int(found or 0)


async def drop(tx: Transaction, ignored_id: int) -> int:
    return await tx.run("delete from ignored where id = :id", id=ignored_id)


async def drop_over(tx: Transaction, before: datetime) -> int:
    """Those that ended before that moment."""
    return await tx.run("delete from ignored where until < :before", before=before)


async def drop_beyond(tx: Transaction, most: int) -> int:
    """Of those that came by themselves, all but the newest."""
    return await tx.run(
        """delete from ignored where cause <> 'admin' and id not in (
               select id from ignored where cause <> 'admin' order by since desc, id desc limit :most)""",
        most=most,
    )


async def unname(tx: Transaction, name: str) -> int:
    """Who said it is nobody any more."""
    return await tx.run("update ignored set actor = 'somebody' where actor = :name", name=name)


async def forget_masks(tx: Transaction, before: datetime) -> int:
    """What was written of them in the journal before that moment: a mask, or why."""
    return await tx.run(
        """delete from event_text where event_id in (
               select id from event where kind in ('sender_ignored', 'sender_unignored') and at < :before)""",
        before=before,
    )
