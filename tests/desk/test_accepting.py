"""Calling dibs: the first who may take a ticket owns it, and the others are told who has it."""

from datetime import timedelta

from chatbot.desk import ownership, roles
from chatbot.desk.desk import Desk
from store import timers
from tests.desk.doing import (
    ADA,
    ALICE,
    BOB,
    CHARLIE,
    accept,
    all_offers,
    assign,
    close,
    last_event,
    new,
    offer,
    owner,
    refusal,
    state_name,
    ticket,
)
from tests.people import FakeClock, add_role, pass_time, shell, stranger


async def test_the_first_taker_becomes_the_owner(desk: Desk) -> None:
    number = await new(desk)
    seen = await desk.change(BOB, ownership.accept, number)
    assert seen.owner == "bob"
    assert await owner(desk, number) == "bob"
    assert await state_name(desk, number) == "accepted"


async def test_a_late_taker_is_told_who_has_it_and_since_when(desk: Desk, clock: FakeClock) -> None:
    await add_role(desk, "net", "bob", "charlie")
    number = await new(desk, role="net")
    await accept(desk, BOB, number)
    clock.advance(seconds=4)
    assert await refusal(accept(desk, CHARLIE, number)) == f"#{number} went to bob 4s ago. To follow it: watch {number}"


async def test_the_owner_is_told_that_it_is_theirs_already(desk: Desk) -> None:
    number = await new(desk)
    await accept(desk, BOB, number)
    assert await refusal(accept(desk, BOB, number)) == f"#{number} is yours already. When done: close {number}"


async def test_somebody_outside_a_closed_role_is_told_who_can_let_them_in(desk: Desk) -> None:
    number = await new(desk)
    assert "An admin can: role add ops charlie" in await refusal(accept(desk, CHARLIE, number))


async def test_somebody_outside_an_open_role_is_pointed_to_join_it(desk: Desk) -> None:
    await add_role(desk, "net", is_open=True)
    number = await new(desk, role="net")
    assert "Join it first: role join net" in await refusal(accept(desk, CHARLIE, number))


async def test_who_joined_an_open_role_by_themselves_may_take(desk: Desk) -> None:
    await add_role(desk, "net", is_open=True)
    await desk.change(CHARLIE, roles.join, "net")
    number = await new(desk, role="net")
    await accept(desk, CHARLIE, number)
    assert await owner(desk, number) == "charlie"


async def test_neither_the_reporter_nor_an_admin_takes_what_their_role_was_not_offered(desk: Desk) -> None:
    number = await new(desk)
    assert "you aren't in it" in await refusal(accept(desk, ALICE, number))
    assert "you aren't in it" in await refusal(accept(desk, ADA, number))


async def test_a_stranger_is_told_to_log_in(desk: Desk) -> None:
    number = await new(desk)
    assert "log in to NickServ" in await refusal(accept(desk, stranger("bob"), number))


async def test_at_the_shell_it_must_be_said_who_takes_it(desk: Desk) -> None:
    number = await new(desk)
    assert "--as <member>" in await refusal(accept(desk, shell(), number))
    await accept(desk, shell("bob"), number)
    assert await owner(desk, number) == "bob"


async def test_a_closed_ticket_is_not_taken(desk: Desk) -> None:
    number = await new(desk)
    await close(desk, ALICE, number)
    assert await refusal(accept(desk, BOB, number)) == f"#{number} is closed. To open it again: reopen {number}"


async def test_a_ticket_that_timed_out_may_still_be_taken(desk: Desk, clock: FakeClock) -> None:
    number = await new(desk)
    await pass_time(desk, clock, timedelta(hours=1))
    assert await offer(desk, number) is None
    await accept(desk, BOB, number)
    assert await owner(desk, number) == "bob"


async def test_taking_it_ends_the_offer_and_all_that_was_due_of_it(desk: Desk) -> None:
    number = await new(desk)
    await accept(desk, BOB, number)
    (prompt,) = await all_offers(desk, number)
    assert prompt.state == "accepted"
    for kind in ("prompt_repeat", "prompt_half", "prompt_end"):
        assert await desk.database.read(timers.get, kind, prompt.id) is None


async def test_an_unknown_number_names_the_newest(desk: Desk) -> None:
    assert await refusal(accept(desk, BOB, 1)) == "No ticket #1: none is open yet."
    number = await new(desk)
    assert await refusal(accept(desk, BOB, 99)) == f"No ticket #99 (newest: #{number})."
    assert "No ticket" in await refusal(accept(desk, BOB, 2**64))


async def test_who_was_asked_in_person_hears_when_somebody_else_takes_it(desk: Desk) -> None:
    number = await new(desk)
    await assign(desk, ADA, number, "charlie")
    await accept(desk, BOB, number)
    assert [prompt.state for prompt in await all_offers(desk, number)] == ["accepted", "withdrawn"]
    assert "went to bob" in await refusal(accept(desk, CHARLIE, number))


async def test_the_event_says_who_owns_it_now_and_who_had_asked_them(desk: Desk) -> None:
    number = await new(desk)
    await assign(desk, ADA, number, "charlie")
    await accept(desk, CHARLIE, number)
    event = await last_event(desk, "ticket_accepted")
    asker = (await last_event(desk, "assignment_offered")).member_id
    assert event.data == {"state": 2, "owner": event.member_id, "was": None, "asker": asker, "bundle": None}
    assert (await ticket(desk, number)).owner_id == event.member_id
