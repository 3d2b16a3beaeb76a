"""A timesheet as a table: of a week its days are columns, where there is room; else a row is a day and a ticket."""

from collections.abc import Sequence
from datetime import date

from msgspec import Struct

from chatbot.desk.timesheets import Timesheet, sums
from chatbot.desk.wall import show_day
from chatbot.desk.working import hours
from store.records import Worked

MOST_DAYS = 7
DAY, BESIDE = 9, 40
"""Columns of the terminal that a day takes, and what stands beside the days."""


class Grid(Struct, frozen=True):
    """`wide`: which column holds titles."""

    heads: tuple[str, ...]
    styles: tuple[str, ...]
    rows: Sequence[tuple[str, ...]]
    wide: int


def grid(found: Timesheet, width: int) -> Grid:
    days = [date.fromisoformat(day) for day in dict.fromkeys(one.day for one in found.entries)]
    short = (found.period.last - found.period.first).days < MOST_DAYS
    return _week(found, days) if short and len(days) * DAY + BESIDE <= width else _list(found)


def _week(found: Timesheet, days: Sequence[date]) -> Grid:
    """Those on which somebody worked."""
    rows = [
        (f"#{number}", found.tickets[number].title, *_who(found, name), *_cells(those, days))
        for (number, name), those in _by_ticket(found).items()
    ]
    last = ("", "", *_who(found, ""), *_cells(found.entries, days))
    heads = ("", "title", *_who(found, "who"), *[show_day(day).rpartition(" ")[0] for day in days], "sum")
    return Grid(heads, ("number", "", *_who(found, "name"), *["quiet"] * len(days), ""), [*rows, last], wide=1)


def _cells(entries: Sequence[Worked], days: Sequence[date]) -> list[str]:
    """And their sum."""
    by_day = sums((one.day, one.minutes) for one in entries)
    shown = [by_day.get(day.isoformat()) for day in days]
    return [*(hours(minutes) if minutes else "" for minutes in shown), hours(sum(by_day.values()))]


def _list(found: Timesheet) -> Grid:
    those = sums(((one.day, one.ticket_id, one.name), one.minutes) for one in found.entries)
    days = sums((one.day, one.minutes) for one in found.entries)
    rows, before = list[tuple[str, ...]](), ""
    for (day, number, name), minutes in those.items():
        first = day != before
        of_day = (show_day(date.fromisoformat(day)), hours(days[day])) if first else ("", "")
        title = found.tickets[number].title
        rows.append((of_day[0], f"#{number}", title, *_who(found, name), hours(minutes), of_day[1]))
        before = day
    rows.append(("", "", "", *_who(found, ""), "", hours(found.minutes)))
    heads = ("day", "", "title", *_who(found, "who"), "time", "sum")
    return Grid(heads, ("quiet", "number", "", *_who(found, "name"), "", "quiet"), rows, wide=2)


def _by_ticket(found: Timesheet) -> dict[tuple[int, str], list[Worked]]:
    """And by person, where it is a role's."""
    rows = dict[tuple[int, str], list[Worked]]()
    for one in sorted(found.entries, key=lambda one: (one.ticket_id, one.name)):
        rows.setdefault((one.ticket_id, one.name), []).append(one)
    return rows


def _who(found: Timesheet, cell: str) -> tuple[str, ...]:
    return (cell,) if found.role else ()
