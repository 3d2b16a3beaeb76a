"""Tickets that rest: whose word it takes, what ends it, and that it is in the journal."""

from datetime import timedelta

import pytest

from chatbot.desk import habits, holding
from chatbot.desk.act import Caller
from chatbot.desk.desk import Desk
from store import timers
from tests.desk.doing import (
    ADA,
    ALICE,
    BOB,
    CHARLIE,
    accept,
    assign,
    close,
    last_event,
    move,
    new,
    refusal,
    release,
    steal,
    ticket,
    undo,
    withdraw,
)
from tests.people import START, FakeClock, add_role, in_private, pass_time, stranger

MONDAY = START + timedelta(days=3)


async def hold(desk: Desk, caller: Caller, number: int) -> None:
    await desk.change(caller, holding.hold, number, MONDAY, "no toner")


async def resume(desk: Desk, caller: Caller, number: int) -> None:
    await desk.change(caller, holding.resume, number)


@pytest.fixture
async def owned(desk: Desk) -> int:
    number = await new(desk)
    await accept(desk, BOB, number)
    return number


async def test_it_rests_until_then_and_stays_its_owners(desk: Desk, owned: int) -> None:
    await hold(desk, BOB, owned)
    it = await ticket(desk, owned)
    assert (it.state, it.held_until, it.owner_id) == (3, MONDAY, 2)
    event = await last_event(desk, "ticket_held")
    assert (event.id, event.texts) == (it.held_by, {"why": "no toner"})


async def test_it_comes_back_by_itself(desk: Desk, clock: FakeClock, owned: int) -> None:
    await hold(desk, BOB, owned)
    await pass_time(desk, clock, timedelta(days=3))
    it = await ticket(desk, owned)
    assert (it.state, it.held_until, it.held_by, it.owner_id) == (2, None, None, 2)
    assert (await last_event(desk, "ticket_woke")).data["owner"] == 2


@pytest.mark.parametrize("end", ["close", "release", "withdraw", "resume"])
async def test_who_ends_it_before_hears_nothing_of_it_then(desk: Desk, clock: FakeClock, owned: int, end: str) -> None:
    await hold(desk, BOB, owned)
    done = {"close": close, "release": release, "resume": resume}
    await (withdraw(desk, ALICE, owned) if end == "withdraw" else done[end](desk, BOB, owned))
    await pass_time(desk, clock, timedelta(days=4))
    it = await ticket(desk, owned)
    assert (it.held_until, it.held_by, it.state == 3) == (None, None, False)
    assert await refusal(resume(desk, BOB, owned)) == f"#{owned} isn't on hold. show {owned} says where it stands."


async def test_who_takes_it_works_on_it(desk: Desk, owned: int) -> None:
    await hold(desk, BOB, owned)
    await steal(desk, ADA, owned)
    it = await ticket(desk, owned)
    assert (it.state, it.held_until, it.owner_id) == (2, None, 4)


async def test_who_says_yes_to_it_works_on_it(desk: Desk, owned: int) -> None:
    await hold(desk, BOB, owned)
    await assign(desk, BOB, owned, "charlie")
    await accept(desk, CHARLIE, owned)
    assert ((await ticket(desk, owned)).state, (await ticket(desk, owned)).held_by) == (2, None)


async def test_it_is_free_where_it_is_moved_to(desk: Desk, owned: int) -> None:
    await add_role(desk, "net", "charlie")
    await hold(desk, BOB, owned)
    await move(desk, BOB, owned, "net")
    assert ((await ticket(desk, owned)).state, (await ticket(desk, owned)).held_until) == (1, None)


async def test_said_again_it_changes_until_when(desk: Desk, clock: FakeClock, owned: int) -> None:
    await hold(desk, BOB, owned)
    await desk.change(BOB, holding.hold, owned, MONDAY + timedelta(days=1), "")
    await pass_time(desk, clock, timedelta(days=3, hours=1))
    assert (await ticket(desk, owned)).held_until == MONDAY + timedelta(days=1)
    timer = await desk.database.read(timers.get, holding.WAKE, owned)
    assert timer is not None
    assert timer.due_at == MONDAY + timedelta(days=1)


async def test_a_free_one_is_taken_first_and_a_closed_one_opened(desk: Desk) -> None:
    number = await new(desk)
    assert await refusal(hold(desk, BOB, number)) == (
        f"#{number} is free: who holds it off must have it. First: dibs {number}"
    )
    await close(desk, BOB, number)
    assert await refusal(hold(desk, BOB, number)) == f"#{number} is closed. To open it again: reopen {number}"


@pytest.mark.parametrize("who", [ALICE, CHARLIE, stranger("guest")])
async def test_others_are_told_who_may(desk: Desk, owned: int, who: Caller) -> None:
    assert "only its owner or ops may hold it" in await refusal(hold(desk, who, owned))


async def test_a_hold_is_taken_back_and_so_is_the_end_of_one(desk: Desk, clock: FakeClock, owned: int) -> None:
    await hold(desk, BOB, owned)
    held = await ticket(desk, owned)
    await undo(desk, BOB)
    assert ((await ticket(desk, owned)).state, (await ticket(desk, owned)).held_until) == (2, None)
    await hold(desk, BOB, owned)
    await resume(desk, BOB, owned)
    await undo(desk, BOB)
    again = await ticket(desk, owned)
    assert (again.state, again.held_until) == (held.state, held.held_until)
    await pass_time(desk, clock, timedelta(days=3))
    assert (await ticket(desk, owned)).state == 2


async def test_a_clock_belongs_to_a_member(desk: Desk) -> None:
    await desk.change(in_private("bob"), habits.put_zone, "EUROPE/BERLIN")
    assert str(await desk.look(in_private("bob"), habits.own_zone)) == "Europe/Berlin"
    assert str(await desk.look(in_private("alice"), habits.own_zone)) == "UTC"
    assert "aren't logged in" in await refusal(desk.change(stranger("guest"), habits.put_zone, "Europe/Berlin"))
    assert "Such as Europe/Berlin." in await refusal(desk.change(BOB, habits.put_zone, "x" * 64))
