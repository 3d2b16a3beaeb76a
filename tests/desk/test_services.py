"""Who may see how the services stand, and have one started anew: an admin, whichever door they come by."""

from collections.abc import Awaitable

import pytest

from chatbot.desk import services
from chatbot.desk.act import Caller
from chatbot.desk.desk import Desk
from chatbot.desk.refused import Refused
from tests.desk.doing import ALICE, BOB, events
from tests.people import in_private, shell, stranger

EVERYBODY_ELSE = (ALICE, BOB, stranger("guest"))


def both(desk: Desk, caller: Caller) -> list[Awaitable[object]]:
    return [desk.look(caller, services.list_services), desk.change(caller, services.note_restart, "timekeeper")]


@pytest.mark.parametrize("caller", EVERYBODY_ELSE)
async def test_nobody_but_an_admin(desk: Desk, caller: Caller) -> None:
    for wanted in both(desk, caller):
        with pytest.raises(Refused, match=r"^Only an admin may see how the services stand, or start one anew\."):
            await wanted
    assert await events(desk, "service_restarted") == []


@pytest.mark.parametrize("caller", [in_private("ada"), shell()])
async def test_an_admin_and_who_sits_at_the_shell(desk: Desk, caller: Caller) -> None:
    for wanted in both(desk, caller):
        await wanted
    assert len(await events(desk, "service_restarted")) == 1
