"""Finding tickets for somebody who waits for the answer: at once, however many there are.

A query is driven from its smallest side. Where few tickets meet one of its conditions, these alone are looked at, all
of them; else the newest that have its words; else the newest. What would be looked at after that is said to be left
out: it takes as long as there are tickets. The figures: docs/performance/notes.md.
"""

from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from store import finding, search, spelling, tickets
from store.database import Transaction
from store.driving import FEW, few, newest_archived
from store.finding import End, Wanted
from store.records import Ticket
from store.spelling import Spelled

LOOKS_AT = FEW
"""Tickets: of those that have the words, or of all."""
READS = 500
"""Tickets whose texts are read, where the index of words can't say it."""
AT_ONCE = 250


class Looked(Struct, frozen=True):
    """`only`: at how many was looked, where there are more that may match."""

    tickets: list[Ticket]
    only: int | None = None
    side: End = "newest"


async def look(tx: Transaction, wanted: Wanted, *, limit: int) -> Looked:
    """The newest first, unless it is said otherwise; only what the reader may read, and nothing that is erased."""
    said = await spelling.spelled(tx, wanted.terms)
    last = await _bound(tx, wanted, said)
    if wanted.by_words and last is None and said.exact:
        return Looked(await finding.find(tx, replace(wanted, match=said.match), limit=limit))
    numbers = await few(tx, wanted)
    if numbers is not None:
        return await _among(tx, wanted, numbers, limit)
    if wanted.archived and not wanted.by_words:
        return await _archived(tx, wanted, limit)
    wanted = replace(wanted, match=said.wanted, lacking=said.unwanted, beyond=last)
    return await _up_to(tx, wanted, limit, exact=said.exact)


async def _bound(tx: Transaction, wanted: Wanted, said: Spelled) -> int | None:
    """How far those go that are looked at without anything to drive them; None where that is all of them."""
    if wanted.by_words:
        return await search.number_of_match(tx, said.wanted, LOOKS_AT, archived=wanted.archived, rising=wanted.rising)
    first, last = await tickets.numbers(tx)
    if last - first < LOOKS_AT:
        return None
    return first + LOOKS_AT if wanted.rising else last - LOOKS_AT


async def _among(tx: Transaction, wanted: Wanted, numbers: Sequence[int], limit: int) -> Looked:
    """Of these alone: in their order, until there are enough."""
    if not wanted.by_number and not wanted.terms:
        return Looked(await finding.find(tx, replace(wanted, among=numbers), limit=limit))
    kept, read = list[Ticket](), 0
    for part in _parts(numbers, rising=wanted.rising):
        found = await finding.find(tx, replace(_by_number(wanted), among=part), limit=AT_ONCE)
        read += len(found)
        if wanted.terms and read > READS:
            return await _ordered(tx, wanted, kept, limit, only=READS)
        kept += await _having(tx, wanted, found) if wanted.terms else found
        if len(kept) >= limit and wanted.by_number:
            break
    return await _ordered(tx, wanted, kept, limit)


def _parts(numbers: Sequence[int], *, rising: bool) -> Iterator[Sequence[int]]:
    ordered = sorted(numbers, reverse=not rising)
    return (ordered[first : first + AT_ONCE] for first in range(0, len(ordered), AT_ONCE))


async def _up_to(tx: Transaction, wanted: Wanted, limit: int, *, exact: bool) -> Looked:
    """No further than `beyond`."""
    if not exact:
        return await _loosely(tx, wanted, limit)
    found = await finding.find(tx, wanted, limit=limit)
    only = None if wanted.beyond is None or _are_enough(wanted, found, limit) else LOOKS_AT
    return Looked(found, only, wanted.side)


async def _loosely(tx: Transaction, wanted: Wanted, limit: int) -> Looked:
    """The index of words can't say all of it."""
    found = await finding.find(tx, _by_number(wanted), limit=READS)
    kept = list[Ticket]()
    for first in range(0, len(found), AT_ONCE):
        kept += await _having(tx, wanted, found[first : first + AT_ONCE])
        if _are_enough(wanted, kept, limit):
            return await _ordered(tx, wanted, kept, limit)
    all_of_them = wanted.beyond is None and len(found) < READS
    return await _ordered(tx, wanted, kept, limit, only=None if all_of_them else READS)


async def _archived(tx: Transaction, wanted: Wanted, limit: int) -> Looked:
    numbers = await newest_archived(tx, LOOKS_AT + 1)
    found = await _among(tx, wanted, numbers[:LOOKS_AT], limit)
    return found if len(numbers) <= LOOKS_AT else replace(found, only=found.only or LOOKS_AT)


def _are_enough(wanted: Wanted, found: Sequence[Ticket], limit: int) -> bool:
    """What wasn't looked at could only come after them."""
    return wanted.by_number and len(found) >= limit


def _by_number(wanted: Wanted) -> Wanted:
    return wanted if wanted.by_number else replace(wanted, orders=())


async def _having(tx: Transaction, wanted: Wanted, found: Sequence[Ticket]) -> list[Ticket]:
    numbers = [ticket.id for ticket in found]
    there = await spelling.having(tx, numbers, wanted.terms, archived=wanted.archived)
    return [ticket for ticket in found if ticket.id in there]


async def _ordered(
    tx: Transaction, wanted: Wanted, kept: Sequence[Ticket], limit: int, *, only: int | None = None
) -> Looked:
    if wanted.by_number:
        return Looked(list(kept[:limit]), only, wanted.side)
    numbers = [ticket.id for ticket in kept]
    return Looked(await finding.find(tx, replace(wanted, among=numbers), limit=limit), only)
