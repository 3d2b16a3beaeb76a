"""Giving a ticket to another role, which is asked as if it were new."""

from datetime import timedelta

import pytest

from chatbot.desk import roles
from chatbot.desk.act import Caller
from chatbot.desk.bounds import Bounds
from chatbot.desk.desk import Desk
from chatbot.desk.settings import DeskSettings
from tests.desk.doing import (
    ADA,
    ALICE,
    BOB,
    CHARLIE,
    accept,
    all_offers,
    asked,
    assign,
    close,
    decline,
    last_event,
    move,
    need_offer,
    new,
    owner,
    personal_offer,
    refusal,
    state_name,
    ticket,
)
from tests.people import FakeClock, add_role, in_private, pass_time, shell, stranger


@pytest.fixture(autouse=True)
async def net(desk: Desk) -> int:
    """charlie is in it."""
    return await add_role(desk, "net", "charlie")


async def test_the_other_role_is_asked_from_the_beginning(desk: Desk, clock: FakeClock, net: int) -> None:
    number = await new(desk, role="ops")
    await pass_time(desk, clock, timedelta(minutes=20))
    await move(desk, BOB, number, "net")
    prompt = await need_offer(desk, number)
    assert (prompt.opened_at, prompt.expires_at) == (clock.now(), clock.now() + timedelta(minutes=30))
    assert (await ticket(desk, number)).role_id == prompt.role_id == net
    assert await asked(desk, number) == ["charlie"]
    assert [offer.state for offer in await all_offers(desk, number)] == ["withdrawn", "open"]


async def test_what_somebody_had_is_free_there(desk: Desk) -> None:
    number = await new(desk, role="ops")
    await accept(desk, BOB, number)
    await move(desk, BOB, number, "net")
    assert await owner(desk, number) is None
    assert await state_name(desk, number) == "new"
    assert (await ticket(desk, number)).accepted_at is None
    await accept(desk, CHARLIE, number)
    assert await owner(desk, number) == "charlie"


async def test_the_event_says_from_where_to_where_and_who_had_it(desk: Desk, net: int) -> None:
    number = await new(desk, role="ops")
    await accept(desk, BOB, number)
    was = (await ticket(desk, number)).owner_id
    await move(desk, ADA, number, "net")
    event = await last_event(desk, "ticket_moved")
    assert event.role_id == net
    assert event.data == {"state": 1, "owner": None, "was": was, "role": "net", "from_role": "ops"}
    assert (await last_event(desk, "prompt_opened")).data["why"] == "moved"


async def test_who_declined_or_was_asked_in_person_before_is_out_of_it(desk: Desk) -> None:
    number = await new(desk, role="ops")
    await decline(desk, BOB, number)
    await assign(desk, BOB, number, "ada")
    await move(desk, BOB, number, "net")
    assert await personal_offer(desk, number) is None
    await move(desk, CHARLIE, number, "ops")
    assert await asked(desk, number) == ["bob"]


@pytest.mark.parametrize("caller", [ALICE, CHARLIE, stranger("bob")])
async def test_others_do_not_move_it(desk: Desk, caller: Caller) -> None:
    number = await new(desk, role="ops")
    assert f"#{number}: only its owner or ops may move it." in await refusal(move(desk, caller, number, "net"))


async def test_its_owner_from_another_role_may(desk: Desk) -> None:
    number = await new(desk, role="ops")
    await assign(desk, BOB, number, "charlie")
    await accept(desk, CHARLIE, number)
    await move(desk, CHARLIE, number, "net")
    assert await owner(desk, number) is None


async def test_where_it_is_already_or_what_is_closed_is_not_moved(desk: Desk) -> None:
    number = await new(desk, role="ops")
    assert await refusal(move(desk, BOB, number, "ops")) == f"#{number} is for ops already. Nothing changed."
    assert await refusal(move(desk, BOB, number, "nett")) == "No role nett; there are net, ops."
    await close(desk, BOB, number)
    assert await refusal(move(desk, BOB, number, "net")) == f"#{number} is closed. To open it again: reopen {number}"


async def test_a_private_ticket_goes_to_closed_roles_alone(desk: Desk) -> None:
    number = await new(desk, in_private("alice"), role="ops", private=True)
    await desk.change(shell(), roles.put, "net", roles.RoleChange(open=True))
    assert await refusal(move(desk, BOB, number, "net")) == (
        f"#{number} is private, and net is open to anyone. Choose another role, or an admin sets: role set net open=no"
    )
    await desk.change(shell(), roles.put, "net", roles.RoleChange(open=False))
    await move(desk, BOB, number, "net")
    assert await refusal(move(desk, BOB, number, "ops")) == f"#{number} is private."


async def test_to_and_fro_has_an_end(desk: Desk) -> None:
    desk.settings = DeskSettings(bounds=Bounds(member_offers=2))
    number = await new(desk, role="ops")
    await move(desk, ADA, number, "net")
    await move(desk, ADA, number, "ops")
    assert "2 times for you within the hour" in await refusal(move(desk, ADA, number, "net"))
