"""Saying no to an offer: not asked again, and when all have said no it is over at once."""

from collections.abc import Awaitable, Callable

import pytest

from chatbot.desk import forgetting, ownership, roles, sleeping, suspending
from chatbot.desk.act import Act, Caller
from chatbot.desk.desk import Desk
from chatbot.desk.people import Person, need_member
from chatbot.desk.roles import RoleChange
from store import prompts
from store.records import Member
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
    events,
    last_event,
    new,
    offer,
    owner,
    refusal,
    state_name,
)
from tests.people import add_member, add_role, shell, stranger


@pytest.fixture
async def number(desk: Desk) -> int:
    """Offered to bob and charlie."""
    await add_role(desk, "net", "bob", "charlie")
    return await new(desk, role="net")


async def test_who_declined_is_not_asked_again(desk: Desk, number: int) -> None:
    declined = await desk.change(BOB, ownership.decline, number, "at lunch")
    assert await asked(desk, number) == ["charlie"]
    assert not declined.last
    assert (await last_event(desk, "ticket_declined")).texts == {"why": "at lunch"}


async def test_a_second_no_is_refused_with_what_may_still_be_done(desk: Desk, number: int) -> None:
    await decline(desk, BOB, number)
    assert f"You may still: accept {number}" in await refusal(decline(desk, BOB, number))


async def test_who_declined_may_change_their_mind(desk: Desk, number: int) -> None:
    await decline(desk, BOB, number)
    await accept(desk, BOB, number)
    assert await owner(desk, number) == "bob"


async def test_when_all_have_declined_it_times_out_at_once_and_stays_open(desk: Desk, number: int) -> None:
    await decline(desk, BOB, number)
    assert await events(desk, "ticket_timed_out") == []
    declined = await desk.change(CHARLIE, ownership.decline, number, "")
    assert declined.last
    event = await last_event(desk, "ticket_timed_out")
    assert (event.data["why"], event.data["members"], event.ticket_id) == ("declined", 2, number)
    assert [prompt.state for prompt in await all_offers(desk, number)] == ["timed_out"]
    assert await state_name(desk, number) == "new"


async def test_a_reporter_in_the_role_is_not_waited_for(desk: Desk) -> None:
    await add_role(desk, "net", "alice", "bob")
    number = await new(desk, ALICE, role="net")
    await decline(desk, BOB, number)
    assert (await last_event(desk, "ticket_timed_out")).ticket_id == number


async def test_a_bare_yes_or_no_no_longer_means_what_was_declined(desk: Desk, number: int) -> None:
    await decline(desk, BOB, number)
    bob = (await last_event(desk, "ticket_declined")).member_id
    assert bob is not None
    assert await desk.database.read(prompts.list_open_for, bob) == []


@pytest.mark.parametrize("caller", [ALICE, ADA, stranger("bob")])
async def test_only_who_is_asked_declines(desk: Desk, number: int, caller: Caller) -> None:
    assert "only net or whoever it is offered to may decline it" in await refusal(decline(desk, caller, number))


async def test_what_is_not_offered_is_not_declined(desk: Desk, number: int) -> None:
    await accept(desk, BOB, number)
    assert "isn't offered to anybody now" in await refusal(decline(desk, CHARLIE, number))
    await close(desk, BOB, number)
    assert "isn't offered to anybody now" in await refusal(decline(desk, CHARLIE, number))
    assert await offer(desk, number) is None


async def test_who_joined_by_themselves_is_asked_too(desk: Desk) -> None:
    await add_role(desk, "web", "bob", is_open=True)
    number = await new(desk, role="web")
    await desk.change(CHARLIE, roles.join, "web")
    assert await asked(desk, number) == ["bob", "charlie"]
    await decline(desk, BOB, number)
    assert await events(desk, "ticket_timed_out") == []
    await decline(desk, CHARLIE, number)
    assert len(await events(desk, "ticket_timed_out")) == 1


@pytest.mark.parametrize("how", ["leaves", "is taken out"])
async def test_when_the_last_who_has_not_passed_goes_all_have_passed(desk: Desk, how: str) -> None:
    await add_role(desk, "net", "bob", "charlie")
    number = await new(desk, role="net")
    await decline(desk, BOB, number)
    if how == "leaves":
        await desk.change(CHARLIE, roles.leave, "net")
    else:
        await desk.change(ADA, roles.remove, "net", Person("charlie"))
    assert (await last_event(desk, "ticket_timed_out")).data["why"] == "declined"


async def test_who_leaves_before_anybody_passed_ends_no_offer(desk: Desk) -> None:
    await add_role(desk, "net", "charlie")
    number = await new(desk, role="net")
    await desk.change(CHARLIE, roles.leave, "net")
    assert await offer(desk, number) is not None


async def _suspended(act: Act, member: Member) -> None:
    await suspending.suspend(act, Person(member.name), "")


async def _forgotten(act: Act, member: Member) -> None:
    await forgetting.erase(act, Person(member.name), forgetting.REALLY)


@pytest.mark.parametrize("out", [_suspended, _forgotten, sleeping.put_one_to_sleep])
async def test_who_may_do_nothing_any_more_is_not_waited_for(
    desk: Desk, number: int, out: Callable[[Act, Member], Awaitable[None]]
) -> None:
    await decline(desk, BOB, number)
    charlie = await desk.look(ADA, need_member, Person("charlie"))
    await desk.change(ADA, out, charlie)
    assert (await last_event(desk, "ticket_timed_out")).data["why"] == "declined"
    assert await offer(desk, number) is None


async def test_what_somebody_leaves_by_being_forgotten_is_offered_to_those_who_are_left(desk: Desk) -> None:
    await add_member(desk, "dora")
    await add_role(desk, "net", "dora")
    await desk.change(shell(), roles.put, "ops", RoleChange(next="net"))
    number = await new(desk)
    await accept(desk, BOB, number)
    await desk.change(ADA, forgetting.erase, Person("bob"), forgetting.REALLY)
    assert await asked(desk, number) == ["dora"]
