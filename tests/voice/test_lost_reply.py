"""A lost reply is no second ticket: the same line again within a minute is answered with the first one's number."""

import pytest

from chatbot.desk import roles
from chatbot.desk.roles import RoleChange
from store import tickets
from tests.house import House
from tests.people import shell
from tests.scenarios.person import Person, enter

AGAIN = "is open already, from 20s ago: printer on fire. Another one? Say it in other words."


async def opened(house: House) -> int:
    """The newest number, when all is done."""
    await house.quiet()
    return await house.desk.database.read(tickets.newest) or 0


async def test_the_same_line_again_opens_nothing_and_tells_the_number(house: House, alice: Person, bob: Person) -> None:
    await alice.tells("new @ops printer on fire -- 3rd floor")
    await bob.hears()
    house.clock.advance(seconds=20)
    assert await alice.tells("new @ops printer on fire -- 3rd floor") == [f"p< #1 {AGAIN}"]
    assert await bob.hears() == []
    assert await opened(house) == 1


async def test_it_may_be_said_elsewhere_the_second_time(house: House, alice: Person) -> None:
    await alice.says("#desk", "!new printer on fire")
    house.clock.advance(seconds=20)
    assert await alice.tells("new @ops printer on fire") == [f"p< #1 {AGAIN}"]


async def test_who_is_not_logged_in_is_known_by_their_address(house: House) -> None:
    guest = await enter(house, "guest")
    await guest.tells("new printer on fire")
    house.clock.advance(seconds=20)
    assert await guest.tells("new printer on fire") == [f"p< #1 {AGAIN}"]


@pytest.mark.parametrize(
    "other",
    [
        "new printer on fire!",
        "new priority=high printer on fire",
        "new printer on fire -- hot",
        "new @net printer on fire",
    ],
)
async def test_other_words_or_options_are_another_ticket(house: House, alice: Person, other: str) -> None:
    await house.desk.change(shell(), roles.create, "net", RoleChange())
    await alice.tells("new printer on fire")
    await alice.tells(other)
    assert await opened(house) == 2


async def test_after_a_minute_it_is_another_ticket(house: House, alice: Person) -> None:
    await alice.tells("new printer on fire")
    await house.pass_time(seconds=60)
    await alice.tells("new printer on fire")
    assert await opened(house) == 2


async def test_others_say_the_same_of_something_else(house: House, alice: Person, charlie: Person) -> None:
    await alice.tells("new printer on fire")
    await charlie.tells("new printer on fire")
    assert await opened(house) == 2


async def test_what_was_closed_meanwhile_is_opened_anew(house: House, alice: Person) -> None:
    await alice.tells("new printer on fire", "close 1", "new printer on fire")
    assert await opened(house) == 2
