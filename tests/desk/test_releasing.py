"""Giving a ticket back: it is free, and its role is asked anew."""

from datetime import timedelta

import pytest

from chatbot.desk.act import Caller
from chatbot.desk.desk import Desk
from tests.desk.doing import (
    ADA,
    ALICE,
    BOB,
    CHARLIE,
    accept,
    all_offers,
    asked,
    close,
    decline,
    last_event,
    need_offer,
    new,
    owner,
    refusal,
    release,
    state_name,
    ticket,
)
from tests.people import FakeClock, add_role, pass_time, stranger


async def test_a_released_ticket_is_free_and_offered_to_its_role_anew(desk: Desk, clock: FakeClock) -> None:
    number = await new(desk)
    await accept(desk, BOB, number)
    await pass_time(desk, clock, timedelta(hours=1))
    await release(desk, BOB, number, "on leave")
    prompt = await need_offer(desk, number)
    assert (prompt.opened_at, prompt.expires_at) == (clock.now(), clock.now() + timedelta(minutes=30))
    assert await owner(desk, number) is None
    assert await state_name(desk, number) == "new"
    assert (await ticket(desk, number)).accepted_at is None


async def test_the_event_says_who_gave_it_back_and_why(desk: Desk) -> None:
    number = await new(desk)
    await accept(desk, BOB, number)
    await release(desk, BOB, number, "on leave")
    event = await last_event(desk, "ticket_released")
    assert event.texts == {"why": "on leave"}
    assert event.data == {"state": 1, "owner": None, "was": event.member_id}
    assert (await last_event(desk, "prompt_opened")).data["why"] == "released"


async def test_who_declined_the_first_offer_is_asked_in_the_new_one(desk: Desk) -> None:
    await add_role(desk, "net", "bob", "charlie")
    number = await new(desk, role="net")
    await decline(desk, CHARLIE, number)
    await accept(desk, BOB, number)
    await release(desk, BOB, number)
    assert "charlie" in await asked(desk, number)
    assert [prompt.state for prompt in await all_offers(desk, number)] == ["accepted", "open"]


async def test_an_admin_may_give_back_what_somebody_else_has(desk: Desk) -> None:
    number = await new(desk)
    await accept(desk, BOB, number)
    await release(desk, ADA, number)
    assert await owner(desk, number) is None


@pytest.mark.parametrize("caller", [ALICE, CHARLIE, stranger("bob")])
async def test_nobody_else_gives_it_back(desk: Desk, caller: Caller) -> None:
    number = await new(desk)
    await accept(desk, BOB, number)
    assert f"#{number}: only its owner may release it." in await refusal(release(desk, caller, number))


async def test_what_is_free_or_closed_is_not_given_back(desk: Desk) -> None:
    number = await new(desk)
    assert await refusal(release(desk, ADA, number)) == f"#{number} is free already. Nothing changed."
    await accept(desk, BOB, number)
    await close(desk, BOB, number)
    assert await refusal(release(desk, BOB, number)) == f"#{number} is closed. Nothing changed."
