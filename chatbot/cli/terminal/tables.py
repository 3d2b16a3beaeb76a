"""What people read of many tickets: a table, as wide as the terminal; where there is none, nothing is cut."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from rich.table import Table
from rich.text import Text

from chatbot.cli.console import WIDEST, out
from chatbot.cli.terminal.asking import Said
from chatbot.cli.terminal.grids import grid
from chatbot.commands.past import phrase, stamp
from chatbot.commands.timesheets import headline
from chatbot.desk.atwork import whole_minutes
from chatbot.desk.durations import format_duration
from chatbot.desk.priorities import NAMES, NORMAL
from chatbot.desk.reading import History, Listed, Mine
from chatbot.desk.searching import Found
from chatbot.desk.timesheets import Timesheet
from chatbot.desk.views import TicketView
from chatbot.desk.when import on_the_wall
from chatbot.desk.wording import clean
from chatbot.desk.working import hours

Cells = tuple[str, ...]
HEADS = ("", "title", "state", "owner", "priority", "role", "age")
GAP, NARROWEST = 2, 12
"""Columns between two columns, and of a title at least."""
LEGIBLE = 24
"""Of a title, before others are left out for it, the last ones first."""
STYLES = ("number", "", "", "name", "doubtful", "quiet", "quiet")


def show_tables(said: Said) -> bool:
    """Whether what the desk gave is many tickets, or many events; if there are none, chat's line says it better."""
    found = [table for one in said.found if type(one) in TABLES for table in TABLES[type(one)](one, said.context.now)]
    for table in found:
        show_table(table)
    return bool(found)


def show_table(table: Table | Text) -> None:
    if not out.is_terminal:
        out.width = WIDEST
    out.print(table, soft_wrap=False)


def _tickets(found: Sequence[TicketView], now: datetime, title: str = "") -> Iterator[Table]:
    if found:
        yield table_of(title, HEADS, STYLES, [_row(one, now) for one in found], wide=1)


def _row(one: TicketView, now: datetime) -> Cells:
    ticket = one.ticket
    notes = ["private"] if ticket.private else []
    notes += [f"x{ticket.times}"] if ticket.times > 1 else []
    return (
        one.number,
        " ".join([one.title, *(f"({note})" for note in notes)]),
        ticket.resolution or one.state.name,
        one.owner or ("free" if one.free else ""),
        NAMES[ticket.priority] if ticket.priority != NORMAL else "",
        one.role.name,
        format_duration(now - ticket.opened_at),
    )


def _events(found: History, now: datetime) -> Iterator[Table]:
    rows: list[Cells] = []
    day = ""
    for event in found.events:
        if said := phrase(event, found.names):
            at, day = stamp(event.at.astimezone(found.zone), day, now)
            rows.append((at, on_the_wall(said, now, found.zone)))
    if rows:
        yield table_of("", ("", ""), ("quiet", ""), rows, wide=1)


def _mine(found: Mine, now: datetime) -> Iterator[Table]:
    if one := found.running:
        row = (one.seen.number, one.seen.title, f"since {one.since}", hours(whole_minutes(one.ran)))
        yield table_of("Your timer", ("", "", "", ""), ("number", "", "quiet", ""), [row], wide=1)
    yield from _tickets(found.owned, now, "Yours")
    yield from _tickets(found.reported, now, "You wait for")


def _timesheet(found: Timesheet, _now: datetime) -> Iterator[Table | Text]:
    """Its head stands above it by itself: it may be longer than the table is wide."""
    if found.entries:
        made = grid(found, out.width if out.is_terminal else WIDEST)
        yield Text(headline(found), style="heading")
        yield table_of("", made.heads, made.styles, made.rows, made.wide)
    if found.running:
        rows = [(one.seen.number, one.seen.title, one.name, hours(whole_minutes(one.ran))) for one in found.running]
        yield table_of("Running, not in it yet", ("", "", "", ""), ("number", "", "name", ""), rows, wide=1)


TABLES: Mapping[type, Callable[[Any, datetime], Iterator[Table | Text]]] = {
    Listed: lambda found, now: _tickets(found.seen, now),
    Found: lambda found, now: _tickets(found.seen, now),
    Mine: _mine,
    History: _events,
    Timesheet: _timesheet,
}
"""By what the desk gave."""


def table_of(
    title: str,
    heads: Cells,
    styles: Cells,
    rows: Sequence[Cells],
    wide: int,
    numbers: frozenset[str] = frozenset(),
) -> Table:
    """The column `wide` gives way where there is no room: with a head it is cut, without it goes on in the next line.
    Cells are plain text, which formats nothing; `numbers`: heads of what stands on the right."""
    cells = [[Text(clean(cell)) for cell in row] for row in rows]
    count = _count(heads, cells, wide) if out.is_terminal else len(heads)
    heads, styles, cells = heads[:count], styles[:count], [row[:count] for row in cells]
    made = Table(box=None, pad_edge=False, header_style="quiet", show_header=any(heads))
    if title:
        made.title, made.title_style, made.title_justify = Text(title), "heading", "left"
    for number, (head, style) in enumerate(zip(heads, styles, strict=True)):
        cut = number == wide and out.is_terminal
        made.add_column(
            head,
            style=style,
            justify="right" if head in numbers else "left",
            no_wrap=number != wide or bool(head),
            overflow="ellipsis" if cut and head else "fold",
            max_width=_room(heads, cells, wide) if cut else None,
        )
    for row in cells:
        made.add_row(*row)
    return made


def _count(heads: Cells, rows: Sequence[Sequence[Text]], wide: int) -> int:
    """How many columns there is room for beside the one that is cut."""
    count = len(heads)
    while count > wide + 2 and _left(heads[:count], rows, wide) < LEGIBLE:
        count -= 1
    return count


def _room(heads: Cells, rows: Sequence[Sequence[Text]], wide: int) -> int:
    """What the other columns leave of the terminal."""
    return max(NARROWEST, _left(heads, rows, wide))


def _left(heads: Cells, rows: Sequence[Sequence[Text]], wide: int) -> int:
    others = [number for number in range(len(heads)) if number != wide]
    return out.width - sum(GAP + max(len(heads[number]), *(row[number].cell_len for row in rows)) for number in others)
