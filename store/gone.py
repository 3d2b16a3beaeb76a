"""What was forgotten, erased or redacted in another file of the same desk, and still stands in this one.

Both stand beside each other on one connection (`Peek.beside`): this one is `main`, the one that is replaced `other`.
Rows are known again by their uuids: after an earlier restore, a number may have been given twice.
"""

from typing import Literal

from msgspec import Struct, field

from store.database import Transaction
from store.erasing import put_texts
from store.keeping import ERASED
from store.undoing import erase_texts

REDACTED = "(redacted)"


class Text(Struct, frozen=True):
    """What an event says here, and there; None: that is gone."""

    event_id: int
    ticket_id: int | None
    here: dict[str, str]
    there: dict[str, str] | None


class Words(Struct, frozen=True):
    """What a ticket says there, since it was redacted."""

    ticket_id: int
    title: str
    description: str


class Billed(Struct, frozen=True):
    """Under which title a ticket stands on a bill there, since that was redacted or erased."""

    line_id: int
    title: str


class Numbered(Struct, frozen=True):
    id: int


class Gone(Struct, frozen=True):
    """`members`, `tickets`: ids here. `newest`, `newest_bill`: the highest numbers that were given there to tickets
    and to bills."""

    members: list[int] = field(default_factory=list[int])
    tickets: list[int] = field(default_factory=list[int])
    texts: list[Text] = field(default_factory=list[Text])
    words: list[Words] = field(default_factory=list[Words])
    titles: list[Billed] = field(default_factory=list[Billed])
    newest: int = 0
    newest_bill: int = 0


async def of_one_desk(tx: Transaction) -> bool:
    return bool(await tx.value("select 1 from main.desk join other.desk as there on there.id = main.desk.id"))


async def read(tx: Transaction) -> Gone:
    newest = await tx.value("select coalesce(max(id), 0) from other.ticket")
    newest_bill = await tx.value("select coalesce(max(id), 0) from other.bill")
    return Gone(
        [one.id for one in await _members(tx)],
        [one.id for one in await _tickets(tx)],
        await _texts(tx),
        await _words(tx),
        await _titles(tx),
        int(newest or 0),
        int(newest_bill or 0),
    )


async def _members(tx: Transaction) -> list[Numbered]:
    return await tx.all(
        Numbered,
        """select here.id from other.member as there join main.member as here on here.uuid = there.uuid
           where there.forgotten_at is not null and here.forgotten_at is null order by here.id""",
    )


async def _tickets(tx: Transaction) -> list[Numbered]:
    return await tx.all(
        Numbered,
        """select here.id from other.ticket as there join main.ticket as here on here.uuid = there.uuid
           where there.erased_at is not null and here.erased_at is null order by here.id""",
    )


async def _texts(tx: Transaction) -> list[Text]:
    """A text changes by being taken out alone. But it may have moved since, here or there: so it is known again by the
    event beside which it was written.

    `of`: from which event it came there. That is one, so each is come to once, from the first ones on. It is cast since
    SQLite makes no index for what has no type, and without one 10,000 moves take minutes.
    """
    return await tx.all(
        Text,
        """with recursive
               here (id, of) as materialized (
                   select id, cast(json_extract(data, iif(kind = 'time_logged', '$.started', '$.of')) as integer)
                   from main.event
                   where kind = 'comment_moved' or (kind = 'time_logged' and json_extract(data, '$.moved'))),
               there (id, of) as materialized (
                   select id, cast(json_extract(data, iif(kind = 'time_logged', '$.started', '$.of')) as integer)
                   from other.event
                   where kind = 'comment_moved' or (kind = 'time_logged' and json_extract(data, '$.moved'))),
               from_here (id, first) as (
                   select distinct of, of from here where of not in (select id from here)
                   union all select here.id, first from from_here join here on here.of = from_here.id),
               from_there (id, first) as (
                   select distinct of, of from there where of not in (select id from there)
                   union all select there.id, first from from_there join there on there.of = from_there.id),
               by_now (first, id) as materialized (
                   select first, id from from_there join other.event_text on event_text.event_id = from_there.id)
           select event.id as event_id, event.ticket_id, said.texts as here, kept.texts as there
           from main.event_text as said join main.event on event.id = said.event_id
               left join from_here on from_here.id = event.id
               join main.event as written on written.id = coalesce(from_here.first, event.id)
               join other.event as same on same.uuid = written.uuid
               left join by_now on by_now.first = same.id
               left join other.event_text as kept on kept.event_id = coalesce(by_now.id, same.id)
           where kept.texts is not said.texts order by event.id""",
    )


async def _words(tx: Transaction) -> list[Words]:
    return await tx.all(
        Words,
        """select here.id as ticket_id, there.title, there.description
           from other.ticket as there join main.ticket as here on here.uuid = there.uuid
           where (instr(there.title, :redacted) or instr(there.description, :redacted) or there.title = :erased)
               and (there.title <> here.title or there.description <> here.description)
           order by here.id""",
        redacted=REDACTED,
        erased=ERASED,
    )


async def _titles(tx: Transaction) -> list[Billed]:
    """An entry is known again by its event."""
    return await tx.all(
        Billed,
        """select here.id as line_id, there.title
           from other.bill_line as there join other.worked as work on work.id = there.entry_id
               join other.event as same on same.id = work.event_id
               join main.event on event.uuid = same.uuid join main.worked as entry on entry.event_id = event.id
               join main.bill_line as here on here.entry_id = entry.id and here.bill_id = there.bill_id
           where here.title <> there.title and (instr(there.title, :redacted) or there.title = :erased)
           order by here.id""",
        redacted=REDACTED,
        erased=ERASED,
    )


async def put_billed_title(tx: Transaction, of: Billed) -> None:
    await tx.run("update bill_line set title = :title where id = :id", id=of.line_id, title=of.title)


async def take_out(tx: Transaction, text: Text) -> None:
    """The event says here what it says there."""
    if text.there is None:
        await erase_texts(tx, text.event_id)
    else:
        await put_texts(tx, text.event_id, text.there)


async def put_newest(tx: Transaction, table: Literal["ticket", "bill"], number: int) -> None:
    """The next one is given a higher number than that, so that none means two of them."""
    await tx.run("delete from sqlite_sequence where name = :table and seq < :number", table=table, number=number)
    await tx.run(
        """insert into sqlite_sequence (name, seq)
           select :table, :number where not exists (select 1 from sqlite_sequence where name = :table)""",
        table=table,
        number=number,
    )
