"""The sender: what is due goes out in order, urgent first, few at a time, and until the server took it."""

from datetime import timedelta

from chatbot.desk.desk import Desk
from chatbot.services.sender import Sender
from tests.desk.doing import all_offers, need_offer, new
from tests.people import FakeClock
from tests.services.loops import SteppingClock, running, settle
from tests.services.rows import BOB, To, queue, row, rows, status
from tests.services.wires import FakeWire
from tests.waiting import until


async def test_lines_go_out_in_the_order_in_which_they_came_and_urgent_ones_first(
    desk: Desk, sender: Sender, wire: FakeWire
) -> None:
    for text in ("first", "second"):
        await queue(desk, text)
    await queue(desk, "urgent", urgent=True)
    await queue(desk, "urgent too", urgent=True)
    await sender.step()
    assert wire.texts == ["urgent", "urgent too", "first", "second"]


async def test_no_more_go_out_at_once_than_the_wire_takes(desk: Desk, sender: Sender, wire: FakeWire) -> None:
    wire.batch = 2
    for number in range(5):
        await queue(desk, str(number), To("channel", f"#{number}"))
    while await sender.step():
        pass
    assert [[line.text for line in batch] for batch in wire.batches] == [["0", "1"], ["2", "3"], ["4"]]


async def test_an_urgent_line_that_comes_meanwhile_goes_with_the_next_batch(
    desk: Desk, sender: Sender, wire: FakeWire
) -> None:
    wire.batch = 2
    for number in range(4):
        await queue(desk, str(number), To("channel", f"#{number}"))

    async def burn() -> None:
        await queue(desk, "fire", urgent=True)

    wire.meanwhile = burn
    while await sender.step():
        pass
    assert wire.texts == ["0", "1", "fire", "2", "3"]


async def test_a_line_that_was_taken_is_said_once(desk: Desk, sender: Sender, wire: FakeWire) -> None:
    number = await queue(desk)
    assert await sender.step()
    assert not await sender.step()
    assert len(wire.said) == 1
    assert (await row(desk, number)).ended_at == desk.clock.now()


async def test_what_nobody_knows_the_fate_of_is_said_again(desk: Desk, sender: Sender, wire: FakeWire) -> None:
    for text in ("0", "1", "2"):
        await queue(desk, text)
    wire.answer("taken")
    wire.answer("unknown", times=2)
    await sender.step()
    await sender.step()
    assert wire.texts == ["0", "1", "2", "1", "2"]
    assert {one.status for one in await rows(desk)} == {"sent"}


async def test_when_the_link_breaks_in_the_middle_the_rest_waits_until_it_is_up(
    desk: Desk, sender: Sender, wire: FakeWire
) -> None:
    for number in range(4):
        await queue(desk, str(number))

    async def break_link() -> None:
        wire.is_up = False

    wire.answer("taken")
    wire.answer("unknown", times=3)
    wire.meanwhile = break_link
    async with running(sender.run()):
        await until("the first is taken", lambda: _is(desk, 1, "sent"))
        await settle(desk.database)
        assert len(wire.batches) == 1
        wire.is_up = True
        sender.woken.ring()
        await until("the last is taken", lambda: _is(desk, 4, "sent"))
    assert wire.texts == ["0", "1", "2", "3", "1", "2", "3"]


async def _is(desk: Desk, number: int, wanted: str) -> bool:
    return await status(desk, number) == wanted


async def test_while_the_link_is_down_nothing_is_tried(desk: Desk, sender: Sender, wire: FakeWire) -> None:
    wire.is_up = False
    number = await queue(desk)
    async with running(sender.run()):
        await settle(desk.database)
    assert wire.batches == []
    assert (await row(desk, number)).tries == 0


async def test_a_line_is_said_when_its_time_has_come(
    desk: Desk, sender: Sender, wire: FakeWire, clock: FakeClock
) -> None:
    number = await queue(desk, after=timedelta(minutes=5))
    async with running(sender.run()):
        await until("it sleeps", lambda: clock.next_waking is not None)
        clock.advance(minutes=4, seconds=59)
        await settle(desk.database)
        assert wire.said == []
        clock.advance(seconds=1)
        await until("it is said", lambda: _is(desk, number, "sent"))


async def test_a_line_that_falls_due_between_the_look_and_the_sleep_is_not_slept_through(
    desk: Desk, sender: Sender
) -> None:
    number = await queue(desk, after=timedelta(seconds=1))
    desk.clock = SteppingClock(1, 2)  # right after the look that finds that it is too early
    async with running(sender.run()):
        await until("it is said", lambda: _is(desk, number, "sent"), within=5)


async def test_lines_of_another_network_are_left_to_its_own_sender(desk: Desk, sender: Sender, wire: FakeWire) -> None:
    number = await queue(desk, network="othernet")
    assert not await sender.step()
    assert await status(desk, number) == "queued"


async def test_a_member_is_told_under_the_nick_that_they_are_best_reached_by(
    desk: Desk, sender: Sender, wire: FakeWire
) -> None:
    wire.people["bob"] = ["bob_here", "bob_away"]
    await queue(desk, "yours", BOB)
    await sender.step()
    assert wire.said == [("bob_here", "yours")]


async def test_an_offer_counts_as_heard_when_the_server_took_it_and_late_lives_a_period_more(
    desk: Desk, sender: Sender, wire: FakeWire, clock: FakeClock
) -> None:
    number = await new(desk)
    offer = await need_offer(desk, number)
    await queue(desk, ticket=number, prompt=offer.id, holds="offer")
    clock.advance(minutes=29)
    wire.answer("unknown")
    wire.is_up = False
    await sender.step()
    assert (await need_offer(desk, number)).heard_at is None
    await sender.step()
    (heard,) = await all_offers(desk, number)
    assert heard.heard_at == clock.now()
    assert heard.expires_at == clock.now() + timedelta(minutes=5)
