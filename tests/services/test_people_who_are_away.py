"""Who isn't there is waited for, and whoever comes into view is told: no wake-up is lost, whenever they come."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

import pytest

from chatbot.desk.desk import NOBODY, Desk
from chatbot.services import holding
from chatbot.services.greeter import Greeter
from chatbot.services.sender import Sender, drop_late
from chatbot.wire import Seen
from store import members
from store.database import Database, Transaction
from tests.desk.doing import events
from tests.people import NETWORK, START, FakeClock, add_member
from tests.services.loops import running, settle
from tests.services.rows import BOB, To, queue, row, status
from tests.services.wires import FakeWire
from tests.waiting import until


def come(wire: FakeWire, greeter: Greeter, clock: FakeClock, nick: str = "bob", *, spoke: bool = True) -> None:
    """bob comes into view and says something, as the door tells it."""
    wire.people["bob"] = [nick]
    greeter.put(Seen(NETWORK, "bob", nick, clock.now(), spoke=spoke))


async def _is(desk: Desk, number: int, wanted: str) -> bool:
    return await status(desk, number) == wanted


async def test_who_is_not_there_is_waited_for_and_told_when_they_come(
    desk: Desk, sender: Sender, greeter: Greeter, wire: FakeWire, clock: FakeClock
) -> None:
    number = await queue(desk, to=BOB)
    async with running(sender.run(), greeter.run()):
        await until("it waits", lambda: _is(desk, number, "waiting"))
        clock.advance(days=1)
        await settle(desk.database)
        assert wire.said == []
        come(wire, greeter, clock, "bob_")
        await until("it is said", lambda: _is(desk, number, "sent"))
    assert [target for target, _ in wire.said] == ["bob_"]


async def test_who_waits_for_somebody_holds_up_nobody_else(desk: Desk, sender: Sender, wire: FakeWire) -> None:
    wire.batch = 1
    await queue(desk, to=BOB)
    await queue(desk, "for all")
    while await sender.step():
        pass
    assert wire.texts == ["for all"]


@pytest.mark.parametrize("moment", ["before it is written", "after it is written"])
async def test_whoever_comes_while_it_is_put_aside_is_told(
    desk: Desk,
    sender: Sender,
    greeter: Greeter,
    wire: FakeWire,
    clock: FakeClock,
    *,
    monkeypatch: pytest.MonkeyPatch,
    moment: str,
) -> None:
    """The greeter has looked already when it is put aside, or looks right after that."""
    number = await queue(desk, to=BOB)

    async def arrive() -> None:
        wire.people["bob"] = ["bob"]
        await greeter.greet(Seen(NETWORK, "bob", "bob", clock.now()))

    around_writing(desk.database, monkeypatch, arrive, before=moment == "before it is written")
    async with running(sender.run()):
        await until("it is said", lambda: _is(desk, number, "sent"))


def around_writing(
    database: Database, patch: pytest.MonkeyPatch, arrive: Callable[[], Awaitable[None]], *, before: bool
) -> None:
    """Let that happen around the write that puts a notice aside."""
    write = database.write

    async def slow(body: Any, *args: object, **kwargs: object) -> object:  # noqa: ANN401 - as general as `write`
        if body is not holding.put_aside:
            return await write(body, *args, **kwargs)
        patch.setattr(database, "write", write)
        if before:
            await arrive()
        found = await write(body, *args, **kwargs)
        if not before:
            await arrive()
        return found

    patch.setattr(database, "write", slow)


async def test_whoever_comes_back_while_the_server_says_that_they_are_gone_is_told(
    desk: Desk, sender: Sender, greeter: Greeter, wire: FakeWire, clock: FakeClock
) -> None:
    """The server answered 401, they are back before that is written down, and the greeter found nothing waiting."""
    wire.people["bob"] = ["bob"]
    wire.answer("refused", "401")
    number = await queue(desk, to=BOB)

    async def quit_and_return() -> None:
        wire.people["bob"] = ["bob_"]
        await greeter.greet(Seen(NETWORK, "bob", "bob_", clock.now()))

    wire.meanwhile = quit_and_return
    async with running(sender.run()):
        await until("it is tried again", lambda: clock.next_waking == clock.now() + timedelta(seconds=30))
        clock.advance(seconds=30)
        await until("it is said", lambda: _is(desk, number, "sent"))


async def test_a_nick_that_is_seen_and_unknown_to_the_server_is_tried_with_growing_pauses(
    desk: Desk, sender: Sender, wire: FakeWire, clock: FakeClock
) -> None:
    wire.people["bob"] = ["bob"]
    wire.answer("refused", "401", times=99)
    await queue(desk, to=BOB)
    for count, seconds in enumerate((30, 60, 120), start=1):
        while await sender.step():
            pass
        assert len(wire.said) == count
        clock.advance(seconds=seconds)


async def test_after_a_start_what_waited_for_somebody_to_come_is_tried_again(
    desk: Desk, sender: Sender, wire: FakeWire
) -> None:
    number = await queue(desk, to=BOB, urgent=True)
    await sender.step()
    assert await status(desk, number) == "waiting"
    wire.people["bob"] = ["bob"]
    async with running(Sender(desk, wire).run()):
        await until("it is said", lambda: _is(desk, number, "sent"))


async def test_only_the_one_who_comes_is_told(
    desk: Desk, sender: Sender, greeter: Greeter, wire: FakeWire, clock: FakeClock
) -> None:
    number = await queue(desk, to=BOB)
    await sender.step()
    wire.people["charlie"] = ["bob"]  # who wears bob's nick, logged in as somebody else
    await greeter.greet(Seen(NETWORK, "charlie", "bob", clock.now()))
    while await sender.step():
        pass
    assert (await status(desk, number), wire.said) == ("waiting", [])


async def test_what_waited_too_long_is_given_up_and_a_later_coming_says_nothing(
    desk: Desk, sender: Sender, greeter: Greeter, wire: FakeWire, clock: FakeClock
) -> None:
    number = await queue(desk, to=BOB)
    await sender.step()
    clock.advance(days=8)
    assert await desk.change(NOBODY, drop_late, timedelta(days=7)) == 1
    come(wire, greeter, clock)
    await greeter.greet(Seen(NETWORK, "bob", "bob", clock.now()))
    assert not await sender.step()
    assert (await row(desk, number)).reason == "late"
    assert len(await events(desk, "notice_undelivered")) == 1


async def test_an_address_of_theirs_on_another_network_is_somebody_else_s_here(
    desk: Desk, sender: Sender, wire: FakeWire
) -> None:
    dora = await add_member(desk, "dora")
    await desk.database.write(another_address, dora)
    wire.people["far"] = ["far"]
    number = await queue(desk, to=To("member", member="dora"))
    await sender.step()
    assert (await status(desk, number), wire.said) == ("waiting", [])


async def another_address(tx: Transaction, member: int) -> None:
    await members.add_identity(
        tx, member_id=member, kind="account", network="othernet", value="far", shown="far", now=START
    )


async def test_who_is_not_in_view_is_looked_for_before_it_is_put_aside(
    desk: Desk, sender: Sender, wire: FakeWire
) -> None:
    """They may share no channel, and be there."""
    wire.elsewhere["bob"] = ["bobby"]
    await queue(desk, to=BOB)
    await sender.step()
    assert wire.sought == ["bob"]
    assert [target for target, _ in wire.said] == ["bobby"]


async def test_what_was_outdated_while_somebody_was_looked_for_is_not_said(
    desk: Desk, sender: Sender, wire: FakeWire, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = await queue(desk, to=BOB)
    look_for = FakeWire.look_for

    async def slowly(self: FakeWire, key: str) -> bool:
        await desk.database.write(_end, number)
        return await look_for(self, key)

    monkeypatch.setattr(FakeWire, "look_for", slowly)
    wire.elsewhere["bob"] = ["bob"]
    await sender.step()
    assert wire.said == []


async def _end(tx: Transaction, number: int) -> None:
    await tx.run("update notice set status = 'sent' where id = :id", id=number)
