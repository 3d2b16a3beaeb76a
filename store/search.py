"""Finding tickets by their words. The one file that knows SQLite's full text (FTS5); another engine brings its own.

One row a ticket, with its number: what it says now, and all that was said to it. The newest come first: by recency the
index is read from its end, while ranking a common word of a million tickets takes 160 ms (ADR 12). What is archived
stands there under its number with a minus, so that neither those who look for it nor those who don't read past others.
"""

from collections.abc import Sequence
from typing import LiteralString

from msgspec import Struct

from store import many
from store.database import Transaction


async def put(tx: Transaction, ticket_id: int) -> None:
    """Read anew what is to be found of it. Called whenever something was written, changed, archived or erased."""
    await tx.run("delete from ticket_word where rowid in (:id, -:id)", id=ticket_id)
    await add(tx, ticket_id)


async def add(tx: Transaction, ticket_id: int) -> None:
    """The same of a ticket that is new: nothing of it was to be found before."""
    await tx.run(
        """insert into ticket_word (rowid, title, body)
           select case when archived_at is null then id else -id end, title, description || char(10) || coalesce((
               select group_concat(part.value, char(10))
               from event join event_text on event_text.event_id = event.id, json_each(event_text.texts) as part
               where event.ticket_id = ticket.id and part.key not in ('title', 'description')), '')
           from ticket where id = :id and erased_at is null""",
        id=ticket_id,
    )


class Term(Struct, frozen=True):
    """A word, or several in a row. `prefix`: words that begin like the last of them, too."""

    text: str
    prefix: bool = False
    negated: bool = False


class Side(Struct, frozen=True):
    """How tickets are read by their words. `newest`: as the index is read from its end."""

    source: LiteralString
    newest: LiteralString
    oldest: LiteralString
    number: LiteralString
    """By which a ticket stands there."""
    matching: LiteralString
    """What a row must be; a query follows."""
    newer: LiteralString
    """What a row must be so that it isn't too old; a number follows."""
    older: LiteralString


SIDES = {
    False: Side(
        "ticket_word cross join ticket on ticket.id = ticket_word.rowid",
        newest="ticket_word.rowid desc",
        oldest="ticket_word.rowid",
        number="ticket.id",
        matching="ticket_word.rowid > 0 and ticket_word match ",
        newer="ticket_word.rowid > ",
        older="ticket_word.rowid < ",
    ),
    True: Side(
        "ticket_word cross join ticket on ticket.id = -ticket_word.rowid",
        newest="ticket_word.rowid",
        oldest="ticket_word.rowid desc",
        number="-ticket.id",
        matching="ticket_word.rowid < 0 and ticket_word match ",
        newer="ticket_word.rowid < ",
        older="ticket_word.rowid > ",
    ),
}
"""Of what isn't archived, and of what is. A cross join has the words looked up first."""


def lacking(query: LiteralString, bound: LiteralString, *, archived: bool) -> LiteralString:
    """Where a query says only what isn't to be there. `bound`: what is said of the rows that matter, if not of all."""
    rows: LiteralString = " not in (select ticket_word.rowid from ticket_word where ticket_word match "
    return SIDES[archived].number + rows + query + bound + ")"


async def list_matching(tx: Transaction, match: str, limit: int, *, archived: bool, rising: bool) -> list[int]:
    """The numbers of the newest tickets (or `rising`: the oldest) that match."""
    side = SIDES[archived]
    order = side.oldest if rising else side.newest
    text: LiteralString = f"select abs(rowid) as number from ticket_word where {side.matching}:match order by {order}"  # noqa: S608 - LiteralString: no text but those of this file
    return many.read(await tx.value(many.numbers_of(text + " limit :limit"), match=match, limit=limit))


async def number_of_match(tx: Transaction, match: str, nth: int, *, archived: bool, rising: bool) -> int | None:
    """The row behind so many that match, from the newest on or (`rising`) the oldest; None where there are no more."""
    side = SIDES[archived]
    order = side.oldest if rising else side.newest
    text: LiteralString = "where " + side.matching + ":match order by " + order + " limit 1 offset :nth"
    found = await tx.value("select rowid from ticket_word " + text, match=match, nth=nth)  # noqa: S608 - LiteralString
    return int(found) if found is not None else None


def match_of(terms: Sequence[Term]) -> str:
    """All of them, in any order, and none of those that are negated.

    Each is a text in quotes, in which only a quote means anything: nothing that is typed is a query's syntax.
    """
    wanted = " AND ".join(_quoted(term) for term in terms if not term.negated)
    unwanted = any_of([term for term in terms if term.negated])
    return f"({wanted}) NOT ({unwanted})" if unwanted else wanted


def any_of(terms: Sequence[Term]) -> str:
    return " OR ".join(map(_quoted, terms))


def _quoted(term: Term) -> str:
    return '"' + term.text.replace('"', '""') + '"' + ("*" if term.prefix else "")


SHORTEST_PREFIX = 3
"""Letters of a word that may be cut short: as many as the index keeps the beginnings of."""


async def forget_the_erased(tx: Transaction) -> None:
    """A row that is deleted stays in the index until its parts are merged: all of it, where nobody waits. 0.8 s for
    200,000 tickets (docs/performance/notes.md)."""
    await tx.run("insert into ticket_word (ticket_word) values ('optimize')")


MERGED_AT_ONCE = 64
"""Pages: some ten milliseconds."""


async def forget_some_of_the_erased(tx: Transaction, *, first: bool) -> bool:
    """The same, a part of it; True while more is left. As https://sqlite.org/fts5.html, 6.8, has it: it begins with a
    negative number, and is done once nothing changes any more."""
    before = await tx.value("select total_changes()")
    pages = -MERGED_AT_ONCE if first else MERGED_AT_ONCE
    await tx.run("insert into ticket_word (ticket_word, rank) values ('merge', :pages)", pages=pages)
    return int(await tx.value("select total_changes()") or 0) - int(before or 0) >= 2


TEXTS: LiteralString = """select id as rowid, c0 as title, c1 as body from ticket_word_content
    where id in (select value from json_each(:rows))"""
"""What is to be found of these rows. Read where FTS5 keeps it (https://sqlite.org/fts5.html, 9.5): through the index
itself each takes twice as long."""
BESIDE = """create virtual table beside using fts5 (
    title, body, tokenize = 'unicode61 remove_diacritics 2', content = '', columnsize = 0)"""
"""The same for a handful of texts, apart from all others (store/texts.py); it keeps nothing but what is found."""
