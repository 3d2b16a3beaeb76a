"""A channel reads four lines of one role in five minutes; what is more waits, and is said together."""

from datetime import datetime, timedelta
from functools import partial

import pytest

from chatbot.desk.desk import Desk
from chatbot.plugin import Event, Notice, Role
from chatbot.services.dispatcher import Dispatcher
from chatbot.services.presence import Presence
from chatbot.services.sender import Sender
from store import crowds, members
from store.database import Transaction
from store.records import Notice as Row
from tests.desk.doing import comment, new
from tests.people import FakeClock, in_private
from tests.services.plugs import hears, read_all
from tests.services.rows import BOB, OPS, To, queue, rows
from tests.services.wires import FakeWire

MINUTES = timedelta(minutes=1)


def tell(event: Event) -> list[Notice]:
    text = event.texts["text"]
    return [Notice(to=Role("ops"), text=text, crowd="News", brief=text, urgent=text.startswith("fire"))]


@pytest.fixture
async def teller(desk: Desk, presence: Presence) -> Dispatcher:
    return await hears(desk, presence, tell, "ticket_commented")


async def say(desk: Desk, teller: Dispatcher, sender: Sender, *texts: str) -> None:
    """About one ticket of ops, and then all that can be said is."""
    number = await new(desk)
    for text in texts:
        await comment(desk, in_private("alice"), number, text)
    await read_all(teller)
    while await sender.step():
        pass


async def test_four_are_said_one_by_one_and_the_others_together_when_there_is_room(
    desk: Desk, teller: Dispatcher, sender: Sender, wire: FakeWire, clock: FakeClock
) -> None:
    for text in "abcd":
        await say(desk, teller, sender, text)
        clock.advance(minutes=1)
    await say(desk, teller, sender, "e", "f")
    assert wire.texts == ["a", "b", "c", "d"]
    clock.advance(seconds=59)
    assert not await sender.step()
    clock.advance(seconds=1)
    await sender.step()
    assert wire.texts[4:] == ["News: e, f"]


async def test_many_at_once_are_one_line_at_once(
    desk: Desk, teller: Dispatcher, sender: Sender, wire: FakeWire
) -> None:
    await say(desk, teller, sender, *"abcde")
    assert wire.texts == ["News: a, b, c, d, e"]


async def test_what_cannot_wait_is_said_up_to_eight(
    desk: Desk, teller: Dispatcher, sender: Sender, wire: FakeWire
) -> None:
    await say(desk, teller, sender, *"abcd")
    await say(desk, teller, sender, *(f"fire {number}" for number in range(3)))
    assert wire.texts[4:] == ["fire 0", "fire 1", "fire 2"]
    await say(desk, teller, sender, "fire 3")
    await say(desk, teller, sender, "fire 4")
    assert wire.texts[7:] == ["fire 3"]


async def test_another_channel_has_room_of_its_own(
    desk: Desk, teller: Dispatcher, sender: Sender, wire: FakeWire
) -> None:
    await say(desk, teller, sender, *"abcd")
    await queue(desk, "elsewhere", To("channel", "#net"))
    await sender.step()
    assert wire.said[4:] == [("#net", "elsewhere")]


async def test_a_restart_forgets_nothing_of_it(
    desk: Desk, teller: Dispatcher, sender: Sender, wire: FakeWire, clock: FakeClock
) -> None:
    await say(desk, teller, sender, *"abcd")
    await say(desk, teller, sender, "e")
    another = Sender(desk, wire)
    assert not await another.step()
    (waiting,) = [one for one in await rows(desk) if one.status == "queued"]
    assert waiting.not_before == clock.now() + 5 * MINUTES


async def test_a_line_that_stands_for_many_is_one(
    desk: Desk, teller: Dispatcher, sender: Sender, wire: FakeWire
) -> None:
    await say(desk, teller, sender, *"abcdefgh")
    await say(desk, teller, sender, "i")
    assert wire.texts[1:] == ["i"]


@pytest.mark.parametrize("to", [OPS, BOB])
async def test_what_goes_into_one_line_is_looked_for_once(
    desk: Desk, sender: Sender, wire: FakeWire, monkeypatch: pytest.MonkeyPatch, to: To
) -> None:
    """However many of its rows are due: thousands were read again for each of them."""
    await new(desk)
    wire.people["bob"] = ["bob"]
    for number in range(20):
        await queue(desk, f"#{number} waits", to, joined="Waiting", brief=f"#{number}")
    asked = list[str]()
    aloud, with_ = crowds.due_aloud, crowds.due_with

    async def counted_aloud(tx: Transaction, network: str, address: str, now: datetime, *, limit: int) -> list[int]:
        asked.append(address)
        return await aloud(tx, network, address, now, limit=limit)

    async def counted_with(tx: Transaction, notice: Row, now: datetime, *, limit: int) -> list[int]:
        asked.append(notice.joined)
        return await with_(tx, notice, now, limit=limit)

    monkeypatch.setattr(crowds, "due_aloud", counted_aloud)
    monkeypatch.setattr(crowds, "due_with", counted_with)
    while await sender.step():
        pass
    assert len(wire.texts) == 1
    assert len(asked) <= 2, "once for the line, and once when nothing is left"


async def test_of_what_a_person_was_asked_no_more_is_counted_than_decides(desk: Desk) -> None:
    await new(desk)
    for number in range(5):
        await queue(desk, f"#{number} waits", BOB, urgent=number < 2)

    async def body(tx: Transaction) -> list[bool]:
        bob = await members.get_by_name(tx, "bob")
        assert bob is not None
        since = desk.clock.now() - MINUTES
        ask = partial(crowds.was_asked_lately, tx, bob.id, "", since=since)
        return [
            await ask(times=times, urgent=urgent) for times, urgent in ((5, False), (6, False), (2, True), (3, True))
        ]

    assert await desk.database.read(body) == [True, False, True, False]
