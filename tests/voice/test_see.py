"""`see #12` in talk brings one line about it, at most once in 5 minutes for a ticket and a channel."""

import pytest

from chatbot.desk import roles
from chatbot.desk.roles import RoleChange
from tests.house import House
from tests.people import shell
from tests.scenarios.person import Person

LINE = "#desk< #1 printer on fire: new, free, 0s old, ops, from alice."


@pytest.fixture
async def opened(alice: Person) -> None:
    await alice.tells("new @ops printer on fire -- 3rd floor")


@pytest.mark.usefixtures("opened")
async def test_it_brings_one_line_and_not_twice_in_five_minutes(house: House, alice: Person, charlie: Person) -> None:
    assert await alice.says("#desk", "no toner again, see #1 for that") == [LINE]
    await charlie.hears()
    assert await charlie.says("#desk", "See #1!") == []
    await house.pass_time(minutes=5)
    await charlie.hears()
    assert [line[:9] for line in await charlie.says("#desk", "(see #1)")] == ["#desk< #1"]


@pytest.mark.usefixtures("opened")
@pytest.mark.parametrize("talk", ["see #99", "see 1", "oversee #1", "see #1st", "#1 is bad", "see #1-3", "see # 1"])
async def test_other_talk_brings_nothing(alice: Person, talk: str) -> None:
    assert await alice.says("#desk", talk) == []


async def test_a_private_one_brings_nothing_either(house: House, bob: Person) -> None:
    await house.desk.change(shell(), roles.put, "ops", RoleChange(open=False))
    await bob.tells("new @ops private=yes a matter of mine")
    assert await bob.says("#ops", "see #1") == []
