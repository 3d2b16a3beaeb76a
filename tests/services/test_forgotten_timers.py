"""Whoever may have forgotten a timer is asked in private, when they want to hear of it, and as long as it runs."""

from datetime import timedelta

import pytest

from chatbot.desk import stopwatches
from chatbot.desk.desk import Desk
from chatbot.desk.stopwatches import Stop
from chatbot.services.dispatcher import Dispatcher, begin
from chatbot.services.greeter import Greeter
from chatbot.services.news import News
from chatbot.services.plugins import load
from chatbot.services.presence import Presence
from chatbot.services.sender import Sender
from chatbot.wire import Seen
from store import habits
from tests.desk.doing import new
from tests.people import NETWORK, FakeClock, in_private, pass_time
from tests.services.wires import FakeWire

BOB, BOBS = in_private("bob"), 2
HOUR = timedelta(hours=1)
ASKED = "#1 printer on fire: your timer runs for 8h. Go on: start 1. Else: stop, stop 3h, stop drop"


@pytest.fixture
async def dispatcher(desk: Desk, presence: Presence, wire: FakeWire) -> Dispatcher:
    """bob sits there, and his timer runs on #1."""
    wire.people["bob"] = ["bob"]
    (plugin,) = load(["reminders"], {})
    await desk.database.write(begin, "reminders")
    await desk.change(BOB, stopwatches.start, await new(desk), "")
    return Dispatcher(plugin, desk, presence, news=News(desk.database))


async def say_all(dispatcher: Dispatcher, sender: Sender) -> None:
    while await dispatcher.step():
        pass
    while await sender.step():
        pass


async def test_they_are_asked_in_private_and_told_what_to_write(
    desk: Desk, clock: FakeClock, dispatcher: Dispatcher, sender: Sender, wire: FakeWire
) -> None:
    await pass_time(desk, clock, 8 * HOUR)
    await say_all(dispatcher, sender)
    assert wire.said == [("bob", ASKED)]


async def test_in_their_quiet_hours_they_are_not_asked_and_at_their_first_word_in_a_few(
    desk: Desk, *, clock: FakeClock, dispatcher: Dispatcher, sender: Sender, greeter: Greeter, wire: FakeWire
) -> None:
    await desk.database.write(habits.put_muted, BOBS, clock.now() + 9 * HOUR)
    await pass_time(desk, clock, 8 * HOUR)
    await say_all(dispatcher, sender)
    assert wire.said == []
    await pass_time(desk, clock, HOUR)
    await greeter.greet(Seen(NETWORK, "bob", "bob", clock.now(), spoke=True))
    await say_all(dispatcher, sender)
    assert wire.texts == ["While you were away: #1 your timer runs (printer on fire). show 1"]


async def test_who_has_stopped_meanwhile_is_asked_no_more(
    desk: Desk, clock: FakeClock, dispatcher: Dispatcher, sender: Sender, wire: FakeWire
) -> None:
    await pass_time(desk, clock, 8 * HOUR)
    await desk.change(BOB, stopwatches.stop, Stop())
    await say_all(dispatcher, sender)
    assert wire.said == []


async def test_that_it_ended_is_told_with_how_to_log_what_was_work(
    desk: Desk, clock: FakeClock, dispatcher: Dispatcher, sender: Sender, wire: FakeWire
) -> None:
    await pass_time(desk, clock, 24 * HOUR)
    await say_all(dispatcher, sender)
    assert wire.said == [
        (
            "bob",
            (
                "#1 printer on fire: your timer ended after 1d, the most of a day; nothing is logged."
                " log 1 3h on=2026-11-20"
            ),
        )
    ]
