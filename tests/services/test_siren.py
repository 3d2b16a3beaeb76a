"""The siren: admins hear at once that nothing can be saved, past the outbox, and not with every failure."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

import pytest

from chatbot.desk import roles
from chatbot.desk.desk import Desk
from chatbot.desk.roles import RoleChange
from chatbot.services.siren import Siren
from chatbot.wire import Channel, Private
from store.database import Database
from store.failures import Damaged, DiskFull
from tests.people import NETWORK, FakeClock, add_member, shell
from tests.services.wires import FakeWire
from tests.waiting import until


@pytest.fixture
def siren(desk: Desk, wire: FakeWire) -> Siren:
    wire.people |= {"ada": ["ada", "ada_away"], "bob": ["bob"]}
    return Siren(desk.database, desk.clock, {wire.network: wire})


def break_writes(database: Database, patch: pytest.MonkeyPatch) -> None:
    async def fail(*_args: object) -> object:
        raise DiskFull("Can't save now: disk full.")

    patch.setattr(database, "write", fail)


async def test_admins_hear_it_while_nothing_can_be_written(
    desk: Desk, siren: Siren, wire: FakeWire, monkeypatch: pytest.MonkeyPatch
) -> None:
    break_writes(desk.database, monkeypatch)
    await siren.sound("dibs fails at new: disk full")
    assert [(reply.to, reply.lines) for reply in wire.replies] == [
        (Private(NETWORK, "ada"), ("dibs fails at new: disk full",))
    ]


async def test_every_admin_hears_it_where_they_are(desk: Desk, siren: Siren, wire: FakeWire) -> None:
    other = FakeWire("othernet", people={"eve": ["eve"], "dora": ["dora_"]})
    await add_member(desk, "dora", admin=True, network="othernet")
    await add_member(desk, "eve", network="othernet")
    await add_member(desk, "far", admin=True, network="a network that dibs isn't on")
    siren.wires = {wire.network: wire, "othernet": other}
    await siren.sound("disk full")
    assert [reply.to for reply in wire.replies + other.replies] == [
        Private(NETWORK, "ada"),
        Private("othernet", "dora_"),
    ]


async def test_it_sounds_once_in_ten_minutes(siren: Siren, wire: FakeWire, clock: FakeClock) -> None:
    await asyncio.gather(*[siren.sound("disk full") for _ in range(20)])
    clock.advance(minutes=9, seconds=59)
    await siren.sound("disk full")
    assert len(wire.replies) == 1
    clock.advance(seconds=1)
    await siren.sound("disk full")
    assert len(wire.replies) == 2


async def test_an_alarm_that_nobody_heard_keeps_no_later_one_silent(
    siren: Siren, wire: FakeWire, clock: FakeClock
) -> None:
    people, wire.people = wire.people, {}
    await siren.sound("disk full")
    wire.people = people
    clock.advance(seconds=1)
    await siren.sound("disk full")
    assert len(wire.replies) == 1


async def test_a_clock_that_is_set_back_keeps_it_silent_for_no_longer(
    siren: Siren, wire: FakeWire, clock: FakeClock
) -> None:
    await siren.sound("disk full")
    clock.advance(days=-365)
    await siren.sound("disk full")
    assert len(wire.replies) == 2


async def test_where_not_even_reading_works_the_log_says_it(
    desk: Desk, siren: Siren, wire: FakeWire, caplog: pytest.LogCaptureFixture
) -> None:
    await desk.database.close()
    await siren.sound("dibs fails at new: disk full")
    assert wire.replies == []
    assert "dibs fails at new: disk full" in caplog.text


@asynccontextmanager
async def running(desk: Desk, siren: Siren) -> AsyncGenerator[None]:
    """ops has #ops, net and web share #net."""
    for name, channel in (("ops", "#ops"), ("net", "#net"), ("web", "#net")):
        await desk.change(shell(), roles.ensure, name, RoleChange(channel=channel, network=NETWORK))
    task = asyncio.create_task(siren.run())
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


def heard(wire: FakeWire, channel: str) -> list[str]:
    return [line for reply in wire.replies if reply.to == Channel(NETWORK, channel) for line in reply.lines]


async def test_each_channel_hears_once_that_nothing_can_be_saved_and_once_that_it_goes_again(
    desk: Desk, siren: Siren, wire: FakeWire, clock: FakeClock
) -> None:
    async with running(desk, siren):
        with pytest.MonkeyPatch.context() as patch:
            break_writes(desk.database, patch)
            for _ in range(3):
                await siren.sound("dibs fails at new: disk full", DiskFull("Can't save now: disk full."))
                await until("it waits", lambda: clock.next_waking is not None)
            clock.advance(minutes=2)
            await until("it waits again", lambda: clock.next_waking is not None)
            assert [len(heard(wire, channel)) for channel in ("#ops", "#net")] == [1, 1]
        clock.advance(seconds=5)
        await until("all is well", lambda: len(heard(wire, "#ops")) == 2)
        first, last = heard(wire, "#net")
    assert first.startswith("dibs can't save just now: ")
    assert last == "dibs saves again, after 2m 5s. What was refused meanwhile wasn't done: say it again."
    assert wire.replies[-1].to == Private(NETWORK, "ada")


async def test_a_failure_that_is_over_at_once_is_no_news_for_a_channel(
    desk: Desk, siren: Siren, wire: FakeWire
) -> None:
    async with running(desk, siren):
        before = desk.database.commits
        siren.doubt(DiskFull("Can't save now: disk full."))
        await until("it has looked", lambda: desk.database.commits > before)
    assert wire.replies == []


async def test_a_disk_that_is_full_again_and_again_is_told_once_in_ten_minutes(
    desk: Desk, siren: Siren, wire: FakeWire, clock: FakeClock
) -> None:
    async with running(desk, siren):
        for _ in range(3):
            with pytest.MonkeyPatch.context() as patch:
                break_writes(desk.database, patch)
                siren.doubt()
                await until("it waits", lambda: clock.next_waking is not None)
            before = desk.database.commits
            clock.advance(seconds=5)
            await until("it goes again", lambda before=before: desk.database.commits > before)
        await until("it has told all", lambda: len(heard(wire, "#ops")) == 2)


async def test_a_damaged_database_is_told_once_with_what_to_do(
    desk: Desk, siren: Siren, wire: FakeWire, caplog: pytest.LogCaptureFixture
) -> None:
    async with running(desk, siren):
        for _ in range(2):
            siren.doubt(Damaged("Can't read now: the database file is damaged."))
            await until("told", lambda: len(wire.replies) == 3)
    assert heard(wire, "#ops") == [
        "dibs's database is damaged: what I answer may be wrong, and what you ask may fail. Admins are told."
    ]
    assert "Stop dibs. What is wrong: dibs verify. A backup in its place: dibs restore FILE" in caplog.text
