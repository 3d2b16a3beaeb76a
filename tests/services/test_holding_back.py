"""Who is away, or wants it quiet, hears only what is urgent; the rest is said in one line when they speak again."""

from datetime import timedelta

import pytest

from chatbot.desk import ownership, timeouts
from chatbot.desk.desk import NOBODY, Desk
from chatbot.services.greeter import Greeter
from chatbot.services.sender import Sender
from chatbot.wire import Seen
from store import habits, outbox
from store.database import Transaction
from store.prompts import get_open_to_role
from tests.desk.doing import accept, close, events, new
from tests.people import NETWORK, FakeClock, in_private, person
from tests.services.loops import running
from tests.services.rows import BOB, queue, row, rows, status
from tests.services.wires import FakeWire
from tests.waiting import until

BOBS = 2


@pytest.fixture(autouse=True)
def here(wire: FakeWire) -> None:
    """bob sits there, as long as nothing else is said."""
    wire.people["bob"] = ["bob"]


async def say_all(sender: Sender) -> None:
    while await sender.step():
        pass


async def seen(greeter: Greeter, *, spoke: bool) -> None:
    now = greeter.desk.clock.now()
    if spoke and isinstance(greeter.wire, FakeWire):
        greeter.wire.aways.discard("bob")
    await greeter.greet(Seen(NETWORK, "bob", "bob", now, spoke=spoke))


async def offered(desk: Desk, text: str = "#1 for ops") -> tuple[int, int]:
    """A ticket, and the number of the line that offers it to bob."""
    number = await new(desk, title="printer on fire")
    prompt = await desk.database.read(get_open_to_role, number)
    assert prompt is not None
    return number, await queue(desk, text, BOB, ticket=number, prompt=prompt.id, holds="offer")


async def test_who_is_marked_away_hears_what_is_urgent_and_nothing_else(
    desk: Desk, sender: Sender, wire: FakeWire
) -> None:
    wire.aways.add("bob")
    await queue(desk, "#1 can wait", BOB)
    await queue(desk, "#2 can't", BOB, urgent=True)
    await say_all(sender)
    assert wire.texts == ["#2 can't"]


async def test_who_has_it_quiet_hears_what_is_urgent_and_nothing_else(
    desk: Desk, sender: Sender, wire: FakeWire, clock: FakeClock
) -> None:
    await desk.database.write(habits.put_muted, BOBS, clock.now() + timedelta(hours=2))
    await queue(desk, "#1 can wait", BOB)
    await queue(desk, "#2 can't", BOB, urgent=True)
    await say_all(sender)
    assert wire.texts == ["#2 can't"]


async def test_what_was_held_back_is_said_in_one_line_at_the_first_word(
    desk: Desk, sender: Sender, greeter: Greeter, wire: FakeWire
) -> None:
    wire.aways.add("bob")
    first, line = await offered(desk)
    second, other = await offered(desk)
    await say_all(sender)
    await seen(greeter, spoke=True)
    await say_all(sender)
    assert wire.texts == [
        f"While you were away: #{first} free (printer on fire), #{second} free (printer on fire). dibs {first}"
    ]
    assert [await status(desk, one) for one in (line, other)] == ["sent", "sent"]


async def test_coming_into_view_says_nothing(desk: Desk, sender: Sender, greeter: Greeter, wire: FakeWire) -> None:
    """It may be a bouncer, or a netsplit that is over."""
    del wire.people["bob"]
    await queue(desk, "#1 can wait", BOB)
    await queue(desk, "#2 can't", BOB, urgent=True)
    await say_all(sender)
    wire.people["bob"] = ["bob"]
    await seen(greeter, spoke=False)
    await say_all(sender)
    assert wire.texts == ["#2 can't"]
    await seen(greeter, spoke=True)
    await say_all(sender)
    assert wire.texts == ["#2 can't", "#1 can wait"]


async def test_who_speaks_in_their_quiet_hours_is_still_left_alone(
    desk: Desk, sender: Sender, greeter: Greeter, wire: FakeWire, clock: FakeClock
) -> None:
    await desk.database.write(habits.put_muted, BOBS, clock.now() + timedelta(hours=2))
    await queue(desk, "#1 can wait", BOB)
    await say_all(sender)
    await seen(greeter, spoke=True)
    await say_all(sender)
    assert wire.texts == []
    clock.advance(hours=2)
    await say_all(sender)
    assert wire.texts == [], "they haven't spoken since"
    await seen(greeter, spoke=True)
    await say_all(sender)
    assert wire.texts == ["#1 can wait"]


async def test_a_few_words_on_the_way_out_are_no_return(
    desk: Desk, sender: Sender, greeter: Greeter, wire: FakeWire, clock: FakeClock
) -> None:
    await desk.database.write(habits.put_away, BOBS, clock.now())
    await queue(desk, "#1 can wait", BOB)
    await say_all(sender)
    clock.advance(minutes=14)
    await seen(greeter, spoke=True)
    await say_all(sender)
    assert wire.texts == []
    clock.advance(minutes=1)
    await seen(greeter, spoke=True)
    await say_all(sender)
    assert wire.texts == ["#1 can wait"]
    habit = await desk.database.read(habits.get, BOBS)
    assert habit
    assert habit.away_since is None


async def test_with_nothing_to_tell_there_is_silence(
    desk: Desk, sender: Sender, greeter: Greeter, wire: FakeWire
) -> None:
    """What is outdated by then is dropped and journalled."""
    wire.aways.add("bob")
    number, line = await offered(desk)
    await say_all(sender)
    await close(desk, person("alice"), number)
    await seen(greeter, spoke=True)
    await say_all(sender)
    assert wire.texts == []
    assert await status(desk, line) == "superseded"
    assert len(await events(desk, "notice_superseded")) == 1


async def test_an_offer_that_was_held_back_is_not_heard_until_it_is_said(
    desk: Desk, sender: Sender, greeter: Greeter, wire: FakeWire
) -> None:
    wire.aways.add("bob")
    number, _ = await offered(desk)
    await say_all(sender)
    prompt = await desk.database.read(get_open_to_role, number)
    assert prompt
    assert prompt.heard_at is None
    await seen(greeter, spoke=True)
    await say_all(sender)
    prompt = await desk.database.read(get_open_to_role, number)
    assert prompt
    assert prompt.heard_at == desk.clock.now()


async def test_what_timed_out_meanwhile_is_told_as_long_as_it_is_free(
    desk: Desk, sender: Sender, greeter: Greeter, wire: FakeWire
) -> None:
    wire.aways.add("bob")
    number, _ = await offered(desk)
    await say_all(sender)
    prompt = await desk.database.read(get_open_to_role, number)
    assert prompt
    await desk.change(NOBODY, timeouts.time_out, prompt, "lifetime")
    await seen(greeter, spoke=True)
    await say_all(sender)
    assert wire.texts == [f"While you were away: #{number} free (printer on fire). dibs {number}"]


async def test_what_they_were_asked_since_is_not_told_again(
    desk: Desk, sender: Sender, greeter: Greeter, wire: FakeWire
) -> None:
    wire.aways.add("bob")
    number, held = await offered(desk)
    await say_all(sender)
    wire.aways.clear()
    later = await queue(
        desk, "#1 still free", BOB, ticket=number, prompt=(await row(desk, held)).prompt_id, holds="offer"
    )
    await say_all(sender)
    await seen(greeter, spoke=True)
    await say_all(sender)
    assert wire.texts == ["#1 still free"]
    assert [await status(desk, one) for one in (held, later)] == ["superseded", "sent"]


async def test_a_private_ticket_is_a_number(desk: Desk, sender: Sender, greeter: Greeter, wire: FakeWire) -> None:
    wire.aways.add("bob")
    number = await new(desk, in_private("alice"), title="pay rise", private=True)
    await queue(desk, f"#{number} (private): taken", BOB, ticket=number, masked=True)
    await say_all(sender)
    await seen(greeter, spoke=True)
    await say_all(sender)
    assert wire.texts == [f"While you were away: #{number}. show {number}"]


async def test_many_tickets_are_one_line_that_says_where_the_rest_is(
    desk: Desk, sender: Sender, greeter: Greeter, wire: FakeWire
) -> None:
    wire.aways.add("bob")
    for _ in range(19):
        await offered(desk)
    await say_all(sender)
    await seen(greeter, spoke=True)
    await say_all(sender)
    (text,) = wire.texts
    assert text.startswith("While you were away: #1 free, #2 free")
    assert text.endswith(" more. list free")
    assert len(text) <= 140
    assert {one.status for one in await rows(desk)} == {"sent"}


async def queue_about(desk: Desk, kind: str, number: int) -> int:
    """A line about the newest event of that kind, which others have followed."""
    (event,) = await events(desk, kind)
    line = await queue(desk, f"#{number} {kind}", BOB, ticket=number)

    async def body(tx: Transaction) -> None:
        await tx.run("update notice set event_id = :event where id = :id", event=event.id, id=line)

    await desk.database.write(body)
    return line


async def test_what_happened_to_a_ticket_is_told_once(
    desk: Desk, sender: Sender, greeter: Greeter, wire: FakeWire
) -> None:
    wire.aways.add("bob")
    number = await new(desk, title="printer on fire")
    await accept(desk, in_private("bob"), number)
    for _ in range(2):
        await queue_about(desk, "ticket_accepted", number)
    await desk.change(in_private("bob"), ownership.release, number, "")
    await queue_about(desk, "ticket_released", number)
    await say_all(sender)
    await seen(greeter, spoke=True)
    await say_all(sender)
    assert wire.texts == [f"While you were away: #{number} taken and given back (printer on fire). show {number}"]


async def test_a_crash_loses_nothing_of_it_and_says_it_at_the_next_word(
    desk: Desk, sender: Sender, greeter: Greeter, wire: FakeWire
) -> None:
    wire.aways.add("bob")
    line = await queue(desk, "#1 can wait", BOB)
    await say_all(sender)
    wire.aways.clear()
    async with running(Sender(desk, wire).run()):
        assert await status(desk, line) == "waiting"
        await seen(greeter, spoke=True)
        await until("it is said", lambda: _is_sent(desk, line))
    assert wire.texts == ["#1 can wait"]


async def _is_sent(desk: Desk, line: int) -> bool:
    return await status(desk, line) == "sent"


async def test_when_the_link_breaks_the_whole_line_is_said_again(
    desk: Desk, sender: Sender, greeter: Greeter, wire: FakeWire
) -> None:
    wire.aways.add("bob")
    await offered(desk)
    await offered(desk)
    await say_all(sender)
    await seen(greeter, spoke=True)
    wire.answer("unknown")
    wire.is_up = False
    await sender.step()
    assert {one.status for one in await rows(desk)} == {"queued"}
    await sender.step()
    assert len(set(wire.texts)) == 1
    assert len(wire.texts) == 2


async def test_what_the_server_could_not_place_is_still_one_line_when_it_is_tried_again(
    desk: Desk, sender: Sender, greeter: Greeter, wire: FakeWire, clock: FakeClock
) -> None:
    """It knew no such nick just then, though dibs sees bob."""
    wire.aways.add("bob")
    for _ in range(2):
        await offered(desk)
    await say_all(sender)
    await seen(greeter, spoke=True)
    wire.answer("refused", "401")
    await say_all(sender)
    clock.advance(seconds=30)
    await say_all(sender)
    once = "While you were away: #1 free (printer on fire), #2 free (printer on fire). dibs 1"
    assert wire.texts == [once, once]


async def test_what_was_never_held_back_is_said_as_it_was_when_it_is_tried_again(
    desk: Desk, sender: Sender, wire: FakeWire, clock: FakeClock
) -> None:
    for _ in range(2):
        await offered(desk)
    wire.answer("refused", "401", times=2)
    await say_all(sender)
    clock.advance(seconds=30)
    await say_all(sender)
    assert wire.texts == ["#1 for ops"] * 4


async def test_all_of_it_goes_together_however_few_lines_are_taken_at_once(
    desk: Desk, sender: Sender, greeter: Greeter, wire: FakeWire
) -> None:
    wire.batch = 1
    wire.aways.add("bob")
    for _ in range(3):
        await offered(desk)
    await say_all(sender)
    await seen(greeter, spoke=True)
    await say_all(sender)
    assert len(wire.texts) == 1
    assert await desk.database.read(outbox.count_waiting, BOBS, held=True) == 0
