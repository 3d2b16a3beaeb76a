"""Taking a ticket from who has it: with a reason, and not back and forth."""

from datetime import timedelta

import pytest

from chatbot.desk import leading, roles
from chatbot.desk.act import Caller
from chatbot.desk.desk import Desk
from chatbot.desk.people import Person
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
    owner,
    personal_offer,
    refusal,
    steal,
)
from tests.people import NETWORK, FakeClock, add_member, in_private, pass_time, person, shell, stranger

DORA = person("dora")


@pytest.fixture
async def number(desk: Desk) -> int:
    """bob has it, and dora is in ops, too."""
    await add_member(desk, "dora")
    await desk.change(shell(), roles.add, "ops", Person("dora"))
    number = await new(desk)
    await accept(desk, BOB, number)
    return number


async def test_another_member_of_the_role_has_it_at_once(desk: Desk, number: int) -> None:
    await steal(desk, DORA, number)
    assert await owner(desk, number) == "dora"


async def test_the_event_says_who_had_it_and_why_they_lost_it(desk: Desk, number: int) -> None:
    was = (await last_event(desk, "ticket_accepted")).member_id
    await steal(desk, DORA, number, "he is asleep")
    event = await last_event(desk, "ticket_stolen")
    assert event.texts == {"why": "he is asleep"}
    assert event.data == {"state": 2, "owner": event.member_id, "was": was}


async def test_whom_the_former_owner_had_asked_is_asked_no_more(desk: Desk, number: int) -> None:
    await assign(desk, BOB, number, "charlie")
    await steal(desk, DORA, number)
    assert await personal_offer(desk, number) is None


async def test_an_admin_may(desk: Desk, number: int) -> None:
    await steal(desk, ADA, number)
    assert await owner(desk, number) == "ada"


@pytest.mark.parametrize("caller", [ALICE, CHARLIE, stranger("dora"), stranger("x", Private(NETWORK, "x"))])
async def test_nobody_else_may(desk: Desk, number: int, caller: Caller) -> None:
    assert f"#{number}: only ops may steal it." in await refusal(steal(desk, caller, number))


async def test_who_joined_by_themselves_may_when_an_admin_has_confirmed_them(desk: Desk, number: int) -> None:
    await desk.change(shell(), roles.put, "ops", roles.RoleChange(open=True))
    await desk.change(CHARLIE, roles.join, "ops")
    assert "you joined ops by yourself" in await refusal(steal(desk, CHARLIE, number))
    await desk.change(ADA, leading.confirm, "ops", Person("charlie"))
    await steal(desk, CHARLIE, number)
    assert await owner(desk, number) == "charlie"


async def test_the_shell_owns_nothing(desk: Desk, number: int) -> None:
    assert await refusal(steal(desk, shell(), number)) == "Only a member may own tickets. Say who: --as <member>"


async def test_what_nobody_has_or_oneself_or_what_is_closed_is_not_stolen(desk: Desk, number: int) -> None:
    free = await new(desk)
    assert await refusal(steal(desk, BOB, free)) == f"#{free} is free, nobody loses it. Take it: dibs {free}"
    assert await refusal(steal(desk, BOB, number)) == f"#{number} is yours already. When done: close {number}"
    await close(desk, BOB, number)
    assert await refusal(steal(desk, DORA, number)) == f"#{number} is closed. To open it again: reopen {number}"


async def test_it_isnt_stolen_back_within_the_hour(desk: Desk, clock: FakeClock, number: int) -> None:
    await steal(desk, DORA, number)
    await pass_time(desk, clock, timedelta(minutes=59))
    assert await refusal(steal(desk, BOB, number)) == (
        f"#{number} was stolen 59m ago. Within an hour only a lead of ops or an admin may steal it again."
        f" You may: comment {number} <text>"
    )
    await pass_time(desk, clock, timedelta(minutes=1))
    await steal(desk, BOB, number)
    assert await owner(desk, number) == "bob"


async def test_a_lead_of_the_role_settles_it_at_once(desk: Desk, number: int) -> None:
    await steal(desk, DORA, number)
    await desk.change(ADA, leading.lead, "ops", Person("bob"), leads=True)
    await steal(desk, BOB, number)
    await desk.change(ADA, leading.lead, "ops", Person("dora"), leads=True)
    await desk.change(ADA, leading.lead, "ops", Person("dora"), leads=False)
    assert "Within an hour" in await refusal(steal(desk, DORA, number))


async def test_another_ticket_is_another_matter(desk: Desk, number: int) -> None:
    other = await new(desk)
    await accept(desk, BOB, other)
    await steal(desk, DORA, number)
    await steal(desk, DORA, other)
    assert await owner(desk, other) == "dora"


async def test_a_private_ticket_of_others_is_just_private(desk: Desk) -> None:
    number = await new(desk, in_private("alice"), private=True)
    assert await refusal(steal(desk, CHARLIE, number)) == f"#{number} is private."
