"""`dibs export tkts`: what tkts can read, and what dibs takes in again as it was."""

import shutil
import sqlite3
import string
import tempfile
from contextlib import chdir, closing
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.cli.importing.olds import GEMINI, LOG, RESTIC, seed, tkts
from tests.cli.typed import Typed, furnish

BOB = ("--user", "durrendal=bob")
TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x1a"), max_size=40)
TITLES = st.text(string.ascii_letters + " -[]'%", min_size=1, max_size=40).map(lambda text: f"x{text}")
NAMES = st.sampled_from(["bob", "alice", "durrendal"])
MOMENTS = st.datetimes(min_value=datetime(2015, 1, 1), max_value=datetime(2024, 1, 1))  # noqa: DTZ001 - as tkts writes them


def rows_of(file: Path) -> dict[str, list[tuple[Any, ...]]]:
    with closing(sqlite3.connect(file)) as old:
        return {table: old.execute(f"select * from {table}").fetchall() for table in ("tickets", "records")}


def test_what_tkts_has_a_place_for_is_there(office: Typed) -> None:
    assert office.dibs("import", "tkts", str(seed(office.folder / "old.db")), *BOB, "--apply").code == 0
    told = office.dibs("export", "tkts", "tkts.db", "client:internal")
    assert (told.code, told.err) == (0, "tkts.db: 6 rows.\n")
    found = rows_of(office.folder / "tkts.db")
    assert found["tickets"] == [
        (*RESTIC[:6], "bob", 6, "2022-01-15 01:49:42"),
        (7, "Closed", "[H] - Hardwire NAS", "", "Internal", "Lab", "bob", 180, "2022-01-15 01:49:42"),
    ]
    assert [row[1:] for row in found["records"] if row[1] == 5] == [
        (5, LOG, "bob", 3, "2022-01-15 01:51:31"),
        (5, "Reasonably\n\n> except for .cache", "bob", 0, "2022-01-15 18:08:49"),
        (5, "Successfully backed up the droid.", "bob", 3, "2022-01-15 22:05:01"),
    ]
    assert (office.folder / "tkts.db").stat().st_mode & 0o777 == 0o600


def test_its_status_is_checked_as_tkts_checks_it(office: Typed) -> None:
    assert office.dibs("export", "tkts", "tkts.db").code == 0
    with closing(sqlite3.connect(office.folder / "tkts.db")) as old, pytest.raises(sqlite3.IntegrityError):
        old.execute("insert into tickets (status, title) values ('Maybe', 'x')")


def test_private_ones_are_there_only_if_they_are_asked_for(office: Typed) -> None:
    assert office.dibs("export", "tkts", "a.db").code == 0
    assert office.dibs("export", "tkts", "b.db", "--private").code == 0
    assert [len(rows_of(office.folder / name)["tickets"]) for name in ("a.db", "b.db")] == [1, 2]


def test_time_that_was_corrected_or_taken_back_is_there_as_it_counts(office: Typed) -> None:
    for words in ("log 1 30m first", "log 1 -10m less", "log 1 2h slip", "undo 1"):
        assert office.dibs(*words.split(), "--as", "bob").code == 0
    assert office.dibs("export", "tkts", "tkts.db").code == 0
    found = rows_of(office.folder / "tkts.db")
    assert [row[2:5] for row in found["records"]] == [("first", "bob", 20), ("less", "bob", 0)]
    assert found["tickets"][0][7] == 20


def test_a_file_that_is_there_stays_and_no_database_goes_to_the_standard_output(office: Typed) -> None:
    tkts(office.folder / "tkts.db", GEMINI)
    before = (office.folder / "tkts.db").read_bytes()
    told = office.dibs("export", "tkts", "tkts.db")
    assert (told.code, told.err) == (2, "tkts.db is there already. Name another, or write --force.\n")
    assert (office.folder / "tkts.db").read_bytes() == before
    told = office.dibs("export", "tkts", "-")
    assert (told.code, told.err) == (2, "A database goes into a file: dibs export tkts tkts.db\n")
    assert office.dibs("export", "tkts", "tkts.db", "--force").code == 0
    assert [row[2] for row in rows_of(office.folder / "tkts.db")["tickets"]] == ["printer on fire"]


@st.composite
def old_desks(draw: st.DrawFn) -> tuple[list[tuple[Any, ...]], list[tuple[Any, ...]]]:
    rows, records = list[tuple[Any, ...]](), list[tuple[Any, ...]]()
    for number in draw(st.lists(st.integers(1, 50), unique=True, max_size=4)):
        log = draw(st.lists(st.tuples(TEXTS, NAMES, st.integers(0, 3000), MOMENTS), max_size=3))
        title = draw(TITLES)
        status, client = draw(st.sampled_from(["Open", "Closed"])), draw(st.sampled_from([None, "acme", "Blue Sky"]))
        project = draw(st.sampled_from([None, "Lab"])) if client else None
        whole = sum(one[2] for one in log) + draw(st.integers(0, 90))
        moment = str(draw(MOMENTS).replace(microsecond=0))
        rows.append((number, status, title, draw(TEXTS), client, project, draw(NAMES), whole, moment))
        for text, user, minutes, at in log:
            records.append((len(records) + 1, number, text, user, minutes, str(at.replace(microsecond=0))))
    return rows, records


@pytest.fixture
def furnished(typed: Typed) -> Path:
    """A desk on which there are members, and no tickets."""
    typed.desk(furnish)
    return typed.folder / "data"


@settings(max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(old=old_desks())
def test_what_was_exported_and_taken_in_by_an_empty_desk_is_the_same_again(
    typed: Typed, furnished: Path, old: tuple[list[tuple[Any, ...]], list[tuple[Any, ...]]]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        here = Path(folder)
        file = tkts(here / "0.db", *old[0], records=tuple(old[1]))
        found = [rows_of(file)]
        for turn, more in ((1, BOB), (2, ())):
            with chdir(shutil.copytree(furnished, here / str(turn) / "data").parent):
                assert typed.dibs("import", "tkts", str(file), "--apply", *more).code == 0
                file = here / f"{turn}.db"
                assert typed.dibs("export", "tkts", str(file)).code == 0
            found.append(rows_of(file))
        before, first, second = found
        assert first == second
        kept = [(row[0], row[1], row[2], row[7], row[8]) for row in first["tickets"]]
        assert kept == [(row[0], row[1], " ".join(row[2].split()), row[7], row[8]) for row in before["tickets"]]
