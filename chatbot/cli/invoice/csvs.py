"""A bill as a table, one line of it a row, by RFC 4180: docs/billing.md has what the columns mean."""

import csv
from collections.abc import Iterator
from typing import Any, TextIO

from chatbot.desk.exporting import cell
from chatbot.desk.money import plain
from chatbot.desk.owed import Unrated
from chatbot.desk.statements import Line, Statement

COLUMNS = (
    "bill",
    "date",
    "client",
    "project",
    "ticket",
    "title",
    "person",
    "first_day",
    "last_day",
    "minutes",
    "charged_minutes",
    "rate",
    "amount",
    "currency",
)


def write(found: Statement, out: TextIO) -> None:
    rows: Any = csv.writer(out)
    rows.writerow(COLUMNS)
    rows.writerows(_row(found, one) for part in found.parts for one in part.lines)
    rows.writerows(_unrated(found, one) for one in found.unrated)


def _row(found: Statement, one: Line) -> Iterator[str]:
    """A sum below zero is a number, and no formula."""
    yield from _bill(found)
    yield from map(cell, (one.project, one.ticket, one.title, one.person, one.first, one.last))
    yield from map(cell, (one.minutes, one.charged, one.rate))
    yield from (plain(one.amount, found.currency), found.currency)


def _unrated(found: Statement, one: Unrated) -> Iterator[str]:
    """Not charged, so neither rate nor amount."""
    yield from _bill(found)
    yield from map(cell, (None, one.ticket_id, None, one.person, None, None, one.minutes, None, None, None))
    yield found.currency


def _bill(found: Statement) -> Iterator[str]:
    bill = found.bill
    yield from map(cell, (bill.id if bill else None, bill.created_at.date().isoformat() if bill else None))
    yield cell(found.client)
