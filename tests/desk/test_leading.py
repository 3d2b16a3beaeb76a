"""Who is trusted in a role is an admin's word."""

import pytest

from chatbot.desk import leading, roles
from chatbot.desk.act import Caller
from chatbot.desk.desk import Desk
from chatbot.desk.people import Person
from tests.desk.doing import ADA, ALICE, BOB, CHARLIE, last_event, refusal
from tests.people import shell

BOBS, CHARLIES = Person("bob"), Person("charlie")


@pytest.fixture
async def joined(desk: Desk) -> None:
    """charlie joined ops by himself."""
    await desk.change(shell(), roles.put, "ops", roles.RoleChange(open=True))
    await desk.change(CHARLIE, roles.join, "ops")


async def trusted(desk: Desk) -> dict[str, tuple[bool, bool]]:
    """Of each member of ops, whether they are confirmed and whether they lead it."""
    found = await desk.look(ADA, roles.show, "ops")
    return {one.name: (one.confirmed, one.lead) for one in found.members}


@pytest.mark.usefixtures("joined")
async def test_an_admin_confirms_who_joined_by_themselves(desk: Desk) -> None:
    await desk.change(ADA, leading.confirm, "ops", CHARLIES)
    assert (await trusted(desk))["charlie"] == (True, False)
    event = await last_event(desk, "role_member_confirmed")
    assert (event.data["person_name"], event.actor) == ("charlie", "ada")


async def test_an_admin_says_who_leads_and_who_does_no_longer(desk: Desk) -> None:
    await desk.change(ADA, leading.lead, "ops", BOBS, leads=True)
    assert await trusted(desk) == {"bob": (True, True)}
    assert (await last_event(desk, "role_lead_changed")).data["lead"] is True
    await desk.change(ADA, leading.lead, "ops", BOBS, leads=False)
    assert await trusted(desk) == {"bob": (True, False)}


async def test_who_leaves_a_role_leads_it_no_more_when_they_are_back(desk: Desk) -> None:
    await desk.change(ADA, leading.lead, "ops", BOBS, leads=True)
    await desk.change(BOB, roles.leave, "ops")
    await desk.change(ADA, roles.add, "ops", BOBS)
    assert await trusted(desk) == {"bob": (True, False)}


@pytest.mark.usefixtures("joined")
async def test_what_makes_no_sense_is_refused_with_what_to_write(desk: Desk) -> None:
    said = [
        await refusal(desk.change(ADA, leading.confirm, "ops", BOBS)),
        await refusal(desk.change(ADA, leading.confirm, "ops", Person("alice"))),
        await refusal(desk.change(ADA, leading.lead, "ops", CHARLIES, leads=True)),
        await refusal(desk.change(ADA, leading.lead, "ops", BOBS, leads=False)),
        await refusal(desk.change(ADA, leading.lead, "opps", BOBS, leads=True)),
    ]
    assert said == [
        "ops: bob is confirmed already.",
        "ops: alice isn't in it. First: role add ops alice",
        "ops: charlie joined by themselves. First: role confirm ops charlie",
        "ops: bob is no lead of it.",
        "No role opps; there is ops.",
    ]


@pytest.mark.usefixtures("joined")
@pytest.mark.parametrize("caller", [ALICE, BOB, CHARLIE])
async def test_nobody_but_an_admin_may(desk: Desk, caller: Caller) -> None:
    assert "Only an admin may" in await refusal(desk.change(caller, leading.confirm, "ops", CHARLIES))
    assert "Only an admin may" in await refusal(desk.change(caller, leading.lead, "ops", BOBS, leads=True))
