"""Holding back: who is away, or has it quiet, hears only what is urgent; the rest waits for their next word."""

from collections.abc import Sequence
from datetime import datetime

from chatbot.desk import prompts as offering
from chatbot.desk import quiet
from chatbot.desk.act import Act
from chatbot.wire import Wire
from store import habits, members, outbox, prompts, timers
from store.database import Transaction
from store.records import Member, Notice


async def put_aside(tx: Transaction, notice: Notice, *, sure_at: datetime | None = None) -> None:
    """What is urgent waits until they come into view, the rest until they speak: who joins may be a bouncer.

    `sure_at`: when it was seen for sure that they aren't there, or are away.
    """
    await (outbox.put_waiting if notice.urgent else outbox.hold_back)(tx, notice.id)
    if sure_at is not None:
        await miss(tx, notice, sure_at)


async def miss(tx: Transaction, notice: Notice, now: datetime) -> None:
    """They aren't there to be asked. Perhaps nobody of those who are is: soon that is looked at."""
    if notice.prompt_id is None or notice.holds != "offer" or not await outbox.mark_missed(tx, notice.id):
        return
    if await prompts.is_followed(tx, notice.prompt_id):
        await timers.put(tx, offering.ABSENT, notice.prompt_id, due_at=now + offering.UNTIL_SURE)


def is_away(wire: Wire, keys: Sequence[str]) -> bool:
    """Whether all of them who are there are marked away."""
    here = [key for key in keys if wire.nicks(key)]
    return bool(here) and all(wire.away(key) for key in here)


async def waits(act: Act, kind: str, network: str, key: str, *, spoke: bool) -> bool:
    """Whether it changes anything that this person came into view, or spoke."""
    member = await members.get_by_identity(act.tx, kind=kind, network=network, value=key)
    if member is None:
        return False
    back = spoke and quiet.is_back(await habits.get(act.tx, member.id), act.now)
    held = spoke and await _hears(act, member)
    return back or await outbox.count_waiting(act.tx, member.id, held=held) > 0


async def wake(act: Act, kind: str, network: str, key: str, *, spoke: bool) -> None:
    """What waited for them is queued again, for where they are now."""
    member = await members.get_by_identity(act.tx, kind=kind, network=network, value=key)
    if member is None:
        return
    if spoke and quiet.is_back(await habits.get(act.tx, member.id), act.now):
        await habits.put_away(act.tx, member.id, None)
    held = spoke and await _hears(act, member)
    await outbox.wake_member(act.tx, member.id, network=network, held=held)


async def _hears(act: Act, member: Member) -> bool:
    return quiet.hears(await habits.get(act.tx, member.id), act.now)


async def rests(tx: Transaction, notice: Notice, now: datetime) -> bool:
    """Whether its person has said that they want to hear only what is urgent now."""
    habit = await habits.get(tx, notice.member_id) if notice.member_id is not None else None
    return quiet.rests(habit, now)
