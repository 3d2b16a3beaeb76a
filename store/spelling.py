"""Words of which only the beginning is said.

FTS5 looks up a whole word at once, and its newest tickets before all others; but for a beginning it first puts all
tickets of all words together that begin so, however common: 0.1 s for a word in a third of a million tickets. So
the words themselves are looked up instead, as long as they are few.
"""

import re
from collections.abc import Sequence

from msgspec import Struct

from store import search
from store.database import Transaction
from store.search import SHORTEST_PREFIX, Term

MOST = 12
"""Words that begin alike."""
LOOSE = 5
"""Letters: of a shorter beginning that too many words have, but SHORTEST_PREFIX letters are looked up."""
LAST = chr(0x10FFFF)
PIECE = re.compile(r"[^\s!-/:-@\[-`{-~]+")
"""Whatever else may stand between two words: these signs do."""


class Spelled(Struct, frozen=True):
    """What to look up: what must be there, and what mustn't; empty where nothing is said of that. `exact`: what matches
    it has the words, and lacks the others; else that may be so, and its text must be read. `words`: each that must be
    there, also those that must follow each other. `several`: there is more to it than one of them."""

    wanted: str
    unwanted: str
    exact: bool
    words: Sequence[str]
    several: bool

    @property
    def match(self) -> str:
        return f"({self.wanted}) NOT ({self.unwanted})" if self.unwanted else self.wanted


class Word(Struct, frozen=True):
    term: str


class Alike(Struct, frozen=True):
    """What to look up for a term; `match` is None where too many words begin so, and its text must be read. `words`: of
    which each must be there."""

    match: str | None
    words: Sequence[str]


async def spelled(tx: Transaction, terms: Sequence[Term]) -> Spelled:
    there = [await _alike(tx, term) for term in terms if not term.negated]
    lacking = [await _alike(tx, term) for term in terms if term.negated]
    wanted = [f"({one.match or ' AND '.join(one.words)})" for one in there]
    return Spelled(
        " AND ".join(wanted),
        " OR ".join(one.match for one in lacking if one.match is not None),
        all(one.match is not None for one in (*lacking, *there)),
        [word for one in there for word in one.words],
        len(terms) > 1 or any(len(_parts(term)) > 1 for term in terms),
    )


def _parts(term: Term) -> list[re.Match[str]]:
    """Words in a row, as far as ASCII signs and spaces part them."""
    return [part for part in PIECE.finditer(term.text) if any(map(str.isalnum, part[0]))]


async def _alike(tx: Transaction, term: Term) -> Alike:
    *others, last = _parts(term) or PIECE.finditer(term.text)
    match, words = search.any_of([term]), [search.any_of([Term(part[0])]) for part in others]
    beginning, before = last[0], term.text[: last.start()] if words else ""
    if not term.prefix or len(beginning) == SHORTEST_PREFIX:
        return Alike(match, [*words, search.any_of([Term(beginning, term.prefix)])])
    if not (beginning.isascii() and beginning.isalnum()):
        return Alike(match, words or [match])
    alike = await _beginning(tx, beginning.lower()) or [beginning]
    if len(alike) <= MOST:
        match = search.any_of([Term(before + word) for word in alike])
        return Alike(match, [*words, search.any_of([Term(word) for word in alike])])
    if words:
        return Alike(None, words)
    if SHORTEST_PREFIX < len(beginning) <= LOOSE:
        return Alike(None, [search.any_of([Term(beginning[:SHORTEST_PREFIX], prefix=True)])])
    return Alike(match, [match])


async def _beginning(tx: Transaction, beginning: str) -> list[str]:
    """The words that begin so, and no more than needed to see that they are many: from each to the next one."""
    found = await tx.all(
        Word,
        """with recursive each (term) as (
               select (select term from ticket_term where term >= :beginning and term <= :last limit 1)
               union all
               select (select term from ticket_term where term >= each.term || char(1) and term <= :last limit 1)
               from each where each.term is not null limit :most)
           select term from each where term is not null""",
        beginning=beginning,
        last=beginning + LAST,
        most=MOST + 1,
    )
    return [word.term for word in found]
