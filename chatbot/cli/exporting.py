"""`dibs export`: the whole desk, or what a query finds, for other programs. It only reads, and all of one moment."""

import csv
import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any, Literal, TextIO

import typer

from chatbot.cli.bootstrap import me
from chatbot.cli.console import REFUSED, ConfigOption, err, fail
from chatbot.cli.opened import read_config
from chatbot.cli.progress import progress
from chatbot.cli.versions import number
from chatbot.cli.written import STDOUT, written
from chatbot.config import Config
from chatbot.config.parts import desk_settings
from chatbot.desk import exporting
from chatbot.desk.act import Act
from chatbot.desk.exporting import Row
from chatbot.desk.refused import Refused
from chatbot.desk.settings import DeskSettings
from chatbot.desk.wording import shown
from store import desks
from store import exporting as rows
from store.copying import Progress
from store.database import Transaction
from store.exporting import EventRow, TicketRow
from store.failures import StoreFailed
from store.finding import Wanted
from store.peeking import NEWEST, Peek, peek

Format = Annotated[Literal["jsonl", "csv"], typer.Argument(help="jsonl: all of it; csv: the tickets, as a table.")]
File = Annotated[Path, typer.Argument(help="What it is written into; - is the standard output.")]
Query = Annotated[list[str] | None, typer.Argument(help="As behind search: owner:bob opened:<7d. Else the whole desk.")]


def export(
    format_: Format,
    file: File,
    query: Query = None,
    private: Annotated[bool, typer.Option("--private", help="Private tickets, too.")] = False,
    force: Annotated[bool, typer.Option("--force", help="In the place of a file that is there.")] = False,
    config: ConfigOption = None,
) -> None:
    """Write the desk, or what a query finds, for other programs, whether dibs runs or not. Only you can read it."""
    settings = read_config(config)
    words = " ".join(query or ())
    try:
        with (
            peek(settings.desk.database) as found,
            written(file, over=force) as out,
            progress("export", rows=True) as told,
        ):
            source = Source(found, settings, words, private=private)
            lines = WRITERS[format_](source, out, told)
    except Refused as refused:
        raise fail(shown(refused.marked), REFUSED) from None
    except StoreFailed as error:
        raise fail(str(error)) from None
    if file != STDOUT:
        err.print(f"{file}: {lines:,} lines.")


class Source:
    """What is exported, part by part."""

    def __init__(self, found: Peek, settings: Config, query: str, *, private: bool) -> None:
        if found.schema != NEWEST:
            raise fail(f"The desk is of schema {found.schema or 'none'}, and this dibs reads {NEWEST}.")
        found.stand_still()
        self._found, self._private = found, private
        self._settings, self._now = desk_settings(settings), datetime.now(UTC)
        self.query = query
        self.wanted = self._wanted() if query else None
        self.counts = found.read(rows.count)

    def head(self) -> Row:
        desk = self._found.read(desks.get)
        at = self._now.isoformat(timespec="milliseconds").replace("+00:00", "Z")
        return {
            "kind": "export",
            "version": exporting.VERSION,
            "dibs": number(),
            "desk": desk.id if desk else None,
            "at": at,
            "query": self.query or None,
            "private": self._private,
        }

    def around(self) -> Iterator[Row]:
        """Who there is, and for whom and of what kind tickets are."""
        yield from ({"kind": "member", **exporting.record(one)} for one in self._found.read(rows.members))
        yield from ({"kind": "role", **exporting.record(one)} for one in self._found.read(rows.roles))
        yield from ({"kind": "type", **exporting.record(one)} for one in self._found.read(rows.types))

    def tickets(self) -> Iterator[TicketRow]:
        for numbers in self._found_parts(self.wanted) if self.wanted else self._all_parts():
            yield from self._found.read(rows.tickets, numbers, private=self._private)

    def events(self) -> Iterator[EventRow]:
        last = 0
        while part := self._found.read(rows.events_after, last, private=self._private):
            yield from part
            last = part[-1].id

    def events_of(self, ticket: int) -> Iterator[EventRow]:
        last = 0
        while part := self._found.read(rows.events_of, ticket, last, private=self._private):
            yield from part
            last = part[-1].id

    def _all_parts(self) -> Iterator[list[int]]:
        last = 0
        while part := self._found.read(rows.numbers_after, last, private=self._private):
            yield part
            last = part[-1]

    def _found_parts(self, wanted: Wanted) -> Iterator[list[int]]:
        last: int | None = None
        while part := self._found.read(_found_before, self._settings, self._now, wanted, last):
            yield part
            last = part[-1]

    def _wanted(self) -> Wanted:
        return self._found.read(_wanted, self._settings, self._now, self.query, private=self._private)


def _act(tx: Transaction, settings: DeskSettings, now: datetime) -> Act:
    return Act(tx, now, "", settings, me(), None)


async def _wanted(tx: Transaction, settings: DeskSettings, now: datetime, query: str, *, private: bool) -> Wanted:
    return await exporting.wanted(_act(tx, settings, now), query, private=private)


async def _found_before(
    tx: Transaction, settings: DeskSettings, now: datetime, wanted: Wanted, last: int | None
) -> list[int]:
    return await exporting.found_before(_act(tx, settings, now), wanted, last)


def _write_jsonl(source: Source, out: TextIO, told: Progress) -> int:
    """In ASCII, so that nothing in it moves a terminal's cursor."""
    count = 0
    for row in _rows(source):
        out.write(json.dumps(row) + "\n")
        count += 1
        told(count, source.counts.tickets + source.counts.events)
    return count


def _rows(source: Source) -> Iterator[Row]:
    yield source.head()
    if source.wanted is None:
        yield from source.around()
    for ticket in source.tickets():
        yield {"kind": "ticket", **exporting.record(ticket)}
        if source.wanted is not None:
            yield from map(_event, source.events_of(ticket.number))
    if source.wanted is None:
        yield from map(_event, source.events())


def _event(row: EventRow) -> Row:
    """What is an event's kind is its `event` here: each line's `kind` says what the line is."""
    made = exporting.event(row)
    return {"kind": "event", "event": made.pop("kind"), **made}


def _write_csv(source: Source, out: TextIO, told: Progress) -> int:
    lines: Any = csv.writer(out)
    lines.writerow(exporting.CSV_COLUMNS)
    count = 1
    for ticket in source.tickets():
        lines.writerow(exporting.cells(ticket))
        count += 1
        told(count, source.counts.tickets)
    return count


WRITERS: dict[str, Callable[[Source, TextIO, Progress], int]] = {"jsonl": _write_jsonl, "csv": _write_csv}
