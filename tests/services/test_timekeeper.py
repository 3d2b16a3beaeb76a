"""The timekeeper: what is due happens, in order and once, whatever fails and wherever the clock is set."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from chatbot.desk.desk import Desk
from chatbot.services.timekeeper import Timekeeper
from store import journal, timers
from store.database import Transaction
from tests.desk.doing import BOB, accept, events, new
from tests.people import START, FakeClock
from tests.services.loops import Reads, SteppingClock, running, settle
from tests.waiting import until

KINDS = ("prompt_repeated", "prompt_half_over", "ticket_timed_out")
MINUTE = timedelta(minutes=1)
MONDAY = datetime(2026, 11, 23, 9, tzinfo=UTC)
"""The next morning of a workday: START is a Friday, 10:00."""


@pytest.fixture
def keeper(desk: Desk) -> Timekeeper:
    return Timekeeper(desk)


async def happened(desk: Desk) -> list[str]:
    return [event.kind for event in await events(desk, *KINDS)]


async def _has(desk: Desk, *kinds: str) -> bool:
    return await happened(desk) == list(kinds)


async def spoil(tx: Transaction) -> None:
    """A timer of a kind that nobody here knows, due before all others."""
    await timers.put(tx, "unheard_of", 7, due_at=START)


async def test_what_is_due_happens_in_the_order_in_which_it_fell_due(
    desk: Desk, keeper: Timekeeper, clock: FakeClock
) -> None:
    await new(desk)
    clock.advance(hours=1)
    while await keeper.step():
        pass
    assert await happened(desk) == ["prompt_repeated", "prompt_half_over", "ticket_timed_out"]


async def test_each_thing_happens_at_its_own_moment(desk: Desk, keeper: Timekeeper, clock: FakeClock) -> None:
    await new(desk)
    expected = list[str]()
    async with running(keeper.run()):
        for minutes, kind in [(5, KINDS[0]), (10, KINDS[0]), (15, KINDS[1]), (20, KINDS[0]), (30, KINDS[2])]:
            due = START + minutes * MINUTE
            await until(f"it sleeps until {due}", lambda due=due: clock.next_waking == due)
            assert await happened(desk) == expected
            clock.set(due)
            expected.append(kind)
            await until(f"{kind} at {due}", lambda: _has(desk, *expected))


async def test_of_several_timekeepers_one_does_it(desk: Desk, clock: FakeClock) -> None:
    await new(desk)
    clock.advance(minutes=5)
    await asyncio.gather(*[Timekeeper(desk).step() for _ in range(5)])
    assert await happened(desk) == ["prompt_repeated"]


async def test_a_timer_that_fails_stops_no_other_and_is_tried_again_in_a_minute(
    desk: Desk, keeper: Timekeeper, clock: FakeClock
) -> None:
    await desk.database.write(spoil)
    await new(desk)
    clock.advance(minutes=5)
    assert await keeper.step()
    assert await happened(desk) == ["prompt_repeated"]
    failed = await desk.database.read(timers.get, "unheard_of", 7)
    assert failed is not None
    assert failed.due_at == clock.now() + MINUTE


async def test_what_a_failing_timer_began_is_undone(
    desk: Desk, keeper: Timekeeper, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = await new(desk)

    async def fail(*_args: object, **_columns: object) -> None:
        raise RuntimeError("after the repeat was counted")

    monkeypatch.setattr(journal, "add", fail)
    clock.advance(minutes=5)
    await keeper.step()
    monkeypatch.undo()
    assert await happened(desk) == []
    clock.advance(minutes=1)
    await keeper.step()
    (repeated,) = await events(desk, "prompt_repeated", number=number)
    assert repeated.data["count"] == 1


async def test_while_nothing_is_due_nothing_is_asked(
    desk: Desk, keeper: Timekeeper, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    await new(desk)
    reads = Reads(desk.database, monkeypatch)
    async with running(keeper.run()):
        await until("it sleeps", lambda: clock.next_waking == START + 5 * MINUTE)
        before = reads.count
        for _ in range(40):
            clock.advance(seconds=7)
            await asyncio.sleep(0)
        assert reads.count == before


async def test_what_is_set_meanwhile_to_happen_sooner_happens_sooner(
    desk: Desk, keeper: Timekeeper, clock: FakeClock
) -> None:
    async with running(keeper.run()):
        await until("it sleeps until the digest", lambda: clock.next_waking == MONDAY)
        await new(desk)
        await until("it sleeps until the repeat", lambda: clock.next_waking == START + 5 * MINUTE)
        await accept(desk, BOB, 1)
        await until("it sleeps until the digest again", lambda: clock.next_waking == MONDAY)


async def test_a_clock_that_is_set_forward_makes_up_for_what_was_missed(
    desk: Desk, keeper: Timekeeper, clock: FakeClock
) -> None:
    await new(desk)
    async with running(keeper.run()):
        await until("it sleeps", lambda: clock.next_waking is not None)
        clock.advance(days=300)
        await until("all is over", lambda: _has(desk, *KINDS))


async def test_a_clock_that_is_set_back_delays_and_doubles_nothing(
    desk: Desk, keeper: Timekeeper, clock: FakeClock
) -> None:
    await new(desk)
    async with running(keeper.run()):
        await until("it sleeps", lambda: clock.next_waking == START + 5 * MINUTE)
        clock.set(START + 5 * MINUTE)
        await until("the first repeat", lambda: _has(desk, KINDS[0]))
        clock.set(START - timedelta(days=1))
        await until("it sleeps again", lambda: clock.next_waking == START + 10 * MINUTE)
        await settle(desk.database)
        assert await happened(desk) == [KINDS[0]]
        clock.set(START + 10 * MINUTE)
        await until("the second repeat", lambda: _has(desk, KINDS[0], KINDS[0]))


async def test_what_falls_due_between_the_look_and_the_sleep_is_not_slept_through(
    desk: Desk, keeper: Timekeeper
) -> None:
    await new(desk)
    desk.clock = SteppingClock(1, 301)  # right after the look that finds that it is too early
    async with running(keeper.run()):
        await until("the first repeat", lambda: _has(desk, KINDS[0]), within=5)
