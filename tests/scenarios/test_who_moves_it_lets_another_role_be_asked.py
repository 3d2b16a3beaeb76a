"""A moved ticket is asked about in its new role, and the old one hears that it is gone."""

import pytest

from chatbot.desk import roles
from chatbot.desk.people import Person as Named
from chatbot.desk.roles import RoleChange
from tests.house import House
from tests.people import shell
from tests.scenarios.person import Person, all_hear


@pytest.fixture
async def net(house: House, charlie: Person) -> None:
    """charlie holds the role net, whose channel is #lobby."""
    await charlie.tells("role join ops", "role leave ops")
    change = RoleChange(channel="#lobby", network=house.network)
    await house.desk.change(shell(), roles.create, "net", change)
    await house.desk.change(shell(), roles.add, "net", Named("charlie"))


@pytest.mark.usefixtures("net")
async def test_the_new_role_is_asked_and_the_old_one_and_the_reporter_hear_it(
    alice: Person, bob: Person, dave: Person, charlie: Person
) -> None:
    await alice.says("#desk", "!new @ops printer on fire")
    await all_hear(alice, bob, dave, charlie)
    assert await bob.tells("move 1 @net") == [
        "#ops< #1 moved from ops to net by bob.",
        "p< #1 moved to net: printer on fire. net is asked.",
    ]
    assert await alice.hears() == ["p< #1 printer on fire: bob moved it to net, which is asked."]
    assert await dave.hears() == [
        "#lobby< #1 moved to net: printer on fire (alice). Take it: dibs 1",
        "p< #1 moved from ops to net by bob.",
    ]
    assert "p< #1 for net: printer on fire (alice). dibs 1 takes it, decline 1 passes." in await charlie.hears()


@pytest.mark.usefixtures("net")
async def test_who_had_it_hears_that_it_is_theirs_no_longer(alice: Person, bob: Person, dave: Person) -> None:
    await alice.says("#desk", "!new @ops printer on fire")
    await bob.tells("dibs 1")
    await all_hear(alice, bob, dave)
    await dave.tells("move 1 net")
    assert "p< #1 printer on fire: dave moved it to net, which is asked." in await bob.hears()


@pytest.mark.usefixtures("net")
async def test_the_answer_to_half_a_line_says_what_is_missing(bob: Person) -> None:
    assert await bob.tells("move 1") == ["p< Which role is #1 for? move 1 <@role>"]


async def test_who_moves_it_to_where_nobody_is_hears_that(house: House, alice: Person, bob: Person) -> None:
    await house.desk.change(shell(), roles.create, "net", RoleChange())
    await house.desk.change(shell(), roles.create, "web", RoleChange(next="ops"))
    await alice.says("#desk", "!new @ops printer on fire")
    await bob.hears()
    assert (await bob.tells("move 1 @net"))[-1] == (
        "p< #1 moved to net: printer on fire. Nobody is in net yet. An admin can: role add net <person>"
    )
    await bob.tells("undo")
    assert "p< #1 moved to web: printer on fire. ops is asked." in await bob.tells("move 1 @web")
