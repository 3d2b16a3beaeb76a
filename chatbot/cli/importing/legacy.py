"""The `.tickets` file of tkts before it had a database: one table of Lua with `open`, `closed` and `total`.

Tickets are keyed `T1`, `T2`, ... and have `issue`, `desc`, `time` and `log`, a list whose keys come in any order. The
file doesn't say in what its time is counted; nor does it know who wrote what, or when.
"""

import re
from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Literal

from chatbot.cli.importing.lua import BadLua, Value, read_table
from chatbot.cli.importing.old import BadFile, Found, OldEntry, OldTicket

Unit = Literal["minutes", "seconds"]
SECONDS: Mapping[Unit, int] = {"minutes": 60, "seconds": 1}

KNOWN = ("issue", "desc", "time", "log")


def read_legacy(content: bytes, unit: Unit) -> Found:
    """`unit`: in what its time is counted.

    Raises:
        BadFile: It is no table of Lua, or none of tickets.
    """
    try:
        table = read_table(content)
    except BadLua as error:
        raise BadFile(str(error)) from None
    if not isinstance(table.get("open"), dict) and not isinstance(table.get("closed"), dict):
        raise BadFile("It is a table of Lua without the parts open and closed: no tickets are in it.")
    reading = _Reading(Fraction(SECONDS[unit], 60))
    for part in ("open", "closed"):
        reading.read_part(table.get(part), closed=part == "closed")
    reading.note_rest(table)
    return Found(sorted(reading.tickets, key=lambda ticket: ticket.number), reading.bad, reading.noted)


class _Reading:
    def __init__(self, per: Fraction) -> None:
        self.per = per
        """Minutes in a unit."""
        self.tickets: list[OldTicket] = []
        self.bad: list[str] = []
        self.noted: list[str] = []
        self._numbers: set[int] = set()

    def read_part(self, part: Value, *, closed: bool) -> None:
        if part is None:
            return
        if not isinstance(part, dict):
            self.bad.append(f"{'closed' if closed else 'open'}: it is no table.")
            return
        for key, row in part.items():
            try:
                self.tickets.append(self._ticket(key, row, closed=closed))
            except BadFile as error:
                self.bad.append(str(error))

    def _ticket(self, key: str | int, row: Value, *, closed: bool) -> OldTicket:
        named = re.fullmatch(r"T?([1-9][0-9]{0,8})", str(key))
        if named is None:
            raise BadFile(f"{key!r}: no ticket is called so, T12 is.")
        if (number := int(named[1])) in self._numbers:
            raise BadFile(f"T{number}: it is there twice.")
        if not isinstance(row, dict):
            raise BadFile(f"T{number}: it is no table.")
        title = row.get("issue")
        if not isinstance(title, str) or not title.strip():
            raise BadFile(f"T{number}: it has no issue, which is its title.")
        self.noted.extend(f"T{number}: {name} isn't known, and is left out." for name in row if name not in KNOWN)
        ticket = OldTicket(
            number,
            closed,
            title,
            description=_text(row.get("desc"), f"T{number}: its desc"),
            minutes=self._minutes(row.get("time"), f"T{number}: its time"),
            log=tuple(_entries(row.get("log"), number)),
        )
        self._numbers.add(number)
        return ticket

    def _minutes(self, value: Value, what: str) -> Fraction:
        if value is None:
            return Fraction(0)
        if isinstance(value, bool) or not isinstance(value, int | float) or value < 0:
            raise BadFile(f"{what} is {value!r}, no time.")
        return Fraction(value) * self.per

    def note_rest(self, table: Mapping[str | int, Value]) -> None:
        self.noted.extend(
            f"{key}: isn't known, and is left out." for key in table if key not in {"open", "closed", "total"}
        )
        total, found = table.get("total"), len(self.tickets)
        if total != found:
            said = "doesn't say how many tickets there are" if total is None else f"says total {total}"
            self.noted.append(f"It {said}; {found} are in it.")


def _text(value: Value, what: str) -> str:
    if value is None:
        return ""
    if not isinstance(value, str):
        raise BadFile(f"{what} is no text.")
    return value


def _entries(log: Value, number: int) -> Iterator[OldEntry]:
    if log is None:
        return
    if not isinstance(log, dict) or not all(isinstance(key, int) for key in log):
        raise BadFile(f"T{number}: its log is no list.")
    for key, text in sorted(log.items(), key=lambda item: int(item[0])):
        yield OldEntry(int(key), _text(text, f"T{number}: entry {key} of its log"))
