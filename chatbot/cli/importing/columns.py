"""Which column of a table is what, and what a row says of a ticket."""

import hashlib
import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, tzinfo
from fractions import Fraction

from msgspec import Struct

from chatbot.cli.importing.old import BadFile
from chatbot.desk.exporting import CSV_COLUMNS, FORMULA
from chatbot.desk.priorities import PRIORITIES

FIELDS = (
    *("title", "description", "state", "priority", "role", "owner", "reporter", "client", "project", "minutes"),
    *("opened_at", "closed_at", "number", "private"),
)
CLOSED = frozenset({"closed", "done", "resolved", "fixed", "complete", "completed", "cancelled", "rejected", "wontfix"})
OPEN = frozenset({"", "open", "new", "accepted", "assigned", "in progress", "on hold", "waiting", "reopened", "todo"})
STATES = {**dict.fromkeys(CLOSED, True), **dict.fromkeys(OPEN, False)}
"""Whether it is closed."""
MOST_MINUTES = 10**7
LARGEST = 99_999_999
OLDEST = 1970


class Row(Struct, frozen=True):
    """`key`: what it is called elsewhere; `number`: that it is to keep. `minutes` are its owner's. `uuid`: by which a
    ticket of ours is known, empty where another program wrote the table."""

    line: int
    key: str
    title: str
    description: str
    closed: bool
    priority: int | None
    role: str
    owner: str
    reporter: str
    client: str
    project: str
    minutes: Fraction
    opened_at: datetime | None
    closed_at: datetime | None
    number: int | None
    uuid: str


class Said(Struct, frozen=True):
    """How it is to be read. `states`: whether what is called so is closed."""

    columns: Mapping[str, str]
    states: Mapping[str, str]
    priorities: Mapping[str, str]
    key: str | None
    zone: tzinfo
    dates: str | None = None


class Columns:
    def __init__(self, names: Sequence[str], said: Said) -> None:
        """Raises BadFile where a column isn't there, or none is the title."""
        self._names, self._said = names, said
        self._ours = tuple(names[: len(CSV_COLUMNS)]) == CSV_COLUMNS
        self._places = {name.casefold(): place for place, name in reversed(list(enumerate(names)))}
        self.fields = self._fields()
        self._key = self._place(said.key) if said.key else self.fields.get("number") if self._ours else None
        self._states = STATES | {name.casefold(): _closed(name, state) for name, state in said.states.items()}
        self._priorities = PRIORITIES | {name.casefold(): _priority(name, one) for name, one in said.priorities.items()}

    @property
    def unused(self) -> list[str]:
        used = {*self.fields.values(), self._key, self._places["uuid"] if self._ours else None}
        return [name for place, name in enumerate(self._names) if place not in used]

    def read(self, line: int, cells: Sequence[str]) -> Row:
        """Raises BadFile: what is wrong in that line."""
        if len(cells) != len(self._names):
            raise BadFile(f"Line {line}: it has {len(cells)} cells, and there are {len(self._names)} columns.")
        values = {field: self._plain(cells[place]) for field, place in self.fields.items()}
        get = values.get
        if get("private", "").strip().casefold() in ("yes", "true", "1"):
            raise BadFile(f"Line {line}: it is private, and what is in a table becomes public. jsonl brings it.")
        return Row(
            line,
            self._key_of(line, cells),
            get("title", ""),
            get("description", ""),
            self._is_closed(line, get("state", "")),
            self._priority_of(line, get("priority", "")),
            get("role", "").strip().removeprefix("@"),
            get("owner", "").strip(),
            get("reporter", "").strip(),
            get("client", ""),
            get("project", ""),
            _minutes(line, get("minutes", "")),
            self._moment(line, "opened_at", get("opened_at", "")),
            self._moment(line, "closed_at", get("closed_at", "")),
            _number(line, get("number", "")),
            cells[self._places["uuid"]].strip() if self._ours else "",
        )

    def _fields(self) -> dict[str, int]:
        found = {field: self._places[field] for field in FIELDS if field in self._places}
        for field, column in self._said.columns.items():
            if field not in FIELDS:
                raise BadFile(f"No part of a ticket is called {field}: {', '.join(FIELDS)}.")
            found[field] = self._place(column)
        if "title" not in found:
            there = ", ".join(name for name in self._names if name)[:200]
            raise BadFile(f"Which column is the title? --map title=<column>; there are {there}.")
        return found

    def _place(self, column: str) -> int:
        if column.strip().casefold() not in self._places:
            raise BadFile(
                f"There is no column {column}; there are {', '.join(name for name in self._names if name)[:200]}."
            )
        return self._places[column.strip().casefold()]

    def _plain(self, cell: str) -> str:
        """Without the apostrophe that `dibs export csv` puts before what a spreadsheet would run."""
        return cell[1:] if self._ours and cell[:1] == "'" and cell[1:].startswith(FORMULA) else cell

    def _key_of(self, line: int, cells: Sequence[str]) -> str:
        if self._key is None:
            return hashlib.sha256("\x1f".join(cells).encode("utf-8", "surrogatepass")).hexdigest()[:16]
        key = cells[self._key].strip()
        if not key or len(key) > LONGEST_KEY or not key.isprintable():
            wrong = "empty" if not key else "too long" if len(key) > LONGEST_KEY else "nothing that can be typed"
            raise BadFile(f"Line {line}: its key is {wrong}.")
        return key

    def _is_closed(self, line: int, state: str) -> bool:
        found = self._states.get(state.strip().casefold())
        if found is None:
            raise BadFile(f"Line {line}: is {state.strip()[:40]!r} open or closed? --state {_quoted(state)}=open")
        return found

    def _priority_of(self, line: int, priority: str) -> int | None:
        if not priority.strip():
            return None
        found = self._priorities.get(priority.strip().casefold())
        if found is None:
            raise BadFile(
                f"Line {line}: how pressing is {priority.strip()[:40]!r}? --priority {_quoted(priority)}=normal"
            )
        return found

    def _parsed(self, text: str) -> datetime:
        """By the clock that stood there, where it doesn't name one."""
        if self._said.dates:
            return datetime.strptime(text, self._said.dates)  # noqa: DTZ007 - its zone is given to it afterwards
        return datetime.fromisoformat(text)

    def _moment(self, line: int, field: str, text: str) -> datetime | None:
        text = text.strip()
        if not text:
            return None
        try:
            found = self._parsed(text)
            found = (found if found.tzinfo else found.replace(tzinfo=self._said.zone)).astimezone(UTC)
        except (ValueError, OverflowError, re.error):  # the last one is strptime's, of a format that names a part twice
            raise BadFile(
                f"Line {line}: its {field} is {text[:40]!r}, not as 2026-11-27 12:00. Say how it is: --dates %d.%m.%Y"
            ) from None
        if found.year < OLDEST:
            raise BadFile(f"Line {line}: its {field} is before {OLDEST}.")
        return found


LONGEST_KEY = 100
NUMBER = r"[0-9]{1,12}([.,][0-9]{1,9})?"


def _quoted(text: str) -> str:
    text = text.strip()[:40]
    return f"'{text}'" if " " in text else text


def _closed(name: str, state: str) -> bool:
    if state not in ("open", "closed"):
        raise BadFile(f"A state is open or closed here: --state {_quoted(name)}=open")
    return state == "closed"


def _priority(name: str, priority: str) -> int:
    if priority not in PRIORITIES:
        raise BadFile(f"A priority is {', '.join(PRIORITIES)} here: --priority {_quoted(name)}=normal")
    return PRIORITIES[priority]


def _minutes(line: int, text: str) -> Fraction:
    text = text.strip()
    found = Fraction(text.replace(",", ".") or 0) if not text or re.fullmatch(NUMBER, text) else None
    if found is None or not 0 <= found <= MOST_MINUTES:
        raise BadFile(f"Line {line}: its minutes are {text[:40]!r}, no number of them.")
    return found


def _number(line: int, text: str) -> int | None:
    text = text.strip()
    if not text:
        return None
    if not text.isascii() or not text.isdigit() or len(text) > 8 or not 0 < int(text) <= LARGEST:
        raise BadFile(f"Line {line}: its number is {text[:40]!r}, no number of a ticket.")
    return int(text)
