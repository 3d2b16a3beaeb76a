"""What people read of their timers."""

from datetime import timedelta

import pytest

from chatbot.desk import roles
from chatbot.desk.people import Person
from chatbot.wire import Message
from store.database import Database
from tests.commands.test_working_lines import said
from tests.people import FakeClock, opened_desk, pass_time, shell
from tests.voice.walk import OPS, PATIENT, Walk, who


@pytest.fixture
async def walk(database: Database, clock: FakeClock) -> Walk:
    """#1 and #2 are alice's, for ops, which bob is in; dave is an admin."""
    walk = Walk(await opened_desk(database, clock, PATIENT), clock)
    await walk.furnish()
    await said(walk, "alice", "new @ops printer on fire")
    await said(walk, "alice", "new @ops vpn down")
    return walk


async def aloud(walk: Walk, name: str, text: str) -> list[str]:
    now = walk.clock.advance(seconds=11)
    message = Message(who(name), OPS, f"!{text}", now, ("dibs",))
    return [line for reply in await walk.commander.answer(message) if reply.to == OPS for line in reply.lines]


async def test_it_is_started_and_stopped_in_one_line_each(walk: Walk) -> None:
    assert await said(walk, "bob", "start 1 toner") == ["#1 has your timer now: printer on fire. Done? stop"]
    walk.clock.advance(hours=2)
    assert await said(walk, "bob", "start 1") == [
        "#1 has your timer since 10:00 UTC, 2h 1m: printer on fire. Done? stop"
    ]
    assert await said(walk, "bob", "stop") == ["#1: 2h 1m logged. A slip? undo 1"]
    assert await said(walk, "bob", "undo") == ["Undone: stop 1 (11s ago). Your timer runs on #1, since 10:00 UTC."]
    assert await said(walk, "bob", "stop drum") == ["#1: 2h 1m logged. A slip? undo 1"]
    assert (await said(walk, "bob", "time 1"))[1:] == ["| Fri 20 Nov bob 2h 1m: drum"]


async def test_who_starts_elsewhere_reads_what_was_logged_by_that(walk: Walk) -> None:
    await said(walk, "bob", "log 1 1h")
    await said(walk, "bob", "start 1")
    walk.clock.advance(minutes=5)
    assert await said(walk, "bob", "start 2") == [
        "#2 has your timer now: vpn down. Done? stop",
        "#1: 6m logged, 1h 6m in all. A slip? undo 1",
    ]
    assert await said(walk, "bob", "undo") == ["Undone: start 2 (11s ago). Your timer runs on #1, since 10:00 UTC."]


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("stop", "#1: 10m logged. A slip? undo 1"),
        ("stop 1", "#1: 10m logged. A slip? undo 1"),
        ("stop #1 toner", "#1: 10m logged. A slip? undo 1"),
        ("stop 5m", "#1: 5m logged, of 9m 21s. A slip? undo 1"),
        ("stop 1 5m toner", "#1: 5m logged, of 9m 21s. A slip? undo 1"),
        ("stop 5min", "#1: 10m logged. A slip? undo 1"),
        ("stop 1 5m 0s toner", "#1: 5m logged, of 9m 21s. A slip? undo 1"),
        ("stop 1h 30m", "#1: your timer ran 10m, less than that. All of it: stop. Besides it: log 1 15m"),
        ("stop drop", "#1: 9m 21s thrown away, nothing is logged. A slip? undo"),
        ("stop Drop.", "#1: 9m 21s thrown away, nothing is logged. A slip? undo"),
        ("stop drop it", "Nothing goes behind drop. Write: stop drop"),
        ("stop 3h", "#1: your timer ran 10m, less than that. All of it: stop. Besides it: log 1 15m"),
        ("stop 90s", "Time is logged in whole minutes: write 15m or 1h30. Write: stop [time|drop]"),
        ("stop -5m", "Less than nothing can't count: write 15m, 1h30 or drop. Write: stop [time|drop]"),
        ("stop 2", "#2: your timer runs on #1. To end it: stop. Only 15m of it: stop 15m"),
        ("start", "Which ticket? start <ticket>"),
        ("start 1 toner", "#1: your timer runs since 10:00 UTC already. What you do goes behind its end: stop <text>"),
    ],
)
async def test_what_may_stand_behind_it(walk: Walk, text: str, answer: str) -> None:
    await said(walk, "bob", "start 1")
    walk.clock.advance(minutes=9, seconds=10)
    assert await said(walk, "bob", text) == [answer]


async def test_a_slip_of_seconds_is_said_to_be_a_minute(walk: Walk) -> None:
    await said(walk, "bob", "start 1")
    assert await said(walk, "bob", "stop") == ["#1: 1m logged, from 11s. A slip? undo 1"]
    assert await said(walk, "bob", "undo") == ["Undone: stop 1 (11s ago). Your timer runs on #1, since 10:00 UTC."]
    assert await said(walk, "bob", "stop drop") == ["#1: 33s thrown away, nothing is logged. A slip? undo"]
    assert await said(walk, "bob", "stop") == [
        "No timer of yours runs. To begin: start <ticket>. Without one: log <ticket> 15m <text>"
    ]


async def test_what_went_over_midnight_says_on_which_day_it_is(walk: Walk) -> None:
    walk.clock.advance(hours=13)
    await said(walk, "bob", "start 1")
    walk.clock.advance(hours=2)
    assert await said(walk, "bob", "stop") == ["#1: 2h 1m logged, on Fri 20 Nov, when it began. A slip? undo 1"]


async def test_mine_show_and_time_say_what_runs(walk: Walk) -> None:
    await said(walk, "bob", "start 1")
    walk.clock.advance(minutes=5)
    assert (await said(walk, "bob", "mine"))[0] == "#1 has your timer since 10:00 UTC, 6m: printer on fire. Done? stop"
    assert "Timers: bob 6m" in await said(walk, "alice", "show 1")
    assert (await said(walk, "alice", "time 1"))[-1] == "| Running: bob 6m"
    assert (await said(walk, "alice", "next 1"))[-1].startswith(
        "#1 in 23h 54m: a timer on it ends, and nothing is logged"
    )


async def test_who_closes_what_their_timer_runs_on_is_reminded(walk: Walk) -> None:
    await said(walk, "bob", "start 1")
    assert await said(walk, "alice", "close 1") == ["#1 closed: printer on fire. Not done? reopen 1"]
    await said(walk, "alice", "reopen 1")
    assert (await said(walk, "bob", "close 1"))[1:] == ["#1 has your timer still, 1m. Done? stop"]
    await said(walk, "alice", "reopen 1")
    assert (await said(walk, "bob", "close 1 2"))[-1] == "#1 has your timer still, 1m. Done? stop"


async def test_of_a_private_ticket_nothing_is_said_aloud(walk: Walk) -> None:
    await said(walk, "alice", "new @hr private=yes a quarrel")
    await said(walk, "bob", "start 3")
    assert all("#3" not in line for line in await aloud(walk, "bob", "mine"))
    assert await aloud(walk, "bob", "start 1") == [
        "#1 has your timer now: printer on fire. Done? !stop",
        "#3: 1m logged, from 22s. A slip? !undo 3",
    ]


async def test_who_has_lost_the_right_reads_how_it_ends(walk: Walk) -> None:
    await said(walk, "alice", "new @hr private=yes a quarrel")
    await said(walk, "bob", "start 3")
    await walk.desk.change(shell(), roles.remove, "hr", Person("bob"))
    (line,) = await said(walk, "bob", "stop")
    assert line == (
        "#3: you may log no time on it any more. Throw it away: stop drop. Or an admin says: log 3 1m for=bob"
    )
    assert await said(walk, "bob", "stop drop") == ["#3: 22s thrown away, nothing is logged. A slip? undo"]


async def test_its_history_tells_of_it(walk: Walk) -> None:
    await said(walk, "bob", "start 1 toner")
    await said(walk, "bob", "stop drop")
    await said(walk, "bob", "start 1")
    await pass_time(walk.desk, walk.clock, timedelta(days=2))
    (told,) = (" ".join(await said(walk, "bob", "history 1")).partition("bob began")[2],)
    assert told == (
        " to work on it: toner | 10:00 bob threw 11s of work away | 10:00 bob began to work on it"
        " | 10:30 nobody took it in 30m | Sat 21 Nov 10:00 bob's timer ended unlogged, 1d"
    )
