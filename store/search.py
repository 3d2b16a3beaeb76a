"""Finding tickets by their words. The one file that knows SQLite's full text (FTS5); another engine brings its own.

One row a ticket, with its number: what it says now, and all that was said to it. The newest come first: by recency the
index is read from its end, while ranking a common word of a million tickets takes 160 ms (ADR 12).
"""

from store.database import Transaction
from store.records import Ticket


async def put(tx: Transaction, ticket_id: int) -> None:
    """Read anew what is to be found of it. Called whenever something was written, changed or erased."""
    await tx.run("delete from ticket_word where rowid = :id", id=ticket_id)
    await tx.run(
        """insert into ticket_word (rowid, title, body)
           select id, title, description || char(10) || coalesce((
               select group_concat(part.value, char(10))
               from event join event_text on event_text.event_id = event.id, json_each(event_text.texts) as part
               where event.ticket_id = ticket.id and part.key not in ('title', 'description')), '')
           from ticket where id = :id""",
        id=ticket_id,
    )


async def find(tx: Transaction, query: str, *, limit: int) -> list[Ticket]:
    """The newest that match, private ones too: who asks decides what of it they may see."""
    return await tx.all(
        Ticket,
        """select ticket.* from ticket_word join ticket on ticket.id = ticket_word.rowid
           where ticket_word match :query order by ticket_word.rowid desc limit :limit""",
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
