"""Timers and timesheets at a shell: by the same rights, as a table, and for programs."""

import sqlite3
from datetime import UTC, datetime, timedelta

from tests.cli.typed import Typed


def started_before(office: Typed, ago: timedelta) -> None:
    """As if that long had passed since."""
    began = (datetime.now(UTC) - ago).strftime("%Y-%m-%dT%H:%M:%S.000Z")
    with sqlite3.connect(office.folder / "data" / "dibs.db") as connection:
        connection.execute("update stopwatch set began_at = ?", (began,))
    connection.close()


def test_a_timer_is_started_and_stopped_and_programs_read_what_was_logged(office: Typed) -> None:
    begun = office.json("start", "1", "toner", "--as", "bob")
    assert [(one["number"], one["who"]) for one in begun["running"]] == [(1, "bob")]
    assert (begun["stopped"], [one["number"] for one in begun["tickets"]]) == (None, [1])
    started_before(office, timedelta(minutes=10))
    assert office.json("mine", "--as", "bob")["running"][0]["number"] == 1
    assert office.json("show", "1", "--as", "alice")["running"][0]["who"] == "bob"
    assert office.dibs("mine", "--as", "bob").out.startswith("Your timer")
    assert "Timers: bob 11m" in office.dibs("show", "1", "-v", "--as", "alice").out
    ended = office.json("stop", "--as", "bob")
    assert (ended["stopped"]["number"], ended["stopped"]["minutes"]) == (1, 11)


def test_what_is_thrown_away_is_no_minutes(office: Typed) -> None:
    assert office.dibs("start", "1", "--as", "bob").out == ("#1 has your timer now: printer on fire. Done? dibs stop\n")
    assert office.json("stop", "drop", "--as", "bob")["stopped"]["minutes"] == 0
    told = office.dibs("stop", "--as", "bob")
    assert (told.code, told.err) == (
        1,
        "No timer of yours runs. To begin: dibs start <ticket>. Without one: dibs log <ticket> 15m <text>\n",
    )


def test_who_may_log_nothing_there_starts_nothing(office: Typed) -> None:
    told = office.dibs("start", "1", "--as", "charlie")
    assert (told.code, told.out) == (1, "")


def test_a_timesheet_of_a_week_has_its_days_side_by_side(office: Typed) -> None:
    office.dibs("log", "1", "90m", "--as", "bob")
    told = office.dibs("timesheet", "bob")
    head, *lines = [line.split() for line in told.out.splitlines()]
    assert head[:4] == ["1h", "30m", "of", "bob:"]
    assert (lines[0][0], len(lines[0])) == ("title", 4)
    assert lines[1:] == [["#1", "printer", "on", "fire", "1h", "30m", "1h", "30m"], ["1h", "30m", "1h", "30m"]]


def test_one_of_a_month_is_a_list_of_days_with_their_sums(office: Typed) -> None:
    office.dibs("log", "1", "90m", "--as", "bob")
    _, *lines = [line.split() for line in office.dibs("timesheet", "this", "month", "--as", "bob").out.splitlines()]
    assert lines[0] == ["day", "title", "time", "sum"]
    assert lines[1][3:] == ["#1", "printer", "on", "fire", "1h", "30m", "1h", "30m"]


def test_programs_read_each_entry_of_it(office: Typed) -> None:
    office.dibs("log", "1", "90m", "--as", "bob")
    found = office.json("timesheet", "this year", "--role", "ops")
    (entry,) = found["entries"]
    assert (entry["number"], entry["who"], entry["minutes"]) == (1, "bob", 90)
    assert (found["whose"], found["minutes"], found["running"], len(found["first"])) == ("ops", 90, [], 10)


def test_it_is_refused_by_the_same_rights_as_in_chat(office: Typed) -> None:
    told = office.dibs("timesheet", "bob", "--as", "alice")
    assert (told.code, told.err) == (
        1,
        "The timesheet of bob is for who leads there, and for admins. Yours: dibs timesheet\n",
    )


def test_an_empty_one_says_what_to_write(office: Typed) -> None:
    assert office.dibs("timesheet", "2026-01", "--as", "bob").out == (
        "0m yours: January 2026. dibs log <ticket> 15m <what you did>\n"
    )
