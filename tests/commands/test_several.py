"""Several tickets in one line (VOICE, grammar 5), and the one reply to them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatbot.commands import ownership, tickets
from chatbot.commands.answer import Commander
from chatbot.commands.numbers import MOST, Tickets, span, ticket_numbers
from chatbot.commands.refusals import AllRefused
from chatbot.commands.registry import load
from chatbot.commands.several import each
from chatbot.desk import roles
from chatbot.desk.desk import Desk
from chatbot.desk.people import Person
from chatbot.desk.refused import Refused
from chatbot.desk.views import TicketView
from tests.commands.stage import Stage
from tests.people import add_member, shell


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("12", (12,)),
        ("12 13", (12, 13)),
        ("12, 13", (12, 13)),
        ("12,#13.", (12, 13)),
        ("#12 #13", (12, 13)),
        ("12-14", (12, 13, 14)),
        ("#12-#14, 20", (12, 13, 14, 20)),
        ("12\u00a013", (12, 13)),
        ("13 12 13", (13, 12)),
        ("1-20", tuple(range(1, 21))),
    ],
)
def test_tickets_are_named_one_by_one_or_from_to(text: str, numbers: tuple[int, ...]) -> None:
    assert span(text) == text
    assert ticket_numbers(text) == Tickets(numbers)


@pytest.mark.parametrize("text", ["12 3 toners changed", "12 it is 13", "12 3/4", "12 -- 13", "12 " + "1 " * 400])
def test_what_goes_on_as_a_text_names_one(text: str) -> None:
    assert span(text) == "12"


@given(st.text(alphabet="0123456789#-, .x", max_size=60))
def test_whatever_is_written_names_a_few_tickets_or_is_refused(text: str) -> None:
    try:
        found = ticket_numbers(text)
    except ValueError:
        return
    assert 0 < len(set(found.numbers)) == len(found.numbers) <= MOST


@pytest.fixture
async def stage(desk: Desk) -> Stage:
    """bob is in ops, for which alice has opened three tickets."""
    stage = Stage(Commander(desk, load([tickets, ownership])))
    await desk.change(shell(), roles.create, "ops", roles.RoleChange())
    for title in ("printer on fire", "vpn down", "new laptop"):
        await stage.in_private(f"new {title}", who="alice")
    await add_member(desk, "bob", network="embedded")
    await desk.change(shell(), roles.add, "ops", Person("bob"))
    return stage


async def test_all_are_taken_in_one_reply(stage: Stage) -> None:
    assert await stage.in_channel("dibs 1-3") == ["Yours: #1 printer on fire, #2 vpn down, #3 new laptop"]


async def test_each_has_its_own_answer(stage: Stage) -> None:
    await stage.in_private("accept 2")
    assert await stage.in_private("accept 1, 2, 99") == [
        "Yours: #1 printer on fire",
        "#2 is yours already. When done: close 2 | No ticket #99 (newest: #3).",
    ]


async def test_where_none_could_be_taken_that_is_one_error(stage: Stage) -> None:
    (reply,) = await stage.replies("!accept 98 99")
    assert reply.error
    assert reply.lines == ("No ticket #98 (newest: #3). | No ticket #99 (newest: #3).",)


async def test_what_is_refused_for_all_alike_is_said_once() -> None:
    async def refuse(_number: int) -> TicketView:
        raise Refused("You aren't logged in.")

    with pytest.raises(AllRefused) as refused:
        await each(Tickets((1, 2, 3)), refuse, "Yours")
    assert refused.value.lines == ("You aren't logged in.",)


async def test_a_ticket_that_is_named_twice_is_one(stage: Stage) -> None:
    assert await stage.in_private("close 1 1") == ["#1 closed: printer on fire. Not done? reopen 1"]


async def test_several_are_declined_with_one_reason(stage: Stage) -> None:
    assert await stage.in_private("decline 1-2 at lunch") == ["Declined: #1 printer on fire, #2 vpn down"]


async def test_several_are_closed_without_a_text(stage: Stage) -> None:
    assert await stage.in_private("close 1 2") == ["Closed: #1 printer on fire, #2 vpn down"]
    assert await stage.in_private("close 2-3 fixed") == [
        "What ended one needn't be true of all. Write: close 2 <text>, one at a time."
    ]
    assert await stage.in_private("close 3 2 cables changed") == [
        "#3 closed: new laptop. Not done? reopen 3",
    ]
