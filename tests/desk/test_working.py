"""Time on tickets: whose an entry is, what takes it back, and that a ticket's time is the sum of its entries."""

import sqlite3
from collections.abc import Callable, Coroutine, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chatbot.desk import forgetting, reading, redacting, searching, spent, working
from chatbot.desk.act import Caller
from chatbot.desk.desk import Desk
from chatbot.desk.people import Person
from chatbot.desk.working import Entry, hours
from store import clients, worked
from store.database import Database
from store.records import Worked
from store.transaction import Transaction, drive
from tests.desk.doing import ADA, ALICE, BOB, CHARLIE, accept, close, comment, events, new, refusal, undo
from tests.people import START, in_private, stranger


async def log(
    desk: Desk,
    caller: Caller,
    number: int,
    minutes: int,
    text: str = "",
    *,
    on: str | None = None,
    whose: str | None = None,
) -> int:
    """All minutes on the ticket by then."""
    wanted = Entry(minutes, text, on, Person(whose) if whose else None)
    return (await desk.change(caller, working.log, number, wanted)).total


async def entries(desk: Desk, number: int) -> list[tuple[str, int, str]]:
    found = await desk.database.read(worked.list_of_ticket, number)
    return [(one.name, one.minutes, one.day) for one in found]


async def test_a_tickets_time_is_the_sum_of_its_entries(desk: Desk) -> None:
    number, other = await new(desk), await new(desk, title="vpn down")
    await log(desk, BOB, other, 30)
    await log(desk, BOB, number, 90, "toner changed")
    assert await log(desk, ADA, number, 15) == 105
    found = await desk.look(BOB, spent.sheet, number)
    assert (found.spent.minutes, list(found.texts.values())) == (105, ["toner changed", ""])
    assert await entries(desk, number) == [("bob", 90, "2026-11-20"), ("ada", 15, "2026-11-20")]


async def test_it_may_be_logged_for_another_day_but_none_that_is_ahead(desk: Desk) -> None:
    number = await new(desk)
    await log(desk, BOB, number, 15, on="yesterday")
    await log(desk, BOB, number, 15, on="wed")
    await log(desk, BOB, number, 15, on="5oct")
    assert [day for _, _, day in await entries(desk, number)] == ["2026-11-19", "2026-11-18", "2026-10-05"]
    assert "ahead" in await refusal(log(desk, BOB, number, 15, on="2026-11-21"))
    assert "Which day?" in await refusal(log(desk, BOB, number, 15, on="3/4"))


@pytest.mark.parametrize("who", [ALICE, CHARLIE, stranger("bob")])
async def test_who_has_no_work_with_it_logs_no_time_on_it(desk: Desk, who: Caller) -> None:
    number = await new(desk)
    await refusal(log(desk, who, number, 15))
    assert await entries(desk, number) == []


async def test_time_may_be_logged_on_a_ticket_that_is_closed(desk: Desk) -> None:
    number = await new(desk)
    await accept(desk, BOB, number)
    await close(desk, BOB, number)
    assert await log(desk, BOB, number, 15) == 15


async def test_a_correction_is_an_entry_of_its_own_on_the_day_of_what_it_corrects(desk: Desk) -> None:
    number = await new(desk)
    await log(desk, BOB, number, 60, on="yesterday")
    assert await log(desk, BOB, number, -15, "lunch") == 45
    assert await entries(desk, number) == [("bob", 60, "2026-11-19"), ("bob", -15, "2026-11-19")]


async def test_no_more_is_taken_off_than_there_is(desk: Desk) -> None:
    number = await new(desk)
    await log(desk, BOB, number, 30)
    await log(desk, BOB, number, -20)
    said = await refusal(log(desk, BOB, number, -20))
    assert said == "#1: no entry of bob has 20m to take off; the longest entry has 10m."
    assert "there is none" in await refusal(log(desk, ADA, number, -5))


async def test_only_who_worked_or_an_admin_corrects_an_entry(desk: Desk) -> None:
    number = await new(desk)
    await log(desk, BOB, number, 60)
    await accept(desk, BOB, number)
    said = await refusal(log(desk, ALICE, number, -15, whose="bob"))
    assert "only its owner" in said
    await desk.change(ADA, working.log, number, Entry(30))
    assert "Only ada or an admin" in await refusal(log(desk, BOB, number, -15, whose="ada"))
    assert await log(desk, ADA, number, -15, whose="bob") == 75
    assert [name for name, minutes, _ in await entries(desk, number) if minutes < 0] == ["bob"]


async def test_undo_takes_an_entry_back_with_its_text_whatever_others_did_since(desk: Desk) -> None:
    number = await new(desk)
    await log(desk, BOB, number, 15, "zaphod")
    await comment(desk, ALICE, number, "and?")
    await undo(desk, BOB)
    assert await entries(desk, number) == []
    assert (await desk.look(BOB, searching.search, "zaphod", None)).seen == []
    assert (await events(desk, "time_logged"))[0].texts == {}


async def test_undo_of_an_entry_changes_nothing_else_of_the_ticket(desk: Desk) -> None:
    number = await new(desk)
    await accept(desk, BOB, number)
    await log(desk, BOB, number, 15)
    await close(desk, ADA, number)
    await undo(desk, BOB)
    found = (await desk.look(BOB, reading.show, number)).seen
    assert (found.owner, found.state.name) == ("bob", "closed")


async def test_what_was_corrected_is_not_undone(desk: Desk) -> None:
    number = await new(desk)
    await log(desk, BOB, number, 60)
    await log(desk, ADA, number, -15, whose="bob")
    assert "corrected since" in await refusal(undo(desk, BOB))
    await undo(desk, ADA)
    assert await entries(desk, number) == [("bob", 60, "2026-11-20")]


async def test_a_day_has_no_more_than_its_hours(desk: Desk) -> None:
    number = await new(desk)
    await log(desk, BOB, number, 20 * 60)
    assert "A day has at most 24h" in await refusal(log(desk, BOB, number, 5 * 60))
    assert await log(desk, BOB, number, 4 * 60) == 24 * 60


async def test_a_correction_is_not_undone_where_other_time_has_its_room_by_now(desk: Desk) -> None:
    number, other = await new(desk), await new(desk)
    await log(desk, BOB, number, 20 * 60)
    await log(desk, BOB, number, -10 * 60)
    await log(desk, BOB, other, 14 * 60)
    assert await refusal(undo(desk, BOB, number)) == (
        "A day has at most 24h, and 24h are logged for Fri 20 Nov already. Which: timesheet 2026-11-20"
    )
    await log(desk, BOB, other, -10 * 60)
    await undo(desk, BOB, number)
    assert await entries(desk, number) == [("bob", 20 * 60, "2026-11-20")]


async def test_its_texts_are_found_redacted_and_forgotten_as_others_are(desk: Desk) -> None:
    number = await new(desk)
    await log(desk, BOB, number, 15, "slartibartfast")
    assert [one.ticket.id for one in (await desk.look(BOB, searching.search, "slartib", None)).seen] == [number]
    await desk.change(in_private("bob"), redacting.erase, number, 2)
    assert (await desk.look(BOB, searching.search, "slartib", None)).seen == []
    await log(desk, BOB, number, 15, "magrathea")
    await desk.change(in_private("ada"), forgetting.erase, Person("bob"), "really")
    assert (await desk.look(ADA, searching.search, "magrathea", None)).seen == []
    assert await entries(desk, number) == [("somebody", 15, "2026-11-20")] * 2


@pytest.mark.parametrize(("minutes", "shown"), [(0, "0m"), (6, "6m"), (60, "1h"), (105, "1h 45m"), (-15, "-15m")])
def test_minutes_are_read_as_hours(minutes: int, shown: str) -> None:
    assert hours(minutes) == shown


LOOKED_UP: tuple[Callable[[Transaction], Coroutine[Any, Any, object]], ...] = (
    lambda tx: worked.list_of_ticket(tx, 1),
    lambda tx: worked.list_corrections(tx, 1),
    lambda tx: worked.get_of_event(tx, 1),
    lambda tx: worked.minutes_on(tx, 1, "2026-11-20"),
    lambda tx: clients.of_ticket(tx, 1),
    lambda tx: clients.project_of_ticket(tx, 1),
    lambda tx: clients.get_by_name(tx, "acme"),
    lambda tx: clients.list_member_rates(tx, 1),
)


@pytest.fixture
def tables(database: Database, tmp_path: Path) -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(tmp_path / "dibs.sqlite", isolation_level=None)
    yield connection
    connection.close()


@pytest.mark.parametrize("look_up", LOOKED_UP)
def test_what_is_asked_at_each_ticket_is_found_by_an_index(
    tables: sqlite3.Connection, look_up: Callable[[Transaction], Coroutine[Any, Any, object]]
) -> None:
    asked = list[str]()
    tables.set_trace_callback(asked.append)
    drive(Transaction(tables), look_up)
    tables.set_trace_callback(None)
    steps = [row[3] for sql in asked for row in tables.execute(f"explain query plan {sql}")]
    assert steps
    assert [step for step in steps if step.startswith("SCAN")] == []


@settings(max_examples=200)
@given(st.lists(st.tuples(st.integers(1, 5), st.integers(1, 300)), max_size=8), st.data())
def test_whatever_is_taken_off_no_entry_is_below_zero(logged: list[tuple[int, int]], data: st.DataObject) -> None:
    rows = [Worked(at, 1, who, "x", minutes, "2026-11-20", None, at, START) for at, (who, minutes) in enumerate(logged)]
    for at in range(len(logged), 2 * len(logged)):
        left = working.remaining(rows)
        of = data.draw(st.sampled_from(sorted(left)))
        off = data.draw(st.integers(0, left[of]))
        rows.append(Worked(at, 1, 1, "x", -off, "2026-11-20", of, at, START))
    assert sum(working.remaining(rows).values()) == working.total(rows)
    assert all(left >= 0 for left in working.remaining(rows).values())
