"""`dibs import tkts`: what tkts kept is on the desk afterwards, each ticket once, and nothing else has changed."""

import json
import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from typing import Any

import pytest

from chatbot.services.lock import only_one
from store.connections import connect_writer
from tests.cli.desks import HERE
from tests.cli.importing.olds import GEMINI, LOG, NAS, RESTIC, add_records, legacy, seed, tkts
from tests.cli.typed import Typed
from tests.desk.doing import dump

BOB = ("--user", "durrendal=bob")
Rows = Callable[[str], list[dict[str, Any]]]


@pytest.fixture
def rows(office: Typed) -> Rows:
    def rows_of(table: str) -> list[dict[str, Any]]:
        return dump(office.folder / HERE)[table]

    return rows_of


def brings(office: Typed, *words: str, apply: bool = True) -> dict[str, Any]:
    """What the report says to programs; it must come in."""
    told = office.dibs("import", "tkts", *words, *(("--apply",) if apply else ()), "--json")
    assert (told.code, told.err) == (0, "")
    return json.loads(told.out)


def test_a_look_changes_nothing_and_tells_all(office: Typed) -> None:
    seed(office.folder / "tkts.db")
    before = {file: file.read_bytes() for file in office.folder.rglob("*") if file.is_file()}
    told = office.dibs("import", "tkts", "tkts.db")
    assert (told.code, told.err) == (0, "")
    assert {file: file.read_bytes() for file in office.folder.rglob("*") if file.is_file()} == before
    for said in (
        "Found    3 tickets: 2 open, 1 closed",
        "New      3: 2 free in ops, 1 closed",
        "Numbers  2 kept, 1 given another; the next new ticket is #8",
        "Time     3h 6m in the file; here 0m, then 0m",
        "Clients  Internal (new)",
        "durrendal       is nobody here        2        3  3h 6m",
        "Ticket 1: 180 min in all, 0 min in its log: an entry makes up for the rest.",
        "To take it in: the same with --apply",
    ):
        assert said in told.out


def test_the_ticket_of_the_story_is_shown_with_all_its_parts(office: Typed) -> None:
    brings(office, str(seed(office.folder / "tkts.db")), *BOB)
    assert office.dibs("say", "client edit Internal rate=50 currency=USD").code == 0
    assert office.dibs("show", "5", "-v").out.splitlines() == [
        "#5 [H] - Implement Restic",
        "Status: accepted | Owner: bob | Priority: normal",
        next(line for line in office.dibs("show", "5", "-v").out.splitlines() if line.startswith("Role: ops")),
        "Client: Internal | Project: Disaster Recovery",
        "workstation backups",
        "Time: 6m ($5.00)",
        "",
        "1) bob, 3m, Sat 15 Jan 2022 01:51",
        "   Installed restic (apk add restic).",
        "",
        "   Backup seems simple:",
        "   restic -r sftp:hor:/data --exclude ~/.cache/",
        "",
        "2) bob, Sat 15 Jan 2022 18:08",
        "   Reasonably",
        "",
        "   > except for .cache",
        "3) bob, 3m, Sat 15 Jan 2022 22:05",
        "   Successfully backed up the droid.",
    ]


def test_logs_are_kept_byte_for_byte_and_time_on_its_day(office: Typed, rows: Rows) -> None:
    brings(office, str(seed(office.folder / "tkts.db")), *BOB)
    texts = [json.loads(row["texts"]).get("text") for row in rows("event_text")]
    assert LOG in texts
    assert [(row["ticket_id"], row["minutes"], row["day"]) for row in rows("worked")] == [
        (7, 180, "2022-01-15"),
        (5, 3, "2022-01-15"),
        (5, 3, "2022-01-15"),
    ]
    assert office.dibs("verify").code == 0


def test_the_day_is_that_of_the_clock_that_was_named(office: Typed, rows: Rows) -> None:
    """22:05 in New York is the next day in UTC, and there the same."""
    seed(office.folder / "tkts.db")
    brings(office, "tkts.db", *BOB, "--zone", "America/New_York")
    assert {row["day"] for row in rows("worked")} == {"2022-01-15"}
    assert "2022-01-16T03:05:01.000Z" in {row["at"] for row in rows("event")}


def test_a_second_run_adds_nothing_and_says_so(office: Typed, rows: Rows) -> None:
    file = str(seed(office.folder / "tkts.db"))
    brings(office, file, *BOB)
    before = {table: rows(table) for table in ("ticket", "event", "worked", "arrival")}
    told = office.dibs("import", "tkts", file, *BOB, "--apply")
    assert told.code == 0
    assert "Nothing is new in it." in told.out
    assert {table: rows(table) for table in before} == before


def test_of_a_file_that_grew_only_what_is_new_comes_in(office: Typed, rows: Rows) -> None:
    file = seed(office.folder / "tkts.db")
    brings(office, str(file), *BOB)
    with closing(sqlite3.connect(file)) as old:
        add_records(old, (14, 5, "one more", "durrendal", 2), (15, 1, "a thought", "durrendal", 0))
        old.execute("update tickets set time = 8, status = 'Closed' where id = 5")
        old.execute("update tickets set time = 200 where id = 1")
        old.execute("insert into tickets (id, title) values (40, 'Rewrite LambdaCreate')")
        old.commit()
    report = brings(office, str(file), *BOB)
    assert (report["tickets"]["new"], report["tickets"]["grown"], report["entries"]) == (1, 2, 3)
    assert (report["minutes"]["before"], report["minutes"]["new"], report["minutes"]["after"]) == (186, 22, 208)
    assert "Ticket 5: Closed there, #5 is open here." in report["differences"]
    assert [(row["ticket_id"], row["minutes"]) for row in rows("worked")][3:] == [(7, 20), (5, 2)]
    assert [row["id"] for row in rows("ticket")] == [1, 2, 5, 6, 7, 40]
    assert brings(office, str(file), *BOB)["entries"] == 0


def test_a_ticket_is_found_by_what_it_was_called(office: Typed) -> None:
    brings(office, str(seed(office.folder / "tkts.db")), *BOB)
    assert office.dibs("show", "tkts:1").out.startswith("#7 [H] - Hardwire NAS")
    assert office.dibs("say", "comment tkts:5 hello tkts:1").code == 0
    assert "hello tkts:1" in office.dibs("show", "tkts:5", "-v").out
    told = office.dibs("show", "tkts:99")
    assert (told.code, told.err) == (2, "No ticket tkts:99 came in. By the number here: dibs show <ticket>\n")
    assert office.dibs("say", "show ftp:99").code == 1


def test_time_of_nobody_here_waits_until_it_is_said_whose_it_is(office: Typed, rows: Rows) -> None:
    file = str(seed(office.folder / "tkts.db"))
    told = office.dibs("import", "tkts", file, "--apply")
    assert told.code == 1
    assert "3h 6m are of people who are no members. Say whose: --user durrendal=<member>" in told.err
    assert len(rows("ticket")) == 2
    report = brings(office, file, "--user", "durrendal=")
    assert (report["minutes"]["text"], report["minutes"]["after"]) == (186, 0)
    assert "3 min by durrendal" in office.dibs("show", "5", "-v").out
    assert "Owner: nobody" in office.dibs("show", "5", "-v").out
    assert "From: durrendal" in office.dibs("show", "5", "-v").out


def test_who_is_called_like_a_member_is_taken_for_them_unless_said_otherwise(office: Typed) -> None:
    tkts(office.folder / "tkts.db", (*RESTIC[:6], "bob", 6))
    office.write("names", "# who is who\nbob = charlie\n\n")
    found = [brings(office, "tkts.db", *more, apply=False)["users"] for more in ((), ("--users", "names"))]
    assert [(one[0]["member"], one[0]["how"]) for one in found] == [("bob", "name"), ("charlie", "said")]


def test_the_file_of_before_comes_in_too(office: Typed, rows: Rows) -> None:
    for commas in (False, True):
        file = str(legacy(office.folder / f"{commas}.tickets", commas=commas))
        told = office.dibs("import", "tkts", file)
        assert (told.code, told.err.split(". ")[-1]) == (2, "Say it: --time-unit minutes, or seconds.\n")
        report = brings(office, file, "--time-unit", "seconds", "--user", "=bob", "--label", f"old-{commas}".lower())
        assert [report["tickets"][name] for name in ("found", "open", "closed", "new")] == [9, 8, 1, 9]
        assert (report["minutes"]["file"], report["minutes"]["new"]) == (3, 3)
    assert len(rows("ticket")) == 2 + 18
    assert [row["minutes"] for row in rows("worked")] == [3, 3]
    shown = office.dibs("show", "old-false:1", "-v").out
    assert shown.index("Wifi pins") < shown.index("Mounted it")


@pytest.mark.parametrize(("times", "whole"), [((0.5, 0.5, 0.5), [1, 0, 1]), ((1.4, 1.4, 1.4), [1, 2, 1])])
def test_fractions_become_whole_minutes_with_the_sum_that_is_nearest(
    office: Typed, rows: Rows, times: tuple[float, ...], whole: list[int]
) -> None:
    records = tuple((at, 5, f"part {at}", "bob", minutes) for at, minutes in enumerate(times, 1))
    tkts(office.folder / "tkts.db", (*RESTIC[:6], "bob", sum(times)), records=records)
    report = brings(office, "tkts.db")
    assert [row["minutes"] for row in rows("worked")] == [one for one in whole if one]
    assert report["minutes"]["after"] == sum(whole)


def test_a_row_that_is_bad_is_told_by_its_number_and_stops_nothing_but_by_strict(office: Typed, rows: Rows) -> None:
    odd = (8, "Open", "  ", None, None, None, None, 0)
    late = (9, "Open", "from tomorrow", None, None, None, None, 0, "2999-01-01 00:00:00")
    records = ((1, 77, "of none", "bob", 0), (2, 6, "fine", "bob", 0), (3, 6, "not", "bob", "lots"))
    tkts(office.folder / "tkts.db", GEMINI, odd, late, records=records)
    told = office.dibs("import", "tkts", "tkts.db", "--apply", "--strict")
    assert told.code == 1
    assert told.err == "4 rows can't be taken, and --strict takes all or nothing. Nothing changed.\n"
    assert len(rows("ticket")) == 2
    report = brings(office, "tkts.db")
    assert [sentence.split(":")[0] for sentence in report["bad"]] == ["Record 3", "Ticket 8", "Ticket 77", "Ticket 9"]
    assert [row["id"] for row in rows("ticket")] == [1, 2, 6]


def test_hostile_texts_are_data(office: Typed, rows: Rows) -> None:
    text = "\x00\x1b[31m\x0304red'); drop table ticket;--\x1a{{7*7}}<b>\u202e"
    title = "\x1b]0;evil\x07 \x02bold\x02 " + "x" * 300
    ticket = (6, "Open", title, text, '@ev=il "client"', "\x07p", "\x1bmallory" * 50, 0)
    tkts(office.folder / "tkts.db", ticket, records=((1, 6, text, "bob'; --", 0), (2, 6, "x" * 2_000_000, "bob", 0)))
    report = brings(office, "tkts.db")
    assert ["a text of it has" in sentence for sentence in report["bad"]] == [True]
    with closing(sqlite3.connect(office.folder / "tkts.db")) as old:
        old.execute("delete from records where id = 2")
        old.commit()
    report = brings(office, "tkts.db")
    (ticket_row,) = [row for row in rows("ticket") if row["id"] == 6]
    assert ticket_row["description"] == f"{title}\n\n{text.replace(chr(26), '')}"
    assert (len(ticket_row["title"]) <= 200, len(ticket_row["reporter_name"])) == (True, 64)
    assert [row["name"] for row in rows("client")] == ["ev il client"]
    for words in (("show", "6"), ("show", "6", "-v"), ("history", "6"), ("list",)):
        shown = office.dibs(*words)
        assert shown.code == 0
        assert [sign for sign in "\x00\x1b\x1a\x07\u202e" if sign in shown.out] == []


def test_numbers_that_nobody_could_type_are_given_anew(office: Typed, rows: Rows) -> None:
    tkts(office.folder / "tkts.db", (2_000_000_000, *GEMINI[1:]))
    report = brings(office, "tkts.db")
    assert report["numbers"] == {"kept": 0, "given": 1, "next": 4}
    assert [row["id"] for row in rows("ticket")] == [1, 2, 3]


REFUSED = (
    (("nowhere.db",), "There is no file nowhere.db."),
    (("/dev/zero",), "/dev/zero is no file."),
    (("pipe",), "pipe is no file."),
    (("tkts.db", "--role", "opps"), "No role opps"),
    (("tkts.db", "--type", "wish"), "No type wish"),
    (("tkts.db", "--user", "durrendal"), "'durrendal': whom does that name mean?"),
    (("tkts.db", "--user", "durrendal=bobb"), "No member bobb"),
    (("tkts.db", "--zone", "Moon"), "No zone Moon"),
    (("tkts.db", "--label", "T K"), "'T K' is no label"),
    (("junk",), "junk doesn't say in what it counts time."),
    (("junk", "--time-unit", "minutes"), "No literal of Lua in line 1"),
)


def test_what_cannot_be_done_gets_a_sentence_and_changes_nothing(office: Typed, rows: Rows) -> None:
    seed(office.folder / "tkts.db")
    office.write("junk", "print('hello')")
    os.mkfifo(office.folder / "pipe")
    for words, said in REFUSED:
        told = office.dibs("import", "tkts", *words, "--apply")
        assert (told.code in {1, 2}, told.out) == (True, "")
        assert said in told.err
    assert rows("arrival") == []


def test_another_file_of_the_same_label_is_not_taken_for_this_one(office: Typed) -> None:
    brings(office, str(seed(office.folder / "tkts.db")), *BOB)
    other = tkts(office.folder / "other.db", (*RESTIC[:8], "2023-03-03 03:03:03"))
    (sentence,) = brings(office, str(other), *BOB)["bad"]
    assert sentence.endswith("was opened at another time. Another file needs another --label.")
    assert brings(office, str(other), *BOB, "--label", "work")["tickets"]["new"] == 1


def test_one_import_at_a_time(office: Typed) -> None:
    seed(office.folder / "tkts.db")
    with only_one((office.folder / HERE).with_name("dibs.db.import")):
        told = office.dibs("import", "tkts", "tkts.db", *BOB, "--apply")
    assert (told.code, "Another import into" in told.err) == (2, True)


def test_what_would_be_erased_at_once_is_refused(office: Typed, rows: Rows) -> None:
    assert office.dibs("say", "type set request keep=30d after=delete").code == 0
    tkts(office.folder / "tkts.db", NAS)
    told = office.dibs("import", "tkts", "tkts.db", *BOB, "--apply")
    assert told.code == 1
    assert "request erases what is over for 30d: 1 of these at once." in told.err
    assert len(rows("ticket")) == 2


def test_an_import_that_was_cut_off_is_finished_before_another_is_looked_at(office: Typed, rows: Rows) -> None:
    file = str(seed(office.folder / "tkts.db"))
    brings(office, file, *BOB)
    with closing(connect_writer(office.folder / HERE)) as desk:
        desk.execute("update arrival set state = 'switched', done_at = null")
    told = office.dibs("import", "tkts", file, *BOB)
    assert (told.code, "An import isn't whole yet" in told.err) == (1, True)
    assert brings(office, file, *BOB)["tickets"]["new"] == 0
    assert [row["state"] for row in rows("arrival")] == ["done"]
