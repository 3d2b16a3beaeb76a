"""Taking back what one asked for: the ticket ends, and nobody is asked about it any more."""

from datetime import timedelta

import pytest

from chatbot.desk.act import Caller
from chatbot.desk.desk import Desk
from chatbot.wire import Private
from tests.desk.doing import (
    ADA,
    ALICE,
    BOB,
    CHARLIE,
    accept,
    assign,
    close,
    last_event,
    new,
    offer,
    owner,
    personal_offer,
    refusal,
    reopen,
    state_name,
    ticket,
    withdraw,
)
from tests.people import NETWORK, FakeClock, in_private, pass_time, stranger


async def test_its_reporter_ends_a_ticket_that_nobody_has(desk: Desk) -> None:
    number = await new(desk)
    await assign(desk, BOB, number, "charlie")
    await withdraw(desk, ALICE, number, "it was unplugged")
    assert await state_name(desk, number) == "closed"
    assert (await ticket(desk, number)).resolution == "withdrawn"
    assert await offer(desk, number) is None
    assert await personal_offer(desk, number) is None


async def test_its_reporter_ends_what_somebody_works_on(desk: Desk) -> None:
    number = await new(desk)
    await accept(desk, BOB, number)
    await withdraw(desk, ALICE, number)
    assert await state_name(desk, number) == "closed"
    assert await owner(desk, number) == "bob"


async def test_the_event_says_why_and_who_had_it(desk: Desk) -> None:
    number = await new(desk)
    await accept(desk, BOB, number)
    await withdraw(desk, ALICE, number, "it was unplugged")
    event = await last_event(desk, "ticket_withdrawn")
    assert event.texts == {"why": "it was unplugged"}
    assert event.data == {"state": 4, "resolution": "withdrawn", "owner": (await ticket(desk, number)).owner_id}


async def test_a_stranger_withdraws_what_they_asked_for(desk: Desk) -> None:
    number = await new(desk, stranger("guest"))
    await withdraw(desk, stranger("guest", Private(NETWORK, "guest")), number)
    assert await state_name(desk, number) == "closed"


@pytest.mark.parametrize("caller", [BOB, CHARLIE, ADA, stranger("alice")])
async def test_nobody_else_withdraws_it(desk: Desk, caller: Caller) -> None:
    number = await new(desk)
    assert f"#{number}: only its reporter may withdraw it." in await refusal(withdraw(desk, caller, number))


async def test_who_is_refused_is_shown_no_verb_that_would_be_refused_as_well(desk: Desk) -> None:
    """`accept` of what somebody has, or of what is closed: neither can be."""
    number = await new(desk)
    refused = f"#{number}: only its reporter may withdraw it. You may: comment {number}"
    assert await refusal(withdraw(desk, BOB, number)) == f"{refused}, accept {number}, watch {number}"
    await accept(desk, BOB, number)
    assert await refusal(withdraw(desk, BOB, number)) == f"{refused}, watch {number}"
    await close(desk, BOB, number)
    assert await refusal(withdraw(desk, BOB, number)) == f"{refused}, watch {number}"


async def test_a_private_ticket_of_others_is_just_private(desk: Desk) -> None:
    number = await new(desk, in_private("alice"), private=True)
    assert await refusal(withdraw(desk, CHARLIE, number)) == f"#{number} is private."


async def test_what_is_closed_is_not_withdrawn(desk: Desk, clock: FakeClock) -> None:
    number = await new(desk)
    await close(desk, BOB, number)
    await pass_time(desk, clock, timedelta(minutes=5))
    assert await refusal(withdraw(desk, ALICE, number)) == f"#{number} is closed already, 5m ago. Nothing changed."


async def test_what_was_withdrawn_may_be_reopened(desk: Desk) -> None:
    number = await new(desk)
    await withdraw(desk, ALICE, number)
    await reopen(desk, ALICE, number)
    assert await offer(desk, number) is not None
    assert (await ticket(desk, number)).resolution is None
