"""Tickets that have several words, or one without another: as many as can be found at once.

FTS5 reads on until the next one that has them all: where all words are common and seldom meet, through the whole index.
So it is asked only where that is short, by the rarest of the words, or by some of its tickets that were read; else the
newest tickets with that word are all that is looked at, and their texts are read.
"""

from msgspec import Struct

from store import search, texts, tickets
from store.database import Transaction
from store.finding import Wanted
from store.spelling import Spelled

STEPS = 30_000
"""Look-ups of another word, in tickets that have the rarest: 3 ms of FTS5."""
TRIED = 100
OFTEN, SELDOM = 6, 2
"""Of those that were tried: so many have all that is wanted."""


class Plan(Struct, frozen=True):
    """What to look up, and how many of those to look at. `exact`: their texts needn't be read."""

    match: str
    most: int
    exact: bool


class Rarest(Struct, frozen=True):
    """Of the words that must be there. `few`: tickets that have it are few. `steps`: about so many have it."""

    word: str
    few: bool
    steps: float


async def plan(tx: Transaction, wanted: Wanted, said: Spelled, most: int, reads: int) -> Plan:
    """`most`: tickets; `reads`: texts."""
    rarest = await _rarest(tx, wanted, said, most)
    if rarest.few and await _are_many(tx, rarest.word, most, archived=not wanted.archived):
        here = await _matching(tx, wanted, rarest.word, reads + 1)
        if len(here) <= reads:
            return Plan(rarest.word, reads, exact=False)
    others = max(1, len(said.words) - 1 + bool(said.unwanted))
    often = TRIED if rarest.steps * others <= STEPS else await _try(tx, wanted, rarest.word)
    if often < SELDOM:
        return Plan(rarest.word, most, exact=False)
    return Plan(said.match, most if often >= OFTEN else reads, said.exact)


async def _rarest(tx: Transaction, wanted: Wanted, said: Spelled, most: int) -> Rarest:
    first, last = await tickets.numbers(tx)
    found = list[Rarest]()
    for word in said.words:
        rows = [await _row(tx, wanted, word, nth) for nth in (0, most)]
        if rows[1] is None or rows[0] is None:
            return Rarest(word, few=True, steps=0)
        found.append(Rarest(word, few=False, steps=most * (last - first) / abs(rows[1] - rows[0])))
    return min(found, key=lambda one: one.steps)


async def _row(tx: Transaction, wanted: Wanted, word: str, nth: int) -> int | None:
    return await search.number_of_match(tx, word, nth, archived=wanted.archived, rising=wanted.rising)


async def _are_many(tx: Transaction, word: str, most: int, *, archived: bool) -> bool:
    return await search.number_of_match(tx, word, most, archived=archived, rising=False) is not None


async def _try(tx: Transaction, wanted: Wanted, word: str) -> int:
    """How many of the first ones with that word have all that is wanted."""
    numbers = await _matching(tx, wanted, word, TRIED)
    return len(await texts.having(tx, numbers, wanted.terms, archived=wanted.archived))


async def _matching(tx: Transaction, wanted: Wanted, match: str, limit: int) -> list[int]:
    return await search.list_matching(tx, match, limit, archived=wanted.archived, rising=wanted.rising)
