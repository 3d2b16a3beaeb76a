"""Noise 10: two lines in the channel, the rest in private, and what is more than a page by `more`."""

import pytest

from chatbot.commands import paging
from chatbot.desk import roles, tickets
from chatbot.desk.entering import New
from chatbot.desk.people import Person as Named
from chatbot.desk.roles import RoleChange
from tests.house import House
from tests.people import shell
from tests.scenarios.person import Person


@pytest.fixture(autouse=True)
def short_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paging, "PAGE", 3)


async def many(house: House, how_many: int) -> None:
    for number in range(how_many):
        await house.desk.change(
            shell(), tickets.open_ticket, New(title=f"the disk of machine {number} is full", role="ops")
        )
    await house.quiet()


async def test_a_long_list_goes_on_for_who_asks_more(house: House, alice: Person, charlie: Person) -> None:
    """VOICE: `... 1 more: more`"""
    await many(house, 20)
    first = await alice.says("#desk", "!list")
    assert [line.split("<")[0] for line in first] == ["#desk", "#desk", "p", "p"]
    assert first[1].endswith("(1 more in private)")
    assert first[3] == "p< 4 more lines. In #desk say: !more"
    assert await charlie.says("#desk", "!more") == [
        "#desk< Nothing more to show here: a long answer goes on for 10m, where it was asked. Anew: !list"
    ]
    await alice.hears()
    second = await alice.says("#desk", "!more")
    assert {line.split("<")[0] for line in second} == {"p"}
    assert all(line.startswith("p< | #") for line in second)


async def test_what_became_private_meanwhile_is_not_shown(house: House, alice: Person, bob: Person) -> None:
    """THREATS: asked anew. Who lost the right to read it reads nothing of it on the next page."""
    await house.desk.change(shell(), roles.put, "ops", RoleChange(open=False))
    await alice.tells("new @ops private=yes a matter of mine")
    for word in range(20):
        await house.desk.change(shell(), tickets.comment, 1, f"{word} a long remark on what is the matter")
    await house.quiet()
    await bob.hears()
    assert (await bob.tells("history 1"))[-1].endswith("more lines: more")
    await house.desk.change(shell(), roles.remove, "ops", Named("bob", exact=True))
    assert (await bob.tells("more"))[-1] == "p< #1 is private."
