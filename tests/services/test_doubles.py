"""Nobody reads the same line twice within five minutes, unless something happened to its ticket meanwhile."""

import pytest

from chatbot.desk.desk import Desk
from chatbot.services.sender import Sender
from tests.desk.doing import comment, new
from tests.people import FakeClock, in_private
from tests.services.rows import BOB, OPS, To, queue, row
from tests.services.wires import FakeWire


@pytest.fixture
async def number(desk: Desk, clock: FakeClock) -> int:
    number = await new(desk)
    clock.advance(seconds=1)
    return number


async def test_the_same_again_is_dropped_and_written_down(
    desk: Desk, sender: Sender, wire: FakeWire, clock: FakeClock, number: int
) -> None:
    await queue(desk, "#1 has news", ticket=number)
    await sender.step()
    clock.advance(minutes=4, seconds=59)
    again = await queue(desk, "#1 has news", ticket=number)
    await sender.step()
    assert wire.texts == ["#1 has news"]
    assert ((await row(desk, again)).status, (await row(desk, again)).reason) == (
        "superseded",
        "the same was said just now",
    )


async def test_two_that_are_due_together_are_one(desk: Desk, sender: Sender, wire: FakeWire, number: int) -> None:
    for _ in range(2):
        await queue(desk, "#1 has news", ticket=number)
    while await sender.step():
        pass
    assert wire.texts == ["#1 has news"]


async def test_after_five_minutes_it_is_said_again(
    desk: Desk, sender: Sender, wire: FakeWire, clock: FakeClock, number: int
) -> None:
    await queue(desk, "#1 has news", ticket=number)
    await sender.step()
    clock.advance(minutes=5)
    await queue(desk, "#1 has news", ticket=number)
    await sender.step()
    assert wire.texts == ["#1 has news"] * 2


async def test_what_happened_meanwhile_makes_it_news(
    desk: Desk, sender: Sender, wire: FakeWire, clock: FakeClock, number: int
) -> None:
    await queue(desk, "#1 free again", ticket=number)
    await sender.step()
    clock.advance(seconds=1)
    await comment(desk, in_private("alice"), number)
    await queue(desk, "#1 free again", ticket=number)
    await sender.step()
    assert wire.texts == ["#1 free again"] * 2


@pytest.mark.parametrize("to", [BOB, To("channel", "#net")])
async def test_others_read_it_too(desk: Desk, sender: Sender, wire: FakeWire, number: int, to: To) -> None:
    wire.people["bob"] = ["bob"]
    await queue(desk, "#1 has news", OPS, ticket=number)
    await queue(desk, "#1 has news", to, ticket=number)
    await sender.step()
    assert wire.texts == ["#1 has news"] * 2
