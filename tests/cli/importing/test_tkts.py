"""A database of tkts: read as it stands, and never written to."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta, timezone
from fractions import Fraction
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from chatbot.cli.importing.old import BadFile, OldEntry, OldTicket
from chatbot.cli.importing.tkts import read_tkts

SCHEMA = """
create table tickets (id integer primary key, status text check (status in ('Open', 'Closed')) default 'Open' not null,
    title text, desc text, client text, project text, owner text, time integer, created_on datetime default
    current_timestamp);
create table records (id integer primary key, tkt_num integer, log text, user text, time integer, created_on datetime
    default current_timestamp);
insert into tickets values (5, 'Open', '[N] - Restic', 'workstations', 'Internal', 'Recovery', 'erin', 6,
    '2022-01-15 01:49:42'), (7, 'Closed', 'Fans', null, null, null, null, null, null);
"""
LONG = "Installed it.\r\n\n  indented 'quoted' \"twice\"\n> except for .cache\t\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "tkts.db"


@pytest.fixture
def old(file: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        connection.executescript(SCHEMA)
        add = "insert into records values (?, 5, ?, 'erin', ?, '2022-01-15 01:51:31')"
        connection.executemany(add, [(9, LONG, 3), (12, "thought", 0), (13, "done", 3)])
        yield connection


AT = datetime(2022, 1, 15, 1, 51, 31, tzinfo=UTC)


def test_tickets_are_read_whole_and_their_logs_byte_for_byte(file: Path, old: sqlite3.Connection) -> None:
    found = read_tkts(file)
    assert (found.bad, found.noted, found.differences, found.open) == ([], [], [], 1)
    assert found.tickets[0] == OldTicket(
        5,
        closed=False,
        title="[N] - Restic",
        description="workstations",
        client="Internal",
        project="Recovery",
        owner="erin",
        minutes=Fraction(6),
        at=datetime(2022, 1, 15, 1, 49, 42, tzinfo=UTC),
        log=[
            OldEntry(9, LONG, "erin", Fraction(3), AT),
            OldEntry(12, "thought", "erin", Fraction(0), AT),
            OldEntry(13, "done", "erin", Fraction(3), AT),
        ],
    )
    assert found.tickets[1] == OldTicket(7, closed=True, title="Fans", log=[])


def test_its_clock_may_have_stood_elsewhere(file: Path, old: sqlite3.Connection) -> None:
    moment = read_tkts(file, ZoneInfo("America/New_York")).tickets[0].at
    assert moment == datetime(2022, 1, 15, 6, 49, 42, tzinfo=UTC)


def test_sums_that_differ_are_listed(file: Path, old: sqlite3.Connection) -> None:
    old.execute("update tickets set time = 10 where id = 5")
    assert read_tkts(file).differences == ["5: 10 min in all, 6 min in its log."]


def test_what_is_not_known_is_said(file: Path, old: sqlite3.Connection) -> None:
    old.executescript('alter table tickets add column colour; create table "a\'b" (x);')
    assert read_tkts(file).noted == [
        "Table a'b: isn't known, and is left out.",
        "Column tickets.colour: isn't known, and is left out.",
    ]


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ("update records set time = 'soon' where id = 12", "Record 12: its time is 'soon', no minutes."),
        ("update records set time = -1 where id = 12", "Record 12: its time is -1, no minutes."),
        ("update records set time = 1e300 where id = 12", "Record 12: its time is 1e+300, no minutes."),
        ("update records set time = 1e999 where id = 12", "Record 12: its time is inf, no minutes."),
        ("update records set time = '999999999' where id = 12", "Record 12: its time is 999999999, no minutes."),
        ("update records set log = x'00' where id = 12", "Record 12: its log is no text."),
        (
            "update records set tkt_num = null where id = 12",
            "Record 12: its tkt_num is None, no number of a ticket or record.",
        ),
        ("update records set tkt_num = 6 where id = 12", "Ticket 6: it isn't there, but 1 in records are of it."),
        (
            "update tickets set created_on = 'once' where id = 7",
            "Ticket 7: its created_on is 'once', no moment such as 2022-01-15 01:49:42.",
        ),
        ("update tickets set title = ' ' where id = 7", "Ticket 7: it has no title."),
        ("update tickets set id = -7 where id = 7", "Ticket -7: its id is -7, no number of a ticket or record."),
        (
            "pragma ignore_check_constraints = 1; update tickets set status = 'Maybe' where id = 7",
            "Ticket 7: its status is 'Maybe', neither Open nor Closed.",
        ),
    ],
)
def test_what_is_bad_is_said_and_the_rest_is_read(file: Path, old: sqlite3.Connection, change: str, why: str) -> None:
    old.executescript(change)
    found = read_tkts(file)
    assert found.bad == [why]
    assert found.tickets[0].number == 5


@pytest.mark.parametrize(("at", "east"), [("9999-12-31 23:59:59", -5), ("0001-01-01 00:00:00", 5)])
def test_a_moment_that_no_clock_can_tell_is_a_bad_row_and_no_mishap(
    file: Path, old: sqlite3.Connection, at: str, east: int
) -> None:
    old.execute("update tickets set created_on = ? where id = 7", [at])
    old.commit()
    found = read_tkts(file, timezone(timedelta(hours=east)))
    assert found.bad == [f"Ticket 7: its created_on is '{at}', no moment such as 2022-01-15 01:49:42."]


def test_what_is_written_just_now_is_read_as_it_stood(file: Path, old: sqlite3.Connection) -> None:
    old.execute("pragma journal_mode = wal")
    old.execute("begin immediate")
    old.execute("delete from tickets")
    assert len(read_tkts(file).tickets) == 2


def test_the_file_is_never_written_to(file: Path, old: sqlite3.Connection) -> None:
    old.close()
    file.chmod(0o400)
    before = file.read_bytes(), sorted(file.parent.iterdir())
    read_tkts(file)
    assert (file.read_bytes(), sorted(file.parent.iterdir())) == before


def test_a_file_that_is_not_there_is_not_made(file: Path) -> None:
    with pytest.raises(BadFile, match="There is no file"):
        read_tkts(file)
    assert not file.exists()


def test_a_file_of_something_else_is_refused(file: Path) -> None:
    file.write_text("no database at all, but longer than the head of one would be" * 20)
    with pytest.raises(BadFile, match="can't be read as a database"):
        read_tkts(file)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ("drop table records", "It has no table records: this is no database of tkts."),
        ("alter table tickets drop column title", "Its table tickets has no title: this is no database of tkts."),
    ],
)
def test_a_database_of_something_else_is_refused(file: Path, old: sqlite3.Connection, change: str, why: str) -> None:
    old.executescript(change)
    with pytest.raises(BadFile) as refused:
        read_tkts(file)
    assert str(refused.value) == why


@pytest.mark.parametrize(
    "change",
    [
        "alter table tickets rename to t; create view tickets as select *, hex(zeroblob(400000000)) as more from t",
        "alter table tickets add column more text as (hex(zeroblob(400000000)))",
        "alter table tickets rename to t; create virtual table tickets using fts5(id, status, title)",
    ],
)
def test_a_file_that_would_have_us_reckon_without_a_bound_is_refused(
    file: Path, old: sqlite3.Connection, change: str
) -> None:
    old.executescript(change)
    with pytest.raises(BadFile, match="Its tickets is no plain table"):
        read_tkts(file)


def test_a_damaged_database_is_refused(file: Path, old: sqlite3.Connection) -> None:
    old.executescript("create index by_title on tickets (title); pragma writable_schema = 1;")
    records = "select rootpage from sqlite_schema where name = 'records'"
    old.execute(f"update sqlite_schema set rootpage = ({records}) where name = 'by_title'")
    old.close()
    with pytest.raises(BadFile, match=r"is damaged|can't be read"):
        read_tkts(file)
