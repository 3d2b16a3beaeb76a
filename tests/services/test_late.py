"""What is said more than 30 s after it was due says so; what waited on purpose doesn't."""

from datetime import timedelta

import pytest

from chatbot.desk.desk import Desk
from chatbot.services.presence import Presence
from chatbot.services.sender import Sender
from store import crowds, outbox
from store.database import Transaction
from tests.desk.doing import new
from tests.people import FakeClock
from tests.services.rows import BOB, OPS, queue, row
from tests.services.wires import FakeWire

TEXT = "#1 is free again"
LATE = "#1 (2m late) is free again"


async def say_all(sender: Sender) -> None:
    while await sender.step():
        pass


async def test_what_is_said_at_once_says_nothing_of_time(
    desk: Desk, sender: Sender, wire: FakeWire, clock: FakeClock
) -> None:
    await queue(desk, TEXT)
    clock.advance(seconds=30)
    await say_all(sender)
    assert wire.texts == [TEXT]


async def test_after_a_link_that_was_down_it_says_how_late_it_is(
    desk: Desk, sender: Sender, wire: FakeWire, clock: FakeClock
) -> None:
    await queue(desk, TEXT)
    clock.advance(minutes=2, seconds=5)
    await say_all(sender)
    assert wire.texts == [LATE]


async def test_what_is_due_later_is_late_from_then_on(
    desk: Desk, sender: Sender, wire: FakeWire, clock: FakeClock
) -> None:
    await queue(desk, TEXT, after=timedelta(minutes=5))
    clock.advance(minutes=5)
    await say_all(sender)
    assert wire.texts == [TEXT]


async def test_what_a_server_refused_at_first_is_late_from_when_it_was_due(
    desk: Desk, sender: Sender, wire: FakeWire, clock: FakeClock
) -> None:
    wire.answer("refused", "404", times=2)
    await queue(desk, TEXT)
    for seconds in (0, 30, 60):
        clock.advance(seconds=seconds)
        await say_all(sender)
    assert wire.texts == [TEXT, TEXT, "#1 (1m late) is free again"]


async def test_what_waited_for_its_person_isnt(desk: Desk, sender: Sender, wire: FakeWire, clock: FakeClock) -> None:
    number = await queue(desk, TEXT, BOB, urgent=True)
    await say_all(sender)
    clock.advance(minutes=20)
    wire.people["bob"] = ["bob"]
    await desk.database.write(outbox.wake, number)
    await say_all(sender)
    assert wire.texts == [TEXT]


async def test_what_was_put_off_since_its_channel_read_enough_isnt(
    desk: Desk, sender: Sender, wire: FakeWire, clock: FakeClock
) -> None:
    number = await queue(desk, TEXT)
    until = clock.now() + timedelta(minutes=5)
    await desk.database.write(crowds.put_off, await row(desk, number), until=until)
    clock.advance(minutes=5)
    await say_all(sender)
    assert wire.texts == [TEXT]


async def put_event(tx: Transaction, number: int, kind: str) -> None:
    """As if the notice came of an event of that kind."""
    await tx.run("drop trigger event_is_never_changed")
    await tx.run(
        "update event set kind = :kind where id = (select event_id from notice where id = :id)", kind=kind, id=number
    )


@pytest.mark.parametrize("kind", ["digest_due", "morning_came", "storm_grew", "storm_over"])
async def test_a_digest_and_the_word_on_a_storm_arent(
    desk: Desk, sender: Sender, wire: FakeWire, clock: FakeClock, kind: str
) -> None:
    number = await queue(desk, "ops 09:00: 2 free")
    await desk.database.write(put_event, number, kind)
    clock.advance(minutes=2)
    await say_all(sender)
    assert wire.texts == ["ops 09:00: 2 free"]


async def test_many_in_one_line_are_as_late_as_the_first_of_them(
    desk: Desk, sender: Sender, wire: FakeWire, clock: FakeClock, presence: Presence
) -> None:
    del presence
    for number in (1, 2):
        await queue(desk, f"#{number} taken", OPS, joined="Taken", brief=f"#{number} by bob")
        clock.advance(minutes=1)
    await say_all(sender)
    assert wire.texts == ["Taken: #1-#2 by bob (2m late)"]


async def test_it_fits_into_a_line_with_a_long_title(
    desk: Desk, sender: Sender, wire: FakeWire, clock: FakeClock
) -> None:
    title = "the printer on the third floor burns and nobody comes, for the second time this week, and it smells"
    number = await new(desk, title=title)
    await queue(desk, f"#{number} new for ops: {title} (alice). dibs {number}", ticket=number)
    clock.advance(minutes=3)
    await say_all(sender)
    (said,) = [text for text in wire.texts if "late" in text]
    assert len(said) <= 140
    assert said.startswith("#1 (3m late) new for ops: the printer")
    assert said.endswith("... (alice). dibs 1")


@pytest.mark.parametrize("word", ["Still waiting", "Still free"])
async def test_a_reminder_says_how_it_stands_and_not_how_late_it_is(
    desk: Desk, sender: Sender, wire: FakeWire, clock: FakeClock, word: str
) -> None:
    await queue(desk, "#1 still free", OPS, joined=word, brief="#1")
    clock.advance(minutes=2)
    await say_all(sender)
    assert wire.texts == [f"{word}: #1"]
