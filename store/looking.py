"""Finding tickets for somebody who waits for the answer: at once, however many there are.

A query is driven from its smallest side. Where few tickets meet one of its conditions, these alone are looked at, all
of them; else the newest that have its words; else the newest. What would be looked at after that is said to be left
out: it takes as long as there are tickets. The figures: docs/performance/notes.md.
"""

from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from store import finding, meeting, search, spelling, texts, tickets
from store.database import Transaction
from store.driving import FEW, few, newest_archived
from store.finding import End, Wanted
from store.meeting import Plan
from store.records import Ticket
from store.spelling import Spelled

LOOKS_AT = FEW
"""Tickets: of those that have the words, or of all."""
READS = 500
"""Tickets whose texts are read, where the index of words can't say it."""
AT_ONCE = 125
"""Tickets whose texts are read together: where there are enough among these, no others are."""


class Seen(Struct, frozen=True):
    """The numbers of those that were found."""

    numbers: Sequence[int]
    only: int | None = None


class Looked(Struct, frozen=True):
    """`only`: at how many was looked, where there are more that may match."""

    tickets: list[Ticket]
    only: int | None = None
    side: End = "newest"


async def look(tx: Transaction, wanted: Wanted, *, limit: int) -> Looked:
    """The newest first, unless it is said otherwise; only what the reader may read, and nothing that is erased."""
    seen = await _seen(tx, wanted, limit)
    return Looked(await finding.list_of(tx, seen.numbers), seen.only, wanted.side)


async def _seen(tx: Transaction, wanted: Wanted, limit: int) -> Seen:
    if wanted.archived and not await newest_archived(tx, 1):
        return Seen([])
    said = await spelling.spelled(tx, wanted.terms)
    if wanted.by_words and said.several:
        return await _meeting(tx, wanted, said, limit)
    last = await _bound(tx, wanted, said)
    if wanted.by_words and last is None and said.exact:
        return Seen(await finding.numbers(tx, replace(wanted, match=said.match), limit=limit))
    few_of_them = await few(tx, wanted)
    if few_of_them is not None:
        return await _among(tx, wanted, few_of_them, limit)
    if wanted.archived and not wanted.by_words:
        return await _archived(tx, wanted, limit)
    wanted = replace(wanted, match=said.wanted, lacking=said.unwanted, beyond=last)
    return await _up_to(tx, wanted, limit, exact=said.exact)


async def _meeting(tx: Transaction, wanted: Wanted, said: Spelled, limit: int) -> Seen:
    """Several words, or one without another."""
    plan = await meeting.plan(tx, wanted, said, LOOKS_AT, READS)
    if plan.exact and wanted.by_number and not wanted.conditions:  # then all are found that may be read
        found = await _met(tx, wanted, replace(plan, most=min(plan.most, 2 * limit)), limit)
        if found.only is None:
            return found
    return await _met(tx, wanted, plan, limit)


async def _met(tx: Transaction, wanted: Wanted, plan: Plan, limit: int) -> Seen:
    numbers = await search.list_matching(tx, plan.match, plan.most + 1, archived=wanted.archived, rising=wanted.rising)
    only = plan.most if len(numbers) > plan.most else None
    are_all = only is None and (plan.exact or len(numbers) <= READS)
    few_of_them = None if are_all else await few(tx, wanted)
    if few_of_them is not None:
        return await _among(tx, wanted, few_of_them, limit)
    found = await _among(tx, replace(wanted, terms=()) if plan.exact else wanted, numbers[: plan.most], limit)
    return found if _are_enough(wanted, found.numbers, limit) else replace(found, only=found.only or only)


async def _bound(tx: Transaction, wanted: Wanted, said: Spelled) -> int | None:
    """How far those go that are looked at without anything to drive them; None where that is all of them."""
    if wanted.by_words:
        return await search.number_of_match(tx, said.wanted, LOOKS_AT, archived=wanted.archived, rising=wanted.rising)
    first, last = await tickets.numbers(tx)
    if last - first < LOOKS_AT:
        return None
    return first + LOOKS_AT if wanted.rising else last - LOOKS_AT


async def _among(tx: Transaction, wanted: Wanted, numbers: Sequence[int], limit: int) -> Seen:
    """Of these alone: in their order, until there are enough."""
    if not wanted.by_number and not wanted.terms:
        return await _ordered(tx, wanted, numbers, limit)
    kept, left = list[int](), READS
    for part in _parts(sorted(numbers, reverse=not wanted.rising), AT_ONCE if wanted.terms else READS):
        most = left + 1 if wanted.terms else limit - len(kept)
        found = await finding.numbers(tx, replace(_by_number(wanted), among=part), limit=most)
        kept += await _having(tx, wanted, found[:left], limit - len(kept)) if wanted.terms else found
        if _are_enough(wanted, kept, limit):
            break
        if wanted.terms and len(found) > left:
            return await _ordered(tx, wanted, kept, limit, only=READS)
        left -= len(found)
    return await _ordered(tx, wanted, kept, limit)


def _parts(numbers: Sequence[int], size: int) -> Iterator[Sequence[int]]:
    return (numbers[first : first + size] for first in range(0, len(numbers), size))


async def _up_to(tx: Transaction, wanted: Wanted, limit: int, *, exact: bool) -> Seen:
    """No further than `beyond`."""
    if not exact:
        return await _loosely(tx, wanted, limit)
    found = await finding.numbers(tx, wanted, limit=limit)
    return Seen(found, None if wanted.beyond is None or _are_enough(wanted, found, limit) else LOOKS_AT)


async def _loosely(tx: Transaction, wanted: Wanted, limit: int) -> Seen:
    """The index of words can't say all of it."""
    found = await finding.numbers(tx, _by_number(wanted), limit=READS)
    kept = await _having(tx, wanted, found, limit)
    all_of_them = wanted.beyond is None and len(found) < READS
    only = None if all_of_them or _are_enough(wanted, kept, limit) else READS
    return await _ordered(tx, wanted, kept, limit, only=only)


async def _archived(tx: Transaction, wanted: Wanted, limit: int) -> Seen:
    numbers = await newest_archived(tx, LOOKS_AT + 1)
    found = await _among(tx, wanted, numbers[:LOOKS_AT], limit)
    return found if len(numbers) <= LOOKS_AT else replace(found, only=found.only or LOOKS_AT)


def _are_enough(wanted: Wanted, found: Sequence[int], limit: int) -> bool:
    """What wasn't looked at could only come after them."""
    return wanted.by_number and len(found) >= limit


def _by_number(wanted: Wanted) -> Wanted:
    return wanted if wanted.by_number else replace(wanted, orders=())


async def _having(tx: Transaction, wanted: Wanted, numbers: Sequence[int], limit: int) -> list[int]:
    """Those whose texts have the words, until there are enough."""
    kept = list[int]()
    for part in _parts(numbers, AT_ONCE):
        there = await texts.having(tx, part, wanted.terms, archived=wanted.archived)
        kept += [number for number in part if number in there]
        if _are_enough(wanted, kept, limit):
            break
    return kept


async def _ordered(
    tx: Transaction, wanted: Wanted, kept: Sequence[int], limit: int, *, only: int | None = None
) -> Seen:
    if wanted.by_number:
        return Seen(kept[:limit], only)
    return Seen(await finding.numbers(tx, replace(wanted, among=kept), limit=limit), only)
