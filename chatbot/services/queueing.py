"""Puts what a plugin says into the outbox: when it is due, and whether it is worth saying at all."""

import dataclasses
from collections.abc import Sequence
from datetime import datetime, timedelta

from msgspec import Struct
from msgspec.structs import replace

from chatbot.plugin import Notice
from chatbot.services import crowding
from chatbot.services.crowding import Place
from chatbot.services.facts import Fact
from chatbot.services.recipients import Recipient
from store import outbox, spoken
from store.database import Transaction
from store.records import Notice as Row

BETWEEN_JOINED = timedelta(minutes=5)
"""VOICE, noise rule 2: repeats are joined to one line per person in that time."""
GATHERING = timedelta(seconds=30)
"""How long the first of them waits for others that are due at about the same time; and, where the first is said at
once, how long the next ones do."""


class Spoken(Struct, frozen=True):
    """A notice of an event, and those it is for."""

    fact: Fact
    notice: Notice
    to: Recipient


async def add_all(tx: Transaction, plugin: str, spoken: Sequence[Spoken], now: datetime) -> None:
    before = await outbox.last_id(tx)
    for one in spoken:
        await _add(tx, plugin, one, now, before)


async def _add(tx: Transaction, plugin: str, one: Spoken, now: datetime, before: int) -> None:
    """`before`: the last row that was there before those that are added together now."""
    if await _is_vain(tx, one) or await crowding.is_told_at_the_end(tx, one.fact.row, one.to):
        return
    where = await crowding.place(tx, one.fact.row, one.notice, one.to, now)
    put = replace(one, notice=dataclasses.replace(one.notice, joined=where.joined))
    if where.not_before is None:
        where = replace(where, not_before=await _not_before(tx, put, now, before))
    await _put(tx, plugin, put, where, now)


async def _is_vain(tx: Transaction, one: Spoken) -> bool:
    """A reminder of an offer whose line before it isn't said yet: because they are away, or the link is down."""
    row, to = one.fact.row, one.to
    if to.holds == "watching":
        return False
    return bool(one.notice.joined and row.prompt_id) and await spoken.is_unsaid(
        tx,
        row.prompt_id or 0,
        target=to.target,
        network=to.network,
        address=to.address,
        member_id=to.member_id,
    )


async def _put(tx: Transaction, plugin: str, one: Spoken, where: Place, now: datetime) -> None:
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
        not_before=where.not_before or now,
        now=now,
        crowd=notice.crowd,
        storm_id=where.storm_id,
    )


async def _not_before(tx: Transaction, one: Spoken, now: datetime, before: int) -> datetime:
    """Notices that join others wait until a while after the last such line, and then go together."""
    if not one.notice.joined or one.to.member_id is None:
        return now
    newest = await spoken.newest_joined(tx, one.to.member_id, one.notice.joined)
    if one.notice.at_once:
        return _soon(newest, now, before)
    if newest is None:
        return now + GATHERING
    if newest.status in {"queued", "waiting"}:
        return max(now, newest.not_before)
    return max(now + GATHERING, (newest.ended_at or newest.not_before) + BETWEEN_JOINED)


def _soon(newest: Row | None, now: datetime, before: int) -> datetime:
    """At once if there was none lately; else together with those that wait already, or with those still to come.

    What was added with it in one go is said with it, too."""
    if newest is None:
        return now
    if newest.not_before > now or newest.id > before:
        return newest.not_before
    return max(now, (newest.ended_at or now) + GATHERING)
