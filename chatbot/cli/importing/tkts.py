"""The database of tkts, of which a copy is read: what is in it is looked through before anything is believed of it."""

import re
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from datetime import UTC, datetime, tzinfo
from fractions import Fraction
from pathlib import Path

from chatbot.cli.importing.old import BadFile, Found, OldEntry, OldTicket

TICKETS = ("id", "status", "title", "desc", "client", "project", "owner", "time", "created_on")
RECORDS = ("id", "tkt_num", "log", "user", "time", "created_on")
NEEDED = {"tickets": frozenset({"id", "status", "title"}), "records": frozenset({"id", "tkt_num", "log"})}
KNOWN: Mapping[str, Sequence[str]] = {"tickets": TICKETS, "records": RECORDS}
ALL = {"tickets": "select * from tickets order by id", "records": "select * from records order by id"}
COLUMNS = "select name, hidden from pragma_table_xinfo(?)"
KIND = "select type from sqlite_schema where name = ? collate nocase and sql not like 'create virtual%'"
"""No name of the file is ever put into a statement."""
MENDS = "tkts, or sqlite3 with .recover, has to mend it first."
MOST = 2**31
"""The largest number of a ticket."""
MOST_MINUTES = 10**7

Row = Mapping[str, object]


def read_tkts(file: Path, zone: tzinfo = UTC) -> Found:
    """`zone`: where its clock stood. SQLite's `current_timestamp`, which fills `created_on`, is UTC.

    Raises:
        BadFile: It can't be read, is damaged, or isn't a database of tkts.
    """
    reading = _Reading(zone)
    try:
        with closing(_copy(file)) as copy:
            columns = {table: _columns(copy, table) for table in KNOWN}
            reading.note_unknown(copy, columns)
            reading.read_records(_rows(copy, "records"))
            reading.read_tickets(_rows(copy, "tickets"))
    except UnicodeDecodeError:  # of texts in rows something is made; names, and what SQLite says of them, are its own
        raise BadFile(f"{file} is damaged: a name in it isn't UTF-8. {MENDS}") from None
    return Found(reading.tickets, reading.bad, reading.noted, by_entry=True)


def _copy(file: Path) -> sqlite3.Connection:
    """In memory, as it stood at one moment, even while tkts writes. The file itself is never written to."""
    if not file.is_file():
        raise BadFile(f"There is no file {file}.")
    copy = sqlite3.connect(":memory:")
    try:
        with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as source:
            source.backup(copy)
        copy.execute("pragma ignore_check_constraints = 1")  # a row that breaks one is bad, the file isn't
        (found,) = copy.execute("pragma integrity_check(1)").fetchone()
    except sqlite3.Error as error:
        copy.close()
        raise BadFile(f"{file} can't be read as a database: {error}.") from None
    except UnicodeDecodeError:
        copy.close()
        raise
    if found != "ok":
        copy.close()
        raise BadFile(f"{file} is damaged; {MENDS}")
    copy.text_factory = _text_of
    copy.row_factory = sqlite3.Row
    return copy


def _text_of(content: bytes) -> str:
    try:
        return content.decode()
    except UnicodeDecodeError:
        return content.decode("latin-1")


def _columns(copy: sqlite3.Connection, table: str) -> list[str]:
    """Of which those that are needed are there. A view, or a column that is reckoned, would be work without a bound."""
    found = {str(row["name"]): int(row["hidden"]) for row in copy.execute(COLUMNS, (table,))}
    if not found:
        raise BadFile(f"It has no table {table}: this is no database of tkts.")
    kinds = [str(row["type"]) for row in copy.execute(KIND, (table,))]
    if kinds != ["table"] or any(found.values()):
        raise BadFile(f"Its {table} is no plain table: this is no database of tkts.")
    if lacking := sorted(NEEDED[table].difference(found)):
        raise BadFile(f"Its table {table} has no {', '.join(lacking)}: this is no database of tkts.")
    return list(found)


def _rows(copy: sqlite3.Connection, table: str) -> Iterator[Row]:
    for row in copy.execute(ALL[table]):
        yield dict(row)


class _Reading:
    def __init__(self, zone: tzinfo) -> None:
        self.zone = zone
        self.tickets: list[OldTicket] = []
        self.bad: list[str] = []
        self.noted: list[str] = []
        self._logs: dict[int, list[OldEntry]] = {}

    def note_unknown(self, copy: sqlite3.Connection, columns: Mapping[str, Sequence[str]]) -> None:
        tables = copy.execute(
            "select name from sqlite_schema where type in ('table', 'view') and name not like 'sqlite_%'"
        )
        self.noted.extend(
            f"Table {row['name']}: isn't known, and is left out." for row in tables if row["name"] not in KNOWN
        )
        for table, found in columns.items():
            self.noted.extend(
                f"Column {table}.{name}: isn't known, and is left out." for name in found if name not in KNOWN[table]
            )

    def read_records(self, rows: Iterator[Row]) -> None:
        for row in rows:
            what = f"Record {row['id']}"
            try:
                number = _whole(row["tkt_num"], f"{what}: its tkt_num")
                entry = OldEntry(
                    _whole(row["id"], f"{what}: its id"),
                    _text(row["log"], f"{what}: its log"),
                    _text(row.get("user"), f"{what}: its user"),
                    _minutes(row.get("time"), f"{what}: its time"),
                    self._moment(row.get("created_on"), f"{what}: its created_on"),
                )
            except BadFile as error:
                self.bad.append(str(error))
            else:
                self._logs.setdefault(number, []).append(entry)

    def read_tickets(self, rows: Iterator[Row]) -> None:
        for row in rows:
            try:
                self.tickets.append(self._ticket(row, f"Ticket {row['id']}"))
            except BadFile as error:
                self.bad.append(str(error))
        for number in sorted(self._logs):
            self.bad.append(f"Ticket {number}: it isn't there, but {len(self._logs[number])} in records are of it.")

    def _ticket(self, row: Row, what: str) -> OldTicket:
        number = _whole(row["id"], f"{what}: its id")
        log = self._logs.pop(number, [])
        status = _text(row["status"], f"{what}: its status")
        if status not in {"Open", "Closed"}:
            raise BadFile(f"{what}: its status is {status!r}, neither Open nor Closed.")
        title = _text(row["title"], f"{what}: its title")
        if not title.strip():
            raise BadFile(f"{what}: it has no title.")
        description, client, project, owner = (
            _text(row.get(name), f"{what}: its {name}") for name in ("desc", "client", "project", "owner")
        )
        time = _minutes(row.get("time"), f"{what}: its time")
        at = self._moment(row.get("created_on"), f"{what}: its created_on")
        return OldTicket(number, status == "Closed", title, description, client, project, owner, time, at, log)

    def _moment(self, value: object, what: str) -> datetime | None:
        if value is None or value == "":
            return None
        try:
            moment = datetime.fromisoformat(_text(value, what))
            return (moment if moment.tzinfo else moment.replace(tzinfo=self.zone)).astimezone(UTC)
        except (ValueError, OverflowError):  # a zone's clock can't tell the last day of year 9999, nor the first of all
            raise BadFile(f"{what} is {value!r}, no moment such as 2022-01-15 01:49:42.") from None


def _text(value: object, what: str) -> str:
    """Numbers, too, which SQLite may make of a text of digits."""
    if value is None:
        return ""
    if isinstance(value, bytes):
        raise BadFile(f"{what} is no text.")
    return str(value)


def _whole(value: object, what: str) -> int:
    if isinstance(value, int) and 0 < value < MOST:
        return value
    raise BadFile(f"{what} is {value!r}, no number of a ticket or record.")


def _minutes(value: object, what: str) -> Fraction:
    if value is None or value == "":
        return Fraction(0)
    is_text = isinstance(value, str) and re.fullmatch(r"[0-9]{1,9}(\.[0-9]{1,9})?", value.strip())
    found = Fraction(str(value).strip()) if is_text else value
    if isinstance(found, int | float | Fraction) and 0 <= found <= MOST_MINUTES:
        return Fraction(found)
    raise BadFile(f"{what} is {value!r}, no minutes.")
