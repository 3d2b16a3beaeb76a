"""`dibs import csv`: any table, as it is said what its columns are; what was taken in comes in once."""

import json

import pytest

from tests.cli.desks import HERE
from tests.cli.importing.desks import Line, given, lines
from tests.cli.typed import Told, Typed

TABLE = """Key,Summary,Body,Status,Prio,Who,Customer,Spent,Created
J-1,printer on fire,"two
lines",Done,P1,durrendal,acme,90,2026-11-20 10:00
J-2,=1+1,,Doing,,,,,2026-11-21
"""
SAID = (
    *("--map", "title=Summary", "--map", "description=Body", "--map", "state=Status", "--map", "priority=Prio"),
    *("--map", "owner=Who", "--map", "client=Customer", "--map", "minutes=Spent", "--map", "opened_at=Created"),
    *("--key", "Key", "--state", "Done=closed", "--state", "Doing=open", "--priority", "P1=urgent"),
    *("--user", "durrendal=bob", "--label", "jira"),
)


def came(office: Typed, *words: str) -> Line:
    """What the report says to programs."""
    told = office.dibs("import", "csv", *words, "--json")
    assert (told.code, told.err) == (0, "")
    return json.loads(told.out)


def tickets(office: Typed) -> list[Line]:
    """Those that came in, as they stand."""
    return [line for line in lines(given(office.folder / HERE), "ticket") if line["number"] > 2]


def test_a_look_changes_nothing_and_tells_what_would_come(office: Typed) -> None:
    office.write("jira.csv", TABLE)
    before = {file: file.read_bytes() for file in office.folder.rglob("*") if file.is_file()}
    told = office.dibs("import", "csv", "jira.csv", *SAID)
    assert (told.code, told.err) == (0, "")
    assert {file: file.read_bytes() for file in office.folder.rglob("*") if file.is_file()} == before
    for said in (
        "jira.csv: utf-8, commas between cells",
        "title is Summary, description is Body",
        "2: 1 free, 1 closed",
        "1h 30m in it, 1h 30m of it logged anew",
        "To take it in: the same with --apply",
    ):
        assert said in told.out


@pytest.mark.parametrize("apply", [(), ("--apply",)])
def test_where_there_is_no_desk_it_says_so_and_makes_none(typed: Typed, apply: tuple[str, ...]) -> None:
    typed.write("t.csv", TABLE)
    said = "There is no database data/dibs.db: dibs never ran here. dibs run makes it; --config names another.\n"
    assert typed.dibs("import", "csv", "t.csv", *SAID, *apply) == Told(2, "", said)
    assert [file.name for file in typed.folder.iterdir()] == ["t.csv"]


def test_each_row_is_a_ticket_with_what_its_columns_say(office: Typed) -> None:
    office.write("jira.csv", TABLE)
    assert came(office, "jira.csv", *SAID, "--apply")["tickets"] == {
        "new": 2,
        "known": 0,
        "free": 1,
        "owned": 0,
        "over": 1,
    }
    first, second = tickets(office)
    assert (first["title"], first["description"], first["state"]) == ("printer on fire", "two\nlines", "closed")
    assert (first["priority"], first["owner"], first["client"]) == ("urgent", "bob", "acme")
    assert (first["opened_at"], second["opened_at"]) == ("2026-11-20T10:00:00.000Z", "2026-11-21T00:00:00.000Z")
    assert [(entry["minutes"], entry["day"]) for entry in first["time"]] == [(90, "2026-11-20")]
    assert (second["title"], second["state"], second["owner"]) == ("=1+1", "new", None)
    assert [one["aliases"] for one in (first, second)] == [[{"label": "jira", "key": f"J-{n}"}] for n in (1, 2)]
    assert office.dibs("verify").code == 0


def test_a_second_run_adds_nothing_and_a_table_that_grew_what_is_new(office: Typed) -> None:
    office.write("jira.csv", TABLE)
    came(office, "jira.csv", *SAID, "--apply")
    again = came(office, "jira.csv", *SAID, "--apply")
    assert (again["tickets"]["new"], again["tickets"]["known"], len(tickets(office))) == (0, 2, 2)
    office.write("jira.csv", TABLE + "J-3,vpn down,,Doing,,,,,\n")
    assert came(office, "jira.csv", *SAID, "--apply")["tickets"]["new"] == 1
    assert [one["title"] for one in tickets(office)] == ["printer on fire", "=1+1", "vpn down"]


def test_without_a_key_the_row_itself_is_known_again(office: Typed) -> None:
    office.write("t.csv", "title\nprinter on fire\nvpn down\n")
    assert came(office, "t.csv", "--role", "ops", "--apply")["tickets"]["new"] == 2
    assert came(office, "t.csv", "--role", "ops", "--apply")["tickets"]["new"] == 0


def test_our_own_table_needs_no_words_and_loses_its_apostrophes(office: Typed) -> None:
    office.dibs("new", "=1+1", "--as", "alice", "--role", "ops")
    assert office.dibs("export", "csv", "own.csv").code == 0
    text = (office.folder / "own.csv").read_text()
    assert "'=1+1" in text
    office.write("own.csv", text.replace("\n1,", "\n101,another-").replace("\n3,", "\n103,another-"))
    assert came(office, "own.csv", "--apply")["tickets"]["new"] == 2
    assert [(one["number"], one["title"]) for one in tickets(office)][-2:] == [(101, "printer on fire"), (103, "=1+1")]


def test_what_this_desk_exported_is_not_there_twice(office: Typed) -> None:
    """By its uuid: neither in another order, nor under another label, nor after a change here."""
    assert office.dibs("export", "csv", "own.csv").code == 0
    office.dibs("edit", "1", "title=printer is smoking", "--as", "alice")
    assert came(office, "own.csv", "--label", "old", "--apply")["tickets"]["known"] == 1
    assert tickets(office) == []
    told = office.dibs("import", "csv", "own.csv", "--apply")
    assert "Known 1 are here already, by their uuid" in " ".join(told.out.split())
    assert "Nothing is new in it." in told.out


BAD = {
    "x,,,Done,,,\n": "Line 2: it has 7 cells, and there are 5 columns.",
    "1,,Done,,\n": "Line 2: nothing of its title can be read.",
    "1,printer,Perhaps,,\n": "Line 2: is 'Perhaps' open or closed? --state Perhaps=open",
    "1,printer,Done,soon,\n": "Line 2: its opened_at is 'soon', not as 2026-11-27 12:00.",
    "1,printer,Done,2099-01-01,\n": "Line 2: 2099-01-01 00:00 UTC is ahead.",
    "1,printer,Done,0001-01-01,\n": "Line 2: its opened_at is before 1970.",
    "1,printer,Done,,1e9\n": "Line 2: its minutes are '1e9', no number of them.",
    "1,printer,Done,,-5\n": "Line 2: its minutes are '-5', no number of them.",
    ",printer,Done,,\n": "Line 2: its key is empty.",
    f"1,{'x' * (1 << 21)},Done,,\n": "Line 2: it can't be read, or a cell of it is longer than a megabyte.",
}


def test_a_bad_row_is_told_with_its_line_and_the_others_come(office: Typed) -> None:
    words = ("t.csv", "--map", "state=status", "--key", "id", "--role", "ops")
    for row, said in BAD.items():
        office.write("t.csv", "id,title,status,opened_at,minutes\n" + row + "9,good,open,,\n")
        found = came(office, *words)
        assert found["bad_count"] == 1, row[:40]
        assert found["bad"][0].startswith(said)
        assert found["tickets"]["new"] == 1
    strict = office.dibs("import", "csv", *words, "--strict", "--apply")
    assert (strict.code, "--strict takes all or nothing" in strict.err) == (1, True)
    assert tickets(office) == []


def test_what_is_hostile_is_data(office: Typed) -> None:
    odd = "\x00'; drop table ticket; -- \x1b[2J\x03\x04red {{7*7}}"
    office.write("t.csv", f'title,description,client\n"{odd}","{odd}","{odd}"\n')
    assert came(office, "t.csv", "--role", "ops", "--apply")["tickets"]["new"] == 1
    (one,) = tickets(office)
    assert one["description"].endswith(odd)
    assert "drop table ticket" in one["title"]
    assert office.dibs("verify").code == 0


def test_what_is_private_there_does_not_become_public_here(office: Typed) -> None:
    office.write("t.csv", "title,private\nsalary of eve,yes\nvpn down,no\n")
    found = came(office, "t.csv", "--role", "ops", "--apply")
    assert (found["tickets"]["new"], found["bad_count"]) == (1, 1)
    assert [one["title"] for one in tickets(office)] == ["vpn down"]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("title;description\nb\u00fcro;x\n".encode("cp1252"), ()),
        ("title\tdescription\nb\u00fcro\tx\n".encode("utf-16"), ()),
        ("\ufefftitle|description\r\nb\u00fcro|x\r\n".encode(), ()),
        ("title*description\nb\u00fcro*x\n".encode("latin-1"), ("--delimiter", "*", "--encoding", "latin-1")),
    ],
)
def test_letters_and_what_stands_between_cells_are_found_or_said(
    office: Typed, content: bytes, words: tuple[str, ...]
) -> None:
    (office.folder / "t.csv").write_bytes(content)
    came(office, "t.csv", *words, "--role", "ops", "--apply")
    assert [(one["title"], one["description"]) for one in tickets(office)] == [("b\u00fcro", "x")]


REFUSED = {
    ("--map", "title=Nothing"): "There is no column Nothing; there are id, summary.",
    ("--map", "colour=id"): "No part of a ticket is called colour",
    ("--map", "title"): "'title' says nothing",
    (): "Which column is the title? --map title=<column>; there are id, summary.",
    ("--map", "title=summary", "--state", "Done=over"): "A state is open or closed here",
    ("--map", "title=summary", "--priority", "P1=hot"): "A priority is low, normal, high, urgent here",
    ("--map", "title=summary", "--delimiter", "ab"): "'ab' can't stand between cells",
    ("--map", "title=summary", "--encoding", "klingon"): "--encoding cp1252",
    ("--map", "title=summary", "--label", "5"): "'5' is no label",
}


def test_what_cant_be_meant_is_said_in_a_sentence(office: Typed) -> None:
    office.write("t.csv", "id,summary\n1,printer\n")
    for words, said in REFUSED.items():
        told = office.dibs("import", "csv", "t.csv", "--role", "ops", *words)
        assert told.code == 2, words
        assert said in told.err
        assert len(told.err) < 350
    told = office.dibs("import", "csv", "missing.csv")
    assert (told.code, told.err) == (2, "missing.csv can't be read: No such file or directory.\n")


@pytest.mark.parametrize(
    ("later", "words", "letters"), [(b"\x81", (), "cp1252"), (b"\xff", ("--encoding", "utf-8"), "utf-8")]
)
def test_a_table_that_is_in_no_letters_after_some_rows_is_refused(
    office: Typed, later: bytes, words: tuple[str, ...], letters: str
) -> None:
    (office.folder / "t.csv").write_bytes(b"title\n" + b"printer on fire\n" * 10_000 + later + b"\n")
    told = office.dibs("import", "csv", "t.csv", "--role", "ops", "--apply", *words)
    assert told.code == 2
    assert told.err == f"Not all of it is in {letters}. In which letters is it? --encoding cp1252\n"
    assert tickets(office) == []


def test_time_of_nobody_is_not_lost_silently(office: Typed) -> None:
    office.write("t.csv", "title,owner,minutes\nprinter,durrendal,90\n")
    told = office.dibs("import", "csv", "t.csv", "--role", "ops", "--apply")
    assert (told.code, "--user 'durrendal=<member>'" in told.err) == (1, True)
    assert came(office, "t.csv", "--role", "ops", "--user", "durrendal=", "--apply")["tickets"]["new"] == 1
    assert "90 min by durrendal" in given(office.folder / HERE)


def test_what_is_no_number_no_date_and_no_file_is_said_in_a_sentence(office: Typed) -> None:
    office.write(
        "odd.csv", "title,minutes,opened_at,k\nx,1_0,,a\ny,\u0661\u0662,,b\nz,5,1.2,c\nu,5,,d\x1b[31m\nv,1.5,,e\n"
    )
    told = came(office, "odd.csv", "--dates", "%d.%d", "--key", "k", "--user", "=bob")
    assert [one.split(":")[0] for one in told["bad"]] == ["Line 2", "Line 3", "Line 4", "Line 5"]
    assert told["tickets"]["new"] == 1
    told = office.dibs("import", "csv", ".")
    assert (told.code, told.out, told.err.startswith(". is no file.")) == (2, "", True)


def test_a_role_that_is_not_there_is_told_of_as_what_it_is(office: Typed) -> None:
    office.write("t.csv", "title\nprinter on fire\n")
    told = office.dibs("import", "csv", "t.csv", "--role", "nope")
    assert (told.code, told.err) == (1, "No role nope; there are hr, ops.\n")
