"""Asking one person: it is theirs when they say yes, and a no or a silence comes back to who asked."""

from datetime import timedelta

import pytest

from chatbot.desk import ownership, roles
from chatbot.desk.act import Caller
from chatbot.desk.desk import Desk
from chatbot.desk.people import Person
from tests.desk.doing import (
    ADA,
    ALICE,
    BOB,
    CHARLIE,
    accept,
    all_offers,
    assign,
    close,
    decline,
    events,
    last_event,
    need_offer,
    new,
    owner,
    personal_offer,
    refusal,
    release,
    state_name,
    ticket,
)
from tests.people import FakeClock, add_role, pass_time, principal, stranger


@pytest.fixture
async def number(desk: Desk) -> int:
    """bob's."""
    number = await new(desk)
    await accept(desk, BOB, number)
    return number


async def test_whoever_is_asked_does_not_own_it_until_they_say_yes(desk: Desk, number: int) -> None:
    assigned = await desk.change(BOB, ownership.assign, number, Person("charlie"))
    assert assigned.person == "charlie"
    assert await owner(desk, number) == "bob"
    await accept(desk, CHARLIE, number)
    assert await owner(desk, number) == "charlie"
    assert (await ticket(desk, number)).accepted_at is not None


async def test_a_no_comes_back_to_who_asked_and_the_owner_stays(desk: Desk, number: int) -> None:
    await assign(desk, BOB, number, "charlie")
    declined = await desk.change(CHARLIE, ownership.decline, number, "on leave")
    assert declined.asker == "bob"
    event = await last_event(desk, "assignment_declined")
    assert event.data["asker"] == (await ticket(desk, number)).owner_id
    assert event.texts == {"why": "on leave"}
    assert await owner(desk, number) == "bob"
    assert [prompt.state for prompt in await all_offers(desk, number)] == ["accepted", "declined"]


async def test_a_silence_comes_back_to_who_asked(desk: Desk, clock: FakeClock, number: int) -> None:
    await assign(desk, BOB, number, "charlie")
    await pass_time(desk, clock, timedelta(minutes=30))
    event = await last_event(desk, "assignment_timed_out")
    assert event.data["person_name"] == "charlie"
    assert event.data["asker"] == (await ticket(desk, number)).owner_id
    assert await personal_offer(desk, number) is None
    assert "went to bob" in await refusal(accept(desk, CHARLIE, number))


async def test_a_personal_silence_is_not_the_tickets_timeout(desk: Desk, clock: FakeClock, number: int) -> None:
    await assign(desk, BOB, number, "charlie")
    await pass_time(desk, clock, timedelta(minutes=30))
    assert await events(desk, "ticket_timed_out") == []


async def test_after_a_no_the_same_asker_is_barred_for_a_day_on_that_ticket(
    desk: Desk, clock: FakeClock, number: int
) -> None:
    await assign(desk, BOB, number, "charlie")
    await decline(desk, CHARLIE, number)
    assert "charlie said no to you. Ask somebody else, or again after 1d." in (
        await refusal(assign(desk, BOB, number, "charlie"))
    )
    clock.advance(hours=23, minutes=59)
    await refusal(assign(desk, BOB, number, "charlie"))
    clock.advance(minutes=1)
    await assign(desk, BOB, number, "charlie")


async def test_a_no_bars_neither_another_asker_nor_another_ticket(desk: Desk, number: int) -> None:
    await assign(desk, BOB, number, "charlie")
    await decline(desk, CHARLIE, number)
    await assign(desk, ADA, number, "charlie")
    await assign(desk, BOB, await new(desk), "charlie")


async def test_who_is_being_asked_is_not_asked_again_meanwhile(desk: Desk, clock: FakeClock, number: int) -> None:
    await assign(desk, BOB, number, "charlie")
    clock.advance(minutes=10)
    assert await refusal(assign(desk, ADA, number, "charlie")) == (
        f"#{number}: charlie is asked already, and has 20m left to answer."
    )
    assert len(await events(desk, "assignment_offered")) == 1


async def test_asking_another_withdraws_the_first_question(desk: Desk, number: int) -> None:
    await assign(desk, BOB, number, "charlie")
    await assign(desk, BOB, number, "alice")
    assert [prompt.state for prompt in await all_offers(desk, number)] == ["accepted", "withdrawn", "open"]
    assert "went to bob" in await refusal(accept(desk, CHARLIE, number))


async def test_the_role_is_still_asked_while_one_person_is(desk: Desk) -> None:
    number = await new(desk)
    await assign(desk, ADA, number, "charlie")
    assert (await need_offer(desk, number)).member_id is None
    await decline(desk, CHARLIE, number)
    assert (await last_event(desk, "assignment_declined")).data["free"] is True
    await accept(desk, BOB, number)


async def test_when_the_asked_person_takes_a_free_ticket_the_roles_offer_ends_too(desk: Desk) -> None:
    number = await new(desk)
    await assign(desk, ADA, number, "charlie")
    await accept(desk, CHARLIE, number)
    assert [prompt.state for prompt in await all_offers(desk, number)] == ["accepted", "accepted"]


@pytest.mark.parametrize("caller", [ALICE, CHARLIE, stranger("bob")])
async def test_only_its_owner_its_role_and_admins_assign(desk: Desk, number: int, caller: Caller) -> None:
    assert "only its owner or ops may assign it" in await refusal(assign(desk, caller, number, "charlie"))


async def test_who_joined_by_themselves_does_not_assign_what_they_do_not_own(desk: Desk) -> None:
    await add_role(desk, "web", is_open=True)
    await desk.change(CHARLIE, roles.join, "web")
    number = await new(desk, role="web")
    assert "may assign it" in await refusal(assign(desk, CHARLIE, number, "bob"))
    await accept(desk, CHARLIE, number)
    await assign(desk, CHARLIE, number, "bob")


async def test_asking_oneself_or_its_owner_is_refused_with_what_to_write(desk: Desk, number: int) -> None:
    free = await new(desk)
    assert f"to have it yourself: accept {free}" in await refusal(assign(desk, BOB, free, "bob"))
    assert f"#{number} is yours already" in await refusal(assign(desk, BOB, number, "bob"))
    assert f"#{number} is bob's already." in await refusal(assign(desk, ADA, number, "bob"))


async def test_a_closed_ticket_is_not_assigned(desk: Desk, number: int) -> None:
    await close(desk, BOB, number)
    assert f"reopen {number}" in await refusal(assign(desk, BOB, number, "charlie"))


async def test_closing_or_releasing_it_withdraws_the_question(desk: Desk, number: int) -> None:
    await assign(desk, BOB, number, "charlie")
    await release(desk, BOB, number)
    assert await personal_offer(desk, number) is None
    await assign(desk, BOB, number, "charlie")
    await close(desk, BOB, number)
    assert await personal_offer(desk, number) is None
    assert await state_name(desk, number) == "closed"


async def test_a_nick_counts_only_through_the_account_behind_it(desk: Desk, number: int) -> None:
    wearer = principal("charlie")
    assigned = await desk.change(BOB, ownership.assign, number, Person("chuck", wearer=wearer))
    assert assigned.person == "charlie"
    nobody = stranger("guest42").principal
    assert "isn't logged in as a member" in (
        await refusal(desk.change(BOB, ownership.assign, number, Person("guest42", wearer=nobody)))
    )


async def test_a_nick_that_is_anothers_name_is_refused_and_the_exact_name_is_not(desk: Desk, number: int) -> None:
    mallory = Person("alice", wearer=principal("charlie"))
    assert "The nick alice is logged in as charlie, not as member alice. Say =alice or =charlie" in (
        await refusal(desk.change(BOB, ownership.assign, number, mallory))
    )
    exact = Person("alice", exact=True, wearer=principal("charlie"))
    assert (await desk.change(BOB, ownership.assign, number, exact)).person == "alice"


async def test_an_unknown_person_is_refused_with_the_near_name(desk: Desk, number: int) -> None:
    assert await refusal(assign(desk, BOB, number, "alise")) == "No member alise. Did you mean alice?"
