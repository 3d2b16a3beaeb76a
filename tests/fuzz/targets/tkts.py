"""A database of tkts in which any bytes are others: it is damaged, or no database, or its rows are read or told.

First the values of a row, apart by `|`; after a NUL, for each byte its place in two bytes, and what it is instead.
"""

import sqlite3
from contextlib import closing
from zoneinfo import ZoneInfo

from chatbot.cli.importing.old import BadFile
from chatbot.cli.importing.planning import Options, plan
from chatbot.cli.importing.tkts import read_tkts
from chatbot.cli.importing.users import names_in
from tests.cli.importing import olds
from tests.fuzz.ground import NOW, folder, ground
from tests.fuzz.saying import MACHINE

LONGEST = 300
ZONE = ZoneInfo("Europe/Berlin")
COLUMNS = 9


def one(data: bytes) -> None:
    values, _, patches = data.partition(b"\0")
    file = folder() / "tkts.db"
    content = bytearray(_made(values))
    for at in range(0, len(patches) - 2, 3):
        content[int.from_bytes(patches[at : at + 2], "big") % len(content)] = patches[at + 2]
    file.write_bytes(content)
    try:
        found = read_tkts(file, ZONE)
    except BadFile as error:
        _is_said(str(error))
        return
    for sentence in [*found.bad, *found.noted, *found.differences]:
        _is_said(sentence)
    numbers = [ticket.number for ticket in found.tickets]
    there = ground(names_in(found), numbers)
    made = plan(found, there, Options("old", ZONE, NOW, offer=False))
    assert len(made.parts) <= len(found.tickets)


def _made(values: bytes) -> bytes:
    """The three tickets of olds.py, and one row more."""
    file = folder() / "made.db"
    file.unlink(missing_ok=True)
    olds.seed(file)
    row = [_value(one) for one in values.split(b"|")[: COLUMNS + 6]]
    ticket, record = (row + [None] * COLUMNS)[:COLUMNS], (row[COLUMNS:] + [None] * 6)[:6]
    with closing(sqlite3.connect(file)) as old:
        old.execute("pragma ignore_check_constraints = 1")
        for table, cells in (("tickets", ticket), ("records", record)):
            signs = ", ".join("?" * len(cells))
            try:
                old.execute(f"insert into {table} values ({signs})", cells)
            except (sqlite3.Error, OverflowError):  # its type keeps that out
                continue
        old.commit()
    return file.read_bytes()


def _value(text: bytes) -> object:
    """As SQLite may hold it: nothing, a number, a text that is none, bytes."""
    if not text:
        return None
    if text.startswith(b"x'"):
        return text[2:]
    for read in (int, float):
        try:
            return read(text)
        except (ValueError, OverflowError):
            continue
    return text.decode("utf-8", "replace")


def _is_said(sentence: str) -> None:
    assert sentence
    assert not MACHINE.search(sentence), sentence
