"""Who wants to be asked about an offer again, and when."""

from datetime import datetime

from store.database import Transaction
from store.records import Snooze


async def put(tx: Transaction, prompt_id: int, member_id: int, *, until: datetime) -> Snooze:
    snooze = await tx.one(
        Snooze,
        """insert into snooze (prompt_id, member_id, until) values (:prompt, :member, :until)
           on conflict (prompt_id, member_id) do update set until = excluded.until returning *""",
        prompt=prompt_id,
        member=member_id,
        until=until,
    )
    assert snooze is not None, "an upsert returns its row"
    return snooze


async def get(tx: Transaction, snooze_id: int) -> Snooze | None:
    return await tx.one(Snooze, "select * from snooze where id = :id", id=snooze_id)


async def drop(tx: Transaction, snooze_id: int) -> int:
    return await tx.run("delete from snooze where id = :id", id=snooze_id)


async def list_of_prompt(tx: Transaction, prompt_id: int, *, now: datetime) -> list[Snooze]:
    """Those that aren't over yet."""
    return await tx.all(
        Snooze, "select * from snooze where prompt_id = :prompt and until > :now", prompt=prompt_id, now=now
    )
