"""`dibs export`: the whole desk, or what a query finds, for other programs. It only reads, and all of one moment."""

import csv
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Annotated, Any, Literal, TextIO

import typer

from chatbot.cli.console import REFUSED, ConfigOption, err, fail
from chatbot.cli.exported import Source
from chatbot.cli.opened import read_config
from chatbot.cli.progress import progress
from chatbot.cli.written import STDOUT, written
from chatbot.desk import exporting
from chatbot.desk.exporting import Row
from chatbot.desk.naming import Given
from chatbot.desk.refused import Refused
from chatbot.desk.wording import shown
from store.copying import Progress
from store.failures import StoreFailed
from store.joining import need_there
from store.peeking import peek

Format = Annotated[
    Literal["jsonl", "csv", "tkts"],
    typer.Argument(metavar="FORMAT", help="jsonl: all of it; csv: a table; tkts: a tkts.db."),
]
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
    words, desk = " ".join(query or ()), settings.desk.database
    try:
        need_there(desk)
        with peek(desk) as found, progress("export", rows=True) as told:
            if format_ == "tkts":
                said = _write_tkts(Source(found, settings, words, private=private), file, desk, told, over=force)
            else:
                with written(file, desk, over=force) as out:
                    said = f"{WRITERS[format_](Source(found, settings, words, private=private), out, told):,} lines"
    except Refused as refused:
        raise fail(shown(refused.marked), REFUSED) from None
    except StoreFailed as error:
        raise fail(str(error)) from None
    if file != STDOUT:
        err.print(f"{file}: {said}.")


def _write_tkts(source: Source, file: Path, desk: Path, told: Progress, *, over: bool) -> str:
    if file == STDOUT:
        raise fail("A database goes into a file: dibs export tkts tkts.db")
    from chatbot.cli.tktswriting import write_tkts  # noqa: PLC0415 - what is rarely wanted is loaded then

    return f"{write_tkts(source, file, desk, told, over=over):,} rows"


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
    yield from _part(source) if source.wanted else _whole(source)


def _whole(source: Source) -> Iterator[Row]:
    yield from source.around()
    for ticket in source.tickets():
        yield {"kind": "ticket", **exporting.record(ticket)}
    for event in source.events():
        yield {"kind": "event", **exporting.event(event)}
    yield from source.bills()


def _part(source: Source) -> Iterator[Row]:
    """Each ticket with what belongs to it: before it whoever is named for the first time, behind it its events."""
    given = Given(source.around())
    for ticket in source.tickets():
        line = {"kind": "ticket", **exporting.record(ticket)}
        yield from given.named_in(line)
        yield line
        for event in source.events_of(ticket.number):
            line = {"kind": "event", **exporting.event(event)}
            yield from given.named_in(line)
            yield line


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
