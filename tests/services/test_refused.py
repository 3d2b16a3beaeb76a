"""What the server will not pass on: each reason has its own end, and somebody who can act hears of it."""

from datetime import timedelta

import pytest

from chatbot.desk.desk import Desk
from chatbot.services.presence import Presence
from chatbot.services.sender import Sender
from store import outbox
from store.database import Transaction
from tests.desk.doing import events, new
from tests.people import FakeClock
from tests.services.loops import running
from tests.services.plugs import alarm_bell, read_all
from tests.services.rows import BOB, OPS, To, queue, row, rows, stranger_at
from tests.services.wires import FakeWire
from tests.waiting import until

GUEST = "guest!guest@host.example"
CHANNEL_REFUSALS = ("403", "404", "411", "412", "477")
PERSON_REFUSALS = ("493", "531")
PAUSES = (30, 60, 120, 240, 480)
"""Seconds between one try and the next."""

AGAIN = [*[(numeric, OPS) for numeric in CHANNEL_REFUSALS], *[(numeric, BOB) for numeric in PERSON_REFUSALS]]


async def tries(sender: Sender) -> int:
    """How many lines went out now."""
    assert isinstance(sender.wire, FakeWire)
    before = len(sender.wire.said)
    while await sender.step():
        pass
    return len(sender.wire.said) - before


@pytest.mark.parametrize(("numeric", "to"), AGAIN)
async def test_it_is_tried_again_after_growing_pauses_and_then_given_up(
    desk: Desk, sender: Sender, wire: FakeWire, clock: FakeClock, *, numeric: str, to: To
) -> None:
    wire.people["bob"] = ["bob"]
    wire.answer("refused", numeric, times=99)
    number = await queue(desk, to=to)
    assert await tries(sender) == 1
    for pause in PAUSES:
        clock.advance(seconds=pause - 1)
        assert await tries(sender) == 0
        clock.advance(seconds=1)
        assert await tries(sender) == 1
    clock.advance(days=1)
    assert await tries(sender) == 0
    ended = await row(desk, number)
    assert (ended.status, ended.reason, ended.tries) == ("refused", f"{numeric} because", 6)
    assert [event.data["reason"] for event in await events(desk, "notice_undelivered")] == [f"{numeric} because"]


async def test_the_sender_sleeps_until_the_next_try(
    desk: Desk, sender: Sender, wire: FakeWire, clock: FakeClock
) -> None:
    wire.answer("refused", "404")
    await queue(desk)
    async with running(sender.run()):
        await until("it waits", lambda: clock.next_waking == clock.now() + timedelta(seconds=30))
        clock.advance(seconds=30)
        await until("it is said", lambda: len(wire.said) == 2)


async def test_one_refused_line_holds_up_no_other(desk: Desk, sender: Sender, wire: FakeWire) -> None:
    wire.answer("refused", "404")
    for text in ("shut out", "fine"):
        await queue(desk, text)
    await tries(sender)
    assert [one.status for one in await rows(desk)] == ["queued", "sent"]


async def test_what_a_channel_will_not_take_is_told_to_admins(
    desk: Desk, sender: Sender, wire: FakeWire, presence: Presence, clock: FakeClock
) -> None:
    bell = await alarm_bell(desk, presence)
    number = await new(desk)
    await queue(desk, ticket=number)
    await give_up(sender, wire, clock, "404")
    await read_all(bell)
    (told,) = await rows(desk, "alarms")
    assert told.member_id == 4  # ada
    assert told.text == f"dibs could not say what it should about #{number}: 404 because."


async def give_up(sender: Sender, wire: FakeWire, clock: FakeClock, numeric: str) -> None:
    wire.answer("refused", numeric, times=6)
    for pause in (0, *PAUSES):
        clock.advance(seconds=pause)
        await tries(sender)


async def test_what_a_person_will_not_take_is_told_to_the_role(
    desk: Desk, sender: Sender, wire: FakeWire, presence: Presence, clock: FakeClock
) -> None:
    wire.people["bob"] = ["bob"]
    bell = await alarm_bell(desk, presence)
    number = await new(desk)
    await queue(desk, "secret words", BOB, ticket=number)
    await give_up(sender, wire, clock, "531")
    await read_all(bell)
    (told,) = await rows(desk, "alarms")
    assert (told.target, told.address) == ("channel", "#ops")
    assert told.text == f"#{number}: somebody could not be told how it goes: 531 because."


@pytest.mark.parametrize("numeric", ["439", "707"])
@pytest.mark.parametrize("to", [OPS, BOB], ids=["channel", "person"])
async def test_who_sends_too_fast_waits_and_tries_again_for_ever_without_an_alarm(
    desk: Desk, sender: Sender, wire: FakeWire, clock: FakeClock, *, numeric: str, to: To
) -> None:
    wire.people["bob"] = ["bob"]
    wire.answer("refused", numeric, times=20)
    number = await queue(desk, to=to)
    for _ in range(20):
        assert await tries(sender) == 1
        clock.advance(seconds=29)
        assert await tries(sender) == 0
        clock.advance(seconds=1)
    assert (await row(desk, number)).tries == 0
    assert await tries(sender) == 1
    assert (await row(desk, number)).status == "sent"
    assert await events(desk, "notice_undelivered") == []


BLOCKS = {"716": "+g", "477": "+R", "486": "+R", "415": "+R"}
WAYS = {"+g": "/accept dibs, then /msg dibs hi", "+R": "drop +R, then /msg dibs hi"}


@pytest.mark.parametrize("numeric", BLOCKS)
async def test_who_takes_nothing_in_private_is_told_through_the_roles_channel_once(
    desk: Desk, sender: Sender, wire: FakeWire, presence: Presence, *, numeric: str
) -> None:
    wire.people["bob"] = ["bob"]
    wire.answer("refused", numeric, times=3)
    bell = await alarm_bell(desk, presence)
    number = await new(desk)
    for text in ("one", "two", "three"):
        await queue(desk, text, BOB, ticket=number)
    await tries(sender)
    await read_all(bell)
    (told,) = await rows(desk, "alarms")
    assert (told.target, told.address) == ("channel", "#ops")
    mode = BLOCKS[numeric]
    assert told.text == f"#{number}: bob can't be reached in private ({mode}). bob: {WAYS[mode]}"
    assert len(told.text) <= 140


async def test_what_they_would_not_take_waits_for_their_next_word(
    desk: Desk, sender: Sender, wire: FakeWire, presence: Presence, clock: FakeClock
) -> None:
    wire.people["bob"] = ["bob"]
    wire.answer("refused", "716")
    number = await queue(desk, to=BOB, ticket=await new(desk))
    await tries(sender)
    clock.advance(hours=1)
    assert await tries(sender) == 0
    blocked = await row(desk, number)
    assert (blocked.status, blocked.reason) == ("waiting", "blocked: 716 because")
    await desk.database.write(outbox.wake, number)
    await tries(sender)
    assert (await row(desk, number)).status == "sent"


async def test_of_a_private_ticket_nobody_is_named_there(
    desk: Desk, sender: Sender, wire: FakeWire, presence: Presence
) -> None:
    wire.people["bob"] = ["bob"]
    wire.answer("refused", "716")
    bell = await alarm_bell(desk, presence)
    number = await new(desk, private=True)
    await queue(desk, "secret words", BOB, ticket=number)
    await tries(sender)
    await read_all(bell)
    (told,) = await rows(desk, "alarms")
    assert "bob" not in told.text
    assert told.text.startswith(f"#{number}: somebody can't be reached in private (+g).")


async def test_an_alarm_that_cannot_be_said_raises_no_other(
    desk: Desk, sender: Sender, wire: FakeWire, presence: Presence, clock: FakeClock
) -> None:
    bell = await alarm_bell(desk, presence)
    wire.people["ada"] = ["ada"]
    await queue(desk, ticket=await new(desk))
    await give_up(sender, wire, clock, "404")
    await read_all(bell)
    await give_up(sender, wire, clock, "531")
    await read_all(bell)
    assert [one.status for one in await rows(desk, "alarms")] == ["refused"]


async def test_a_member_whose_nick_is_gone_is_waited_for(desk: Desk, sender: Sender, wire: FakeWire) -> None:
    wire.people["bob"] = ["bob"]
    number = await queue(desk, to=BOB)

    async def leave() -> None:
        wire.people.clear()

    wire.meanwhile = leave
    wire.answer("refused", "401")
    await tries(sender)
    waiting = await row(desk, number)
    assert (waiting.status, waiting.tries) == ("waiting", 0)
    assert await events(desk, "notice_undelivered") == []


async def test_a_stranger_whose_nick_is_gone_is_given_up_at_once(
    desk: Desk, sender: Sender, wire: FakeWire, presence: Presence
) -> None:
    bell = await alarm_bell(desk, presence)
    wire.masks.add(GUEST)
    number = await new(desk)
    await queue(desk, to=stranger_at(GUEST), ticket=number)
    wire.answer("refused", "401")
    await tries(sender)
    await read_all(bell)
    assert [one.text for one in await rows(desk, "alarms")] == [
        f"#{number}: somebody could not be told how it goes: they have left."
    ]


async def forget_addresses(tx: Transaction) -> None:
    await tx.run("update identity set revoked_at = created_at")


async def test_a_member_without_an_address_there_is_given_up_at_once(desk: Desk, sender: Sender) -> None:
    await desk.database.write(forget_addresses)
    number = await queue(desk, to=BOB)
    await tries(sender)
    assert (await row(desk, number)).reason == "unknown"
