"""A last look at what is due before it is said: what holds no more isn't.

Thousands may be due at once, of which one line says. They are looked at in parts, and all else goes on in between.
"""

from asyncio import sleep
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import TypeVar

from msgspec import Struct

from chatbot.services import pace
from chatbot.services.holds import Checked
from store import crowds, journal
from store.database import Database, Transaction
from store.records import Notice

T = TypeVar("T")
LITTLE = 64
"""Rows: more than a wire takes at once, unless some of them are one line."""
PART = 25
"""Rows: 3 ms."""
PAUSE = 0.01
"""Seconds: a reply takes several rounds of the event loop, and between two parts it should get them all."""


class Due(Struct, frozen=True):
    """Of what is due the `numbers`; `checked`: what of it is let, if it is little. `event_id`: the newest by then."""

    numbers: list[int]
    checked: list[Checked] | None
    event_id: int


class LastLook(Struct, frozen=True):
    network: str
    now: datetime
    limit: int
    """Lines that the wire takes at once."""

    async def look(self, database: Database) -> list[Checked]:
        """All that is due there, and what goes into a line with it, as it is by the end of the look."""
        due = await database.glance(self._begin)
        if due.checked is not None:
            return due.checked
        checked: list[Checked] = []
        for part in parts(due.numbers):
            checked += await database.glance(self._read, part)
            await sleep(PAUSE)  # the loop's own time, not the desk's
        return await database.glance(self._end, checked, due.event_id)

    async def _begin(self, tx: Transaction) -> Due:
        notices, others = await pace.gather(tx, self.network, self.now, self.limit)
        numbers = [*(one.id for one in notices), *others]
        if len(numbers) > LITTLE:
            return Due(numbers, None, await journal.last_id(tx))
        checked = [*await self._check(tx, notices), *await self._read(tx, others)]
        return Due(numbers, await self._let(tx, checked), 0)

    async def _read(self, tx: Transaction, numbers: Sequence[int]) -> list[Checked]:
        return await self._check(tx, await crowds.list_queued(tx, self.network, numbers)) if numbers else []

    async def _check(self, tx: Transaction, notices: Sequence[Notice]) -> list[Checked]:
        return await pace.check(tx, self.network, self.now, notices)

    async def _end(self, tx: Transaction, checked: Sequence[Checked], event_id: int) -> list[Checked]:
        """What ended meanwhile is gone; what anything happened to, or to its person, is looked at once more."""
        queued = await crowds.still_queued(tx, self.network, [one.notice.id for one in checked])
        touched = await journal.list_touched(tx, event_id)
        tickets = {one.ticket_id for one in touched} - {None}
        members = {member for one in touched for member in (one.member_id, one.person)} - {None}
        left = [one for one in checked if one.notice.id in queued]
        again = [one.notice for one in left if one.notice.ticket_id in tickets or one.notice.member_id in members]
        anew = {one.notice.id: one for one in await self._check(tx, again)}
        return await self._let(tx, [anew.get(one.notice.id, one) for one in left])

    async def _let(self, tx: Transaction, checked: Sequence[Checked]) -> list[Checked]:
        return await pace.let(tx, self.network, self.now, self.limit, checked)


def parts(rows: Sequence[T]) -> Iterator[Sequence[T]]:
    """Of which each is no burden."""
    return (rows[start : start + PART] for start in range(0, len(rows), PART))
