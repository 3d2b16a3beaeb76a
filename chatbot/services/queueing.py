"""Puts what a plugin says into the outbox: when it is due, and whether it is worth saying at all."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from chatbot.plugin import Notice
from chatbot.services.facts import Fact
from chatbot.services.recipients import Recipient
from store import outbox, spoken
from store.database import Transaction

BETWEEN_JOINED = timedelta(minutes=5)
"""VOICE, noise rule 2: repeats are joined to one line per person in that time."""
GATHERING = timedelta(seconds=30)
"""How long the first of them waits for others that are due at about the same time."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """A notice of an event, and those it is for."""

    fact: Fact
    notice: Notice
    to: Recipient


async def add(tx: Transaction, plugin: str, one: Spoken, now: datetime) -> None:
    if not await _is_vain(tx, one):
        await _put(tx, plugin, one, now)


async def _is_vain(tx: Transaction, one: Spoken) -> bool:
    """A reminder of an offer whose line before it isn't said yet: because they are away, or the link is down."""
    row, to = one.fact.row, one.to
    return bool(one.notice.joined and row.prompt_id) and await spoken.is_unsaid(
        tx,
        row.prompt_id or 0,
        target=to.target,
        network=to.network,
        address=to.address,
        member_id=to.member_id,
    )


async def _put(tx: Transaction, plugin: str, one: Spoken, now: datetime) -> None:
    row, notice, to = one.fact.row, one.notice, one.to
    await outbox.add(
        tx,
        plugin=plugin,
        event_id=row.id,
        ticket_id=row.ticket_id,
        prompt_id=row.prompt_id,
        holds=to.holds or notice.holds,
        target=to.target,
        network=to.network,
        address=to.address,
        member_id=to.member_id,
        text=notice.text,
        brief=notice.brief,
        joined=notice.joined,
        masked=one.fact.event.private,
        urgent=notice.urgent,
        not_before=await _not_before(tx, one, now),
        now=now,
    )


async def _not_before(tx: Transaction, one: Spoken, now: datetime) -> datetime:
    """Notices that join others wait until 5 minutes after the last such line, and then go together."""
    if not one.notice.joined or one.to.member_id is None:
        return now
    newest = await spoken.newest_joined(tx, one.to.member_id, one.notice.joined)
    if newest is None:
        return now + GATHERING
    if newest.status in {"queued", "waiting"}:
        return max(now, newest.not_before)
    return max(now + GATHERING, (newest.ended_at or newest.not_before) + BETWEEN_JOINED)
