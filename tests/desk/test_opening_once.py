"""The same words by the same person within a minute are the same line, whose answer was lost."""

import pytest

from chatbot.desk import editing, moving, opening, tickets
from chatbot.desk.act import Caller
from chatbot.desk.desk import Desk
from chatbot.desk.editing import Edit
from chatbot.desk.entering import New
from chatbot.desk.opening import Already
from chatbot.wire import Channel
from tests.desk.doing import ALICE, BOB, close, new
from tests.people import FakeClock, add_role, in_private, person, shell, stranger

GUEST = stranger("guest")


async def again(desk: Desk, caller: Caller = ALICE, title: str = "printer on fire", **options: bool) -> int | None:
    """The number that it is known by already."""
    found = await desk.change(caller, opening.open_once, New(title, private=options.get("private", False)))
    return found.seen.ticket.id if isinstance(found, Already) else None


@pytest.mark.parametrize("caller", [ALICE, GUEST])
async def test_the_first_one_is_meant_for_a_minute(desk: Desk, clock: FakeClock, caller: Caller) -> None:
    number = await new(desk, caller)
    clock.advance(seconds=59)
    assert await again(desk, caller) == number
    clock.advance(seconds=1)
    assert await again(desk, caller) is None


async def test_what_became_of_it_meanwhile_changes_nothing(desk: Desk, clock: FakeClock) -> None:
    number = await new(desk)
    clock.advance(seconds=1)
    await add_role(desk, "net")
    await desk.change(ALICE, tickets.describe, number, "3rd floor")
    await desk.change(ALICE, editing.edit, number, Edit(title="printer is hot", priority=4))
    await desk.change(BOB, moving.move, number, "net")
    assert await again(desk) == number


async def test_who_has_as_many_as_they_may_hears_the_number_too(desk: Desk) -> None:
    numbers = [await new(desk, GUEST, f"printer {number}") for number in range(3)]
    assert await again(desk, GUEST, "printer 2") == numbers[2]


async def test_a_private_one_is_shown_by_its_number_alone_where_others_read(desk: Desk) -> None:
    await new(desk, in_private("alice"), private=True)
    found = await desk.change(ALICE, opening.open_once, New("printer on fire", private=True))
    assert isinstance(found, Already)
    assert not found.seen.readable


@pytest.mark.parametrize("caller", [ALICE, GUEST])
async def test_other_words_are_another_ticket(desk: Desk, caller: Caller) -> None:
    await new(desk, caller)
    assert await again(desk, caller, "printer on fire!") is None


async def test_another_nick_at_another_address_or_network_is_another_stranger(desk: Desk) -> None:
    await new(desk, GUEST)
    assert await again(desk, stranger("eve")) is None
    assert await again(desk, stranger("guest", Channel("othernet", "#desk"), network="othernet")) is None


async def test_who_sits_at_the_shell_may_be_anybody(desk: Desk) -> None:
    await new(desk, shell())
    assert await again(desk, shell()) is None


async def test_a_closed_one_is_over(desk: Desk) -> None:
    await close(desk, person("alice"), await new(desk))
    assert await again(desk) is None
