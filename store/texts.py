"""Texts that are read, because the index of words can't say what is in them, or can't say it at once.

FTS5 decides what is a word there, too: in an index beside that has no other texts. But what is plain ASCII, text and
term, has no other words than its letters and digits, and there a pattern says the same in a fifth of the time.
"""

import json
import re
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing

from msgspec import Struct
from msgspec.structs import astuple

from store import search
from store.database import Transaction
from store.search import Term

Search = Callable[[str], re.Match[str] | None]
WORD = re.compile(r"[a-z0-9]+", re.ASCII | re.IGNORECASE)


class Text(Struct, frozen=True):
    rowid: int
    title: str
    body: str

    @property
    def is_plain(self) -> bool:
        return self.title.isascii() and self.body.isascii()


async def having(tx: Transaction, numbers: Sequence[int], terms: Sequence[Term], *, archived: bool) -> set[int]:
    """Those of them whose texts have these words, and lack those that are negated."""
    sign = -1 if archived else 1
    texts = await tx.all(Text, search.TEXTS, rows=json.dumps([sign * number for number in numbers]))
    return {sign * row for row in matching(texts, terms)}


def matching(texts: Sequence[Text], terms: Sequence[Term]) -> set[int]:
    """The rows of those that match."""
    known = [(pattern.search, term.negated) for term in terms if (pattern := _pattern(term))]
    if len(known) < len(terms):
        return looked_up(texts, terms)
    found, others = set[int](), list[Text]()
    for text in texts:
        if not text.is_plain:
            others.append(text)
        elif _has(text, known):
            found.add(text.rowid)
    return found | looked_up(others, terms) if others else found


def _pattern(term: Term) -> re.Pattern[str] | None:
    """None where only FTS5 knows: an accent, as an example, is nothing to it."""
    words = WORD.findall(term.text)
    if not words or not term.text.isascii():
        return None
    end = "" if term.prefix else "(?![a-z0-9])"
    return re.compile("(?<![a-z0-9])" + "[^a-z0-9]+".join(words) + end, re.ASCII | re.IGNORECASE)


def _has(text: Text, known: Sequence[tuple[Search, bool]]) -> bool:
    """`known`: how to look for each, and whether it is not to be there."""
    return all(bool(find(text.title) or find(text.body)) is not negated for find, negated in known)


def looked_up(texts: Sequence[Text], terms: Sequence[Term]) -> set[int]:
    """The same by FTS5, in an index of these alone."""
    positive = any(not term.negated for term in terms)
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as beside:
        beside.execute(search.BESIDE)
        beside.execute("begin")  # each row by itself would take eight times as long
        beside.executemany("insert into beside (rowid, title, body) values (?, ?, ?)", map(astuple, texts))
        match = search.match_of(terms) if positive else search.any_of(terms)
        found = {int(row) for (row,) in beside.execute("select rowid from beside where beside match ?", [match])}
    return found if positive else {text.rowid for text in texts} - found
