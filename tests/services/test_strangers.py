"""A reporter who isn't logged in is told under their nick, and only as long as nobody else can wear it."""

from chatbot.desk import strangers
from chatbot.desk.desk import NOBODY, Desk
from chatbot.services.sender import Sender
from tests.desk.doing import new
from tests.people import NETWORK, stranger
from tests.services.rows import queue, row, stranger_at
from tests.services.wires import FakeWire

GUEST = "guest!guest@host.example"


async def test_a_stranger_is_told_while_they_are_online(desk: Desk, sender: Sender, wire: FakeWire) -> None:
    wire.masks.add(GUEST)
    number = await new(desk, stranger("guest"))
    await queue(desk, "taken", stranger_at(GUEST), ticket=number)
    await sender.step()
    assert wire.said == [("guest", "taken")]


async def test_a_stranger_whom_nobody_sees_is_tried_for_the_server_knows(
    desk: Desk, sender: Sender, wire: FakeWire
) -> None:
    number = await new(desk, stranger("guest"))
    await queue(desk, "taken", stranger_at(GUEST), ticket=number)
    await sender.step()
    assert wire.said == [("guest", "taken")]


async def test_whoever_wears_the_nick_of_a_stranger_is_told_nothing(desk: Desk, sender: Sender, wire: FakeWire) -> None:
    number = await new(desk, stranger("guest"))
    line = await queue(desk, "taken", stranger_at(GUEST), ticket=number)
    wire.masks.add("guest!other@elsewhere.example")
    await sender.step()
    assert (wire.said, (await row(desk, line)).reason) == ([], "gone")


async def test_a_stranger_who_has_quit_is_somebody_else_when_the_mask_is_back(
    desk: Desk, sender: Sender, wire: FakeWire
) -> None:
    wire.masks.add(GUEST)
    number = await new(desk, stranger("guest"))
    line = await queue(desk, "taken", stranger_at(GUEST), ticket=number)
    await desk.change(NOBODY, strangers.unbind, NETWORK, GUEST)
    await sender.step()
    assert (wire.said, (await row(desk, line)).reason) == ([], "gone")
