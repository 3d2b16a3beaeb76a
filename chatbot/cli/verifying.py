"""`dibs verify`: the file is whole, its references lead somewhere and in no circle, the journal tells the state that it
is in, and bills say what their lines come to."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from chatbot.cli.console import REFUSED, ConfigOption, fail, out
from chatbot.cli.opened import read_config
from chatbot.cli.progress import progress
from chatbot.desk.circles import NO_CIRCLE, closing
from chatbot.desk.replaying import Told, differences, replay
from store import bills, journal, pages, relations
from store.backups import need_known
from store.copying import Progress
from store.failures import StoreFailed
from store.joining import need_there
from store.peeking import BACKUP, NEWEST, Peek, peek
from store.records import Ticket

ANOTHER = "Another one: dibs backup FILE"
"""A backup that is damaged takes nothing from the desk."""
OLDER = "A desk is brought up to date by dibs run, a backup by dibs restore."
SHOWN = 20
"""Sentences; a desk of which all is wrong isn't listed row by row."""


def verify(
    file: Annotated[Path | None, typer.Argument(help="A backup; else the desk itself.")] = None,
    config: ConfigOption = None,
) -> None:
    """Look through the whole desk, or a backup, whether dibs runs or not: exit code 1 if something is wrong in it."""
    looked = file or read_config(config).desk.database
    try:
        if file is None:
            need_there(looked)
        with progress("verify", rows=True) as told:
            faults = look_through(looked, told, BACKUP if file is None else ANOTHER)
    except StoreFailed as error:
        raise fail(str(error)) from None
    for fault in faults[:SHOWN]:
        out.print(fault)
    if faults:
        raise fail(f"{looked}: {len(faults)} wrong.", REFUSED)
    out.print(f"{looked}: sound, and its journal tells the state that it is in.", style="good")


def look_through(file: Path, told: Progress, remedy: str = BACKUP) -> list[str]:
    """What is wrong, a sentence each. Nothing is made or changed. `remedy`: what to do about a damaged one."""
    with peek(file, remedy) as found:
        found.stand_still()
        if found.schema != NEWEST:
            need_known(file, remedy)
            raise fail(f"{file} is of schema {found.schema}, and this dibs looks through {NEWEST}. {OLDER}")
        state = differences(_replayed(found, told), _tickets(found))
        return [*found.faults(), *found.strangers(), *state, *_in_circles(found), *_wrong_sums(found)]


def _in_circles(found: Peek) -> Iterator[str]:
    for kind in sorted(NO_CIRCLE):
        ways: dict[int, list[int]] = {}
        for one in found.read(relations.list_all, kind):
            ways.setdefault(one.ticket_id, []).append(one.other_id)
        yield from (f"#{ticket} {kind} #{other}: that closes a circle." for ticket, other in closing(ways))


def _wrong_sums(found: Peek) -> Iterator[str]:
    for one in found.read(bills.list_wrong):
        for name, said, lines in (
            ("minutes", one.minutes, one.lines_minutes),
            ("amount", one.amount, one.lines_amount),
        ):
            if said != lines:
                yield f"Bill {one.id}: {name} is {said}, by its lines {lines}."


def _replayed(found: Peek, told: Progress) -> dict[int, Told]:
    state: dict[int, Told] = {}
    last, newest = 0, found.read(journal.last_id)
    while events := found.read(journal.list_after, last, limit=pages.PART):
        replay(events, state)
        last = events[-1].id
        told(last, newest)
    return state


def _tickets(found: Peek) -> Iterator[Ticket]:
    last = 0
    while part := found.read(pages.tickets_after, last):
        yield from part
        last = part[-1].id
