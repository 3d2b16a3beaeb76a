"""A timesheet: what is on it, whose one may see, and how it reads. It is Friday, 20 November 2026."""

import pytest

from chatbot.desk import leading, timesheets
from chatbot.desk.act import Caller
from chatbot.desk.desk import Desk
from chatbot.desk.people import Person
from chatbot.desk.timesheets import Timesheet, Wanted
from store.database import Database
from tests.commands.test_stopwatch_lines import aloud
from tests.commands.test_working_lines import said
from tests.desk.doing import refusal
from tests.people import FakeClock, in_private, opened_desk, person, shell, stranger
from tests.voice.walk import PATIENT, Walk

WEEK = "week 47, 16-22 Nov 2026"


@pytest.fixture
async def walk(database: Database, clock: FakeClock) -> Walk:
    """#1 and #2 are for ops, #3 is private, for hr; bob is in both and has worked on all, mallory on #1 alone."""
    walk = Walk(await opened_desk(database, clock, PATIENT), clock)
    await walk.furnish()
    for line in ("new @ops printer on fire", "new @ops vpn down", "new @hr private=yes a quarrel"):
        await said(walk, "alice", line)
    for line in ("log 1 2h", "log 2 1h on=mon", "log 1 30m on=mon", "log 1 -15m lunch", "log 3 4h", "log 2 5h on=2oct"):
        await said(walk, "bob", line)
    await said(walk, "mallory", "log 1 10m")
    return walk


async def sheet(desk: Desk, caller: Caller, *, of: str | None = None, role: str | None = None) -> Timesheet:
    return await desk.look(caller, timesheets.timesheet, Wanted(Person(of) if of else None, role))


async def minutes(desk: Desk, caller: Caller, *, of: str | None = None, role: str | None = None) -> int:
    return (await sheet(desk, caller, of=of, role=role)).minutes


async def lead(desk: Desk, role: str, name: str) -> None:
    await desk.change(shell(), leading.lead, role, Person(name), leads=True)


async def test_it_has_ones_time_by_day_and_by_ticket_with_sums(walk: Walk) -> None:
    assert await said(walk, "bob", "timesheet") == [
        f"7h 15m yours: {WEEK}.",
        "| Mon 16 Nov 1h 15m: #2 1h, #1 15m",
        "| Fri 20 Nov 6h: #1 2h, #3 4h",
        "#2 1h: vpn down",
        "#1 2h 15m: printer on fire",
        "#3 4h: a quarrel",
    ]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("timesheet me", f"7h 15m yours: {WEEK}."),
        ("timesheet this week", f"7h 15m yours: {WEEK}."),
        ("timesheet bob", f"7h 15m yours: {WEEK}."),
        ("timesheet me 2026-10", "5h yours: October 2026."),
        ("timesheet october", "5h yours: October 2026."),
        ("timesheet mon", "1h 15m yours: Mon 16 Nov 2026."),
        ("timesheet 2026-10-01..", "12h 15m yours: 1 Oct - 20 Nov 2026."),
        ("timesheet last week", "0m yours: week 46, 9-15 Nov 2026. log <ticket> 15m <what you did>"),
        ("timesheet 2026-13", "No calendar has 2026-13. Write 2026-10."),
        (
            "timesheet me 3/4",
            "Which period? Write this week, last month, 2026-10, 2026-w47 or 2026-10-01..2026-10-15.",
        ),
        ("timesheet ops", "No member ops. The role's: timesheet @ops"),
        ("timesheet nobody", "No member nobody. Who is in a role: role show <role>"),
        ("timesheet @ops bob", "One at a time. Write: timesheet @ops, or timesheet bob"),
        ("timesheet @opps", "No role opps; there are ops, attic, hr."),
    ],
)
async def test_it_may_be_asked_for_in_many_words(walk: Walk, text: str, first: str) -> None:
    assert (await said(walk, "bob", text))[0] == first


async def test_of_a_role_it_has_each_person(walk: Walk) -> None:
    assert (await said(walk, "dave", "timesheet @ops"))[:4] == [
        f"7h 25m of ops: {WEEK}.",
        "| bob 7h 15m, mallory 10m",
        "| Mon 16 Nov 1h 15m: #2 1h, #1 15m",
        "| Fri 20 Nov 6h 10m: #1 2h 10m, #3 4h",
    ]


async def test_of_others_it_is_for_their_leads_and_for_admins(walk: Walk) -> None:
    """mallory, who joined ops by herself, leads nothing; nor does who leads another role."""
    desk = walk.desk
    assert await refusal(minutes(desk, in_private("mallory"), of="bob")) == (
        "The timesheet of bob is for who leads there, and for admins. Yours: timesheet"
    )
    assert await refusal(minutes(desk, in_private("mallory"), role="ops")) == (
        "The timesheet of @ops is for who leads there, and for admins. Yours: timesheet"
    )
    await lead(desk, "hr", "bob")
    assert "is for who leads there" in await refusal(minutes(desk, in_private("bob"), of="mallory"))
    assert "is for who leads there" in await refusal(minutes(desk, in_private("bob"), role="ops"))
    await lead(desk, "ops", "bob")
    assert await minutes(desk, in_private("bob"), of="mallory") == 10
    assert await minutes(desk, in_private("bob"), role="ops") == 445
    assert await minutes(desk, in_private("dave"), of="bob") == 435


async def test_of_private_tickets_it_has_nothing_for_who_may_not_read_them_and_no_trace_in_its_sums(walk: Walk) -> None:
    await said(walk, "dave", "role confirm ops mallory")
    await lead(walk.desk, "ops", "mallory")
    found = await sheet(walk.desk, in_private("mallory"), of="bob")
    assert (sorted(found.tickets), found.minutes) == ([1, 2], 195)
    assert (await sheet(walk.desk, in_private("mallory"), role="ops")).minutes == 205
    assert (await sheet(walk.desk, in_private("bob"))).minutes == 435


async def test_aloud_it_has_what_is_public_alone_and_says_so_always(walk: Walk) -> None:
    assert (await aloud(walk, "bob", "timesheet"))[0] == f"3h 15m yours: {WEEK}. Without what is private."
    assert (await aloud(walk, "mallory", "timesheet"))[0] == f"10m yours: {WEEK}. Without what is private."


async def test_aloud_nobody_is_told_of_others(walk: Walk) -> None:
    assert await refusal(minutes(walk.desk, person("dave"), of="bob")) == (
        "What others worked isn't said aloud. In private: timesheet bob"
    )
    assert "In private: timesheet @ops" in await refusal(minutes(walk.desk, person("dave"), role="ops"))


async def test_who_is_not_logged_in_learns_nothing_not_even_who_is_there(walk: Walk) -> None:
    guest = stranger("guest", in_private("guest").audience)
    for of, role in ((None, None), ("bob", None), ("nobody", None), (None, "ops"), (None, "nothing")):
        assert (await refusal(minutes(walk.desk, guest, of=of, role=role))).startswith("You aren't logged in.")


async def test_at_the_shell_as_nobody_in_particular_one_says_whose(walk: Walk) -> None:
    assert "--as <member>" in await refusal(minutes(walk.desk, shell()))
    assert await minutes(walk.desk, shell(), of="bob") == 435


async def test_what_runs_is_beside_it_while_the_period_lasts(walk: Walk) -> None:
    await said(walk, "bob", "start 1")
    walk.clock.advance(minutes=10)
    assert (await said(walk, "bob", "timesheet"))[-1] == "| Running, not in it yet: bob 11m"
    assert "Running" not in (await said(walk, "bob", "timesheet october"))[-1]
    assert (await said(walk, "dave", "timesheet @ops"))[-1] == "| Running, not in it yet: bob 11m"


async def test_a_year_of_many_tickets_goes_on_with_more(walk: Walk) -> None:
    for number in range(4, 20):
        await said(walk, "alice", f"new @ops broken {number}")
        await said(walk, "bob", f"log {number} 1m")
    lines = await said(walk, "bob", "timesheet 2026")
    assert lines[0] == "12h 31m yours: 2026."
    assert lines[-1].endswith("more")
    assert "#19 1m: broken 19" in [line for _ in range(3) for line in await said(walk, "bob", "more")]
