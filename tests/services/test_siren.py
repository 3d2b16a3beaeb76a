"""The siren: admins hear at once that nothing can be saved, past the outbox, and not with every failure."""

import asyncio

import pytest

from chatbot.desk.desk import Desk
from chatbot.services.siren import Siren
from chatbot.wire import Private
from store.database import Database
from store.failures import DiskFull
from tests.people import NETWORK, FakeClock, add_member
from tests.services.wires import FakeWire


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
