"""Finding tickets by their words. The one file that knows SQLite's full text (FTS5); another engine brings its own.

One row a ticket, with its number: what it says now, and all that was said to it. The newest come first: by recency the
index is read from its end, while ranking a common word of a million tickets takes 160 ms (ADR 12). What is archived
stands there under its number with a minus, so that neither those who look for it nor those who don't read past others.
"""

from store.database import Transaction
from store.records import Ticket


async def put(tx: Transaction, ticket_id: int) -> None:
    """Read anew what is to be found of it. Called whenever something was written, changed, archived or erased."""
    await tx.run("delete from ticket_word where rowid in (:id, -:id)", id=ticket_id)
    await tx.run(
        """insert into ticket_word (rowid, title, body)
           select case when archived_at is null then id else -id end, title, description || char(10) || coalesce((
               select group_concat(part.value, char(10))
               from event join event_text on event_text.event_id = event.id, json_each(event_text.texts) as part
               where event.ticket_id = ticket.id and part.key not in ('title', 'description')), '')
           from ticket where id = :id and erased_at is null""",
        id=ticket_id,
    )


async def find(tx: Transaction, query: str, *, limit: int) -> list[Ticket]:
    """The newest that match and aren't archived, private ones too: who asks decides what of it they may see."""
    return await tx.all(
        Ticket,
        """select ticket.* from ticket_word join ticket on ticket.id = ticket_word.rowid
           where ticket_word match :query and ticket_word.rowid > 0 order by ticket_word.rowid desc limit :limit""",
        query=query,
        limit=limit,
    )


async def find_archived(tx: Transaction, query: str, *, limit: int) -> list[Ticket]:
    """The same among those that are archived."""
    return await tx.all(
        Ticket,
        """select ticket.* from ticket_word join ticket on ticket.id = -ticket_word.rowid
           where ticket_word match :query and ticket_word.rowid < 0 order by ticket_word.rowid limit :limit""",
        query=query,
        limit=limit,
    )


def query_of(terms: list[str]) -> str:
    """All of them, in any order; of the last one its beginning is enough, from three characters on.

    Each is a text in quotes, in which only a quote means anything: nothing that is typed is a query's syntax.
    """
    quoted = ['"' + term.replace('"', '""') + '"' for term in terms]
    return " ".join(quoted) + ("*" if len(terms[-1]) >= SHORTEST_PREFIX else "")


SHORTEST_PREFIX = 3


async def forget_the_erased(tx: Transaction) -> None:
    """A row that is deleted stays in the index until its parts are merged. 0.1 s for 100,000 tickets (tests/bench)."""
    await tx.run("insert into ticket_word (ticket_word) values ('optimize')")
