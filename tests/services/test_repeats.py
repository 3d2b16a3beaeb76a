"""What repeats itself for one person is gathered: one line in five minutes, with all that is due by then."""

from datetime import timedelta

import pytest

from chatbot.desk.desk import Desk
from chatbot.plugin import Event, Notice, Person
from chatbot.services.dispatcher import Dispatcher
from chatbot.services.presence import Presence
from chatbot.services.sender import Sender
from store import outbox
from tests.desk.doing import comment, new
from tests.people import FakeClock, in_private
from tests.services.plugs import hears, read_all
from tests.services.rows import BOB, OPS, To, due_at, queue, queued_texts, rows, status
from tests.services.wires import FakeWire

SECONDS = timedelta(seconds=1)
BOBS, CHARLIES = 2, 3


def remind(event: Event) -> list[Notice]:
    return [
        Notice(to=Person(one), text=f"#{event.ticket_id} waits", joined="Still waiting", brief=f"#{event.ticket_id}")
        for one in (BOBS, CHARLIES)
    ]


@pytest.fixture
async def reminder(desk: Desk, presence: Presence) -> Dispatcher:
    """Reminds bob and charlie whenever somebody comments."""
    return await hears(desk, presence, remind, "ticket_commented")


async def happen(desk: Desk, reminder: Dispatcher) -> int:
    """A reminder for bob, one for charlie; the number of bob's."""
    number = await new(desk)
    await comment(desk, in_private("alice"), number)
    await read_all(reminder)
    return (await rows(desk))[-2].id


async def said(desk: Desk, number: int) -> None:
    await desk.database.write(outbox.mark, number, status="sent", reason="", now=desk.clock.now())


async def test_the_first_one_waits_half_a_minute_for_others(desk: Desk, reminder: Dispatcher, clock: FakeClock) -> None:
    assert await due_at(desk, await happen(desk, reminder)) == clock.now() + 30 * SECONDS


async def test_those_that_come_meanwhile_go_with_it(desk: Desk, reminder: Dispatcher, clock: FakeClock) -> None:
    first = await happen(desk, reminder)
    clock.advance(seconds=20)
    second = await happen(desk, reminder)
    assert await due_at(desk, second) == await due_at(desk, first)


async def test_the_next_waits_until_five_minutes_after_the_last_line(
    desk: Desk, reminder: Dispatcher, clock: FakeClock
) -> None:
    first = await happen(desk, reminder)
    clock.advance(seconds=40)
    await said(desk, first)
    line_at = clock.now()
    clock.advance(minutes=1)
    assert await due_at(desk, await happen(desk, reminder)) == line_at + timedelta(minutes=5)


async def test_long_after_the_last_line_half_a_minute_is_enough(
    desk: Desk, reminder: Dispatcher, clock: FakeClock
) -> None:
    await said(desk, await happen(desk, reminder))
    clock.advance(hours=1)
    assert await due_at(desk, await happen(desk, reminder)) == clock.now() + 30 * SECONDS


async def test_what_was_superseded_was_no_line(desk: Desk, reminder: Dispatcher, clock: FakeClock) -> None:
    first = await happen(desk, reminder)
    await desk.database.write(outbox.mark, first, status="superseded", reason="", now=clock.now())
    clock.advance(minutes=1)
    assert await due_at(desk, await happen(desk, reminder)) == clock.now() + 30 * SECONDS


def pass_on(event: Event) -> list[Notice]:
    return [
        Notice(to=Person(one), text=event.texts["text"], joined="Added", brief=f"#{event.ticket_id}", at_once=True)
        for one in (BOBS, CHARLIES)
    ]


async def test_what_one_says_to_another_is_said_at_once_and_what_follows_half_a_minute_later(
    desk: Desk, presence: Presence, clock: FakeClock
) -> None:
    passing = await hears(desk, presence, pass_on, "ticket_commented")
    first = await happen(desk, passing)
    assert await due_at(desk, first) == clock.now()
    assert await due_at(desk, await happen(desk, passing)) == clock.now() + 30 * SECONDS
    clock.advance(seconds=10)
    third = await happen(desk, passing)
    assert await due_at(desk, third) == clock.now() + 20 * SECONDS
    clock.advance(minutes=1)
    await said(desk, third)
    assert await due_at(desk, await happen(desk, passing)) == clock.now() + 30 * SECONDS


async def test_one_person_s_line_holds_up_nobody_else_s(desk: Desk, reminder: Dispatcher, clock: FakeClock) -> None:
    bobs = await happen(desk, reminder)
    await said(desk, bobs + 1)
    clock.advance(seconds=10)
    again = await happen(desk, reminder)
    assert await due_at(desk, again) == await due_at(desk, bobs)
    assert await due_at(desk, again + 1) == clock.now() - 10 * SECONDS + timedelta(minutes=5)


async def test_those_that_are_due_together_are_one_line_where_the_first_of_them_stood(
    desk: Desk, sender: Sender, wire: FakeWire
) -> None:
    wire.people["bob"] = ["bob"]
    waiting = [await queue(desk, "#1 waits", BOB, joined="Still waiting", brief="#1 printer on fire")]
    await queue(desk, "#3 new for ops")
    waiting.append(await queue(desk, "#2 waits", BOB, joined="Still waiting", brief="#2 door stuck"))
    await sender.step()
    assert wire.said == [("bob", "Still waiting: #1 printer on fire, #2 door stuck"), ("#ops", "#3 new for ops")]
    assert [await status(desk, number) for number in waiting] == ["sent", "sent"]


@pytest.mark.parametrize(
    "other",
    [("Still free", BOB), ("Still waiting", To("member", member="charlie")), ("", BOB), ("Still waiting", OPS)],
)
async def test_one_word_to_one_person_is_what_is_joined(
    desk: Desk, sender: Sender, wire: FakeWire, other: tuple[str, To]
) -> None:
    wire.people |= {"bob": ["bob"], "charlie": ["charlie"]}
    await queue(desk, "#1 waits", BOB, joined="Still waiting", brief="#1")
    await queue(desk, "#2 waits", other[1], joined=other[0], brief="#2")
    await sender.step()
    assert wire.texts == ["#1 waits", "#2 waits"]


async def test_a_line_holds_at_most_140_characters_and_the_rest_goes_into_the_next(
    desk: Desk, sender: Sender, wire: FakeWire
) -> None:
    wire.people["bob"], wire.batch = ["bob"], 99
    briefs = [f"#{number} {'x' * (number % 30)}" for number in range(100, 140)]
    for brief in briefs:
        await queue(desk, brief, BOB, joined="Still waiting", brief=brief)
    await sender.step()
    assert all(len(text) <= 140 for text in wire.texts)
    assert ", ".join(text.removeprefix("Still waiting: ") for text in wire.texts) == ", ".join(briefs)
    assert all(len(one) + len(following.split(": ")[1].split(", ")[0]) + 2 > 140
               for one, following in zip(wire.texts, wire.texts[1:], strict=False))  # fmt: skip


async def test_one_that_is_longer_than_a_line_has_a_line_of_its_own(desk: Desk, sender: Sender, wire: FakeWire) -> None:
    wire.people["bob"] = ["bob"]
    for brief in ("#1", "#2 " + "x" * 200, "#3"):
        await queue(desk, brief, BOB, joined="Still waiting", brief=brief)
    await sender.step()
    assert [len(text) for text in wire.texts] == [17, 218, 17]


async def test_the_same_said_twice_is_said_once_and_both_are_done(desk: Desk, sender: Sender, wire: FakeWire) -> None:
    wire.people["bob"] = ["bob"]
    both = [await queue(desk, "#1 waits", BOB, joined="Still waiting", brief="#1") for _ in range(2)]
    await sender.step()
    assert wire.texts == ["Still waiting: #1"]
    assert [await status(desk, number) for number in both] == ["sent", "sent"]


async def test_one_that_had_to_wait_names_no_time_that_has_passed(
    desk: Desk, sender: Sender, wire: FakeWire, clock: FakeClock
) -> None:
    wire.people["bob"] = ["bob"]
    await queue(desk, "#1 still free, 25m left", BOB, joined="Still waiting", brief="#1 printer on fire")
    clock.advance(minutes=10)
    await sender.step()
    assert wire.texts == ["Still waiting: #1 printer on fire"]


async def test_a_refused_line_leaves_all_that_it_stood_for_to_be_said(
    desk: Desk, sender: Sender, wire: FakeWire, clock: FakeClock
) -> None:
    wire.people["bob"] = ["bob"]
    for brief in ("#1", "#2"):
        await queue(desk, brief, BOB, joined="Still waiting", brief=brief)
    wire.answer("refused", "531")
    await sender.step()
    clock.advance(seconds=30)
    await sender.step()
    assert wire.texts == ["Still waiting: #1-#2"] * 2
    assert {one.status for one in await rows(desk)} == {"sent"}
    assert await queued_texts(desk) == ["#1", "#2"]
