"""A plugin that fails hurts only itself: tried again three times, then led past the event, and an admin is told."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from chatbot.desk.desk import Desk
from chatbot.plugin import Event, Notice, Person, Role
from chatbot.services.dispatcher import Dispatcher
from chatbot.services.presence import Presence
from store import cursors
from store.cursors import Cursor
from tests.desk.doing import BOB, accept, close, events, last_event, new
from tests.people import START, FakeClock
from tests.services.loops import SteppingClock, running
from tests.services.plugs import Clumsy, alarm_bell, aloud, hears, read_all
from tests.services.rows import queued_texts, rows
from tests.waiting import until

RETRIES = (1, 11, 71)
"""Seconds after the first try."""


async def cursor_of(desk: Desk, name: str = "teller") -> Cursor:
    found = await desk.database.read(cursors.get, name)
    assert found is not None
    return found


async def go_past(dispatcher: Dispatcher, clock: FakeClock) -> None:
    """Try, and try again each time that it is due, until the plugin was led past what it fails at."""
    await read_all(dispatcher)
    for seconds in RETRIES:
        clock.set(START + timedelta(seconds=seconds))
        await read_all(dispatcher)


async def test_an_event_is_tried_again_after_1_10_and_60_seconds_and_then_skipped(
    desk: Desk, presence: Presence, clock: FakeClock
) -> None:
    clumsy = Clumsy({"ticket_opened": 99})
    dispatcher = await hears(desk, presence, clumsy, "ticket_opened")
    await new(desk)
    async with running(dispatcher.run()):
        for count, seconds in enumerate(RETRIES, start=1):
            due = START + timedelta(seconds=seconds)
            await until(f"it waits until {due}", lambda due=due: clock.next_waking == due)
            assert len(clumsy.tries) == count
            clock.set(due)
        await until("it is written down", lambda: _skipped(desk))
    assert len(clumsy.tries) == 4
    assert await rows(desk) == []


async def test_it_is_tried_again_at_once_where_the_clock_was_set_back_since(
    desk: Desk, presence: Presence, clock: FakeClock
) -> None:
    clumsy = Clumsy({"ticket_opened": 1})
    dispatcher = await hears(desk, presence, clumsy, "ticket_opened")
    await new(desk)
    await read_all(dispatcher)
    clock.set(START - timedelta(hours=1))
    await read_all(dispatcher)
    assert len(clumsy.tries) == 2


async def _skipped(desk: Desk) -> bool:
    return bool(await events(desk, "plugin_failed"))


async def test_what_was_skipped_is_journalled_and_told_to_admins_without_what_the_error_says(
    desk: Desk, presence: Presence, clock: FakeClock
) -> None:
    bell = await alarm_bell(desk, presence)
    dispatcher = await hears(desk, presence, Clumsy({"ticket_opened": 99}), "ticket_opened")
    await new(desk)
    opened = await last_event(desk, "ticket_opened")
    await go_past(dispatcher, clock)
    (failed,) = await events(desk, "plugin_failed")
    assert failed.data == {"plugin": "teller", "event": opened.id, "error": "RuntimeError"}
    await read_all(bell)
    (told,) = await rows(desk, "alarms")
    assert told.member_id == 4  # ada
    assert told.text == f"plugin teller failed at event {opened.id} (RuntimeError); it goes on behind it."


async def test_the_events_before_it_are_said_once_and_those_behind_it_still(
    desk: Desk, presence: Presence, clock: FakeClock
) -> None:
    clumsy = Clumsy({"ticket_accepted": 99})
    dispatcher = await hears(desk, presence, clumsy, "ticket_opened", "ticket_accepted", "ticket_closed")
    number = await new(desk)
    await accept(desk, BOB, number)
    await close(desk, BOB, number)
    await go_past(dispatcher, clock)
    assert [text.split()[0] for text in await queued_texts(desk)] == ["ticket_opened", "ticket_closed"]
    assert clumsy.tries == ["ticket_opened", *["ticket_accepted"] * 4, "ticket_closed"]


async def test_a_plugin_that_recovers_says_the_event_and_is_forgiven(
    desk: Desk, presence: Presence, clock: FakeClock
) -> None:
    clumsy = Clumsy({"ticket_opened": 3})
    dispatcher = await hears(desk, presence, clumsy, "ticket_opened")
    await new(desk)
    await go_past(dispatcher, clock)
    assert len(await rows(desk)) == 1
    assert await events(desk, "plugin_failed") == []
    clumsy.failures["ticket_opened"] = 1
    await new(desk)
    await read_all(dispatcher)
    cursor = await cursor_of(desk)
    assert (cursor.failures, cursor.retry_at) == (1, clock.now() + timedelta(seconds=1))


async def test_the_other_plugins_go_on_meanwhile(desk: Desk, presence: Presence) -> None:
    clumsy = await hears(desk, presence, Clumsy({"ticket_opened": 99}), "ticket_opened", name="clumsy")
    fine = await hears(desk, presence, aloud, "ticket_opened", name="fine")
    await new(desk)
    await read_all(clumsy, fine)
    await new(desk)
    await read_all(clumsy, fine)
    assert len(await rows(desk, "fine")) == 2


async def test_a_restart_forgets_neither_the_failures_nor_when_to_try_again(
    desk: Desk, presence: Presence, clock: FakeClock
) -> None:
    clumsy = Clumsy({"ticket_opened": 99})
    await hears(desk, presence, clumsy, "ticket_opened")
    await new(desk)
    for seconds in (0, *RETRIES):
        clock.set(START + timedelta(seconds=seconds))
        await read_all(await hears(desk, presence, clumsy, "ticket_opened"))
    assert len(clumsy.tries) == 4
    assert len(await events(desk, "plugin_failed")) == 1


BOB_BY_NAME: Any = "bob"
NOTHING: Any = None
"""What the types forbid, and a plugin does all the same."""

NOT_NOTICES: dict[str, object] = {
    "no notice": "just words",
    "no target": Notice(to=BOB_BY_NAME, text="hello"),
    "no number": Notice(to=Person(BOB_BY_NAME), text="hello"),
    "no name": Notice(to=Role(NOTHING), text="hello"),
    "no text": Notice(to=Role("ops"), text=NOTHING),
    "no such hold": Notice(to=Role("ops"), text="hello", holds="ofer"),
    "no word": Notice(to=Role("ops"), text="hello", joined=NOTHING),
}


@pytest.mark.parametrize("wrong", NOT_NOTICES.values(), ids=NOT_NOTICES.keys())
async def test_a_plugin_that_says_what_is_no_notice_fails_like_one_that_raises(
    desk: Desk, presence: Presence, clock: FakeClock, wrong: object
) -> None:
    def say(event: Event) -> Any:  # noqa: ANN401 - that is the point
        return [wrong]

    dispatcher = await hears(desk, presence, say, "ticket_opened")
    await new(desk)
    await go_past(dispatcher, clock)
    assert len(await events(desk, "plugin_failed")) == 1
    assert await rows(desk) == []


async def test_a_plugin_that_wants_to_end_the_program_fails_like_any_other(
    desk: Desk, presence: Presence, clock: FakeClock
) -> None:
    def leave(event: Event) -> list[Notice]:
        raise SystemExit(1)

    dispatcher = await hears(desk, presence, leave, "ticket_opened")
    await new(desk)
    await go_past(dispatcher, clock)
    assert len(await events(desk, "plugin_failed")) == 1


async def test_of_two_dispatchers_that_fail_at_the_same_event_one_skips_it(
    desk: Desk, presence: Presence, clock: FakeClock
) -> None:
    clumsy = Clumsy({"ticket_opened": 99})
    first, second = [await hears(desk, presence, clumsy, "ticket_opened", "ticket_accepted") for _ in range(2)]
    await accept(desk, BOB, await new(desk))
    for seconds in (0, *RETRIES[:-1]):
        clock.set(START + timedelta(seconds=seconds))
        await read_all(first)
    clock.set(START + timedelta(seconds=RETRIES[-1]))
    await asyncio.gather(first.step(), second.step())
    await read_all(first, second)
    assert len(clumsy.tries) == 6  # four, once more by the other one, and the event behind it
    assert len(await events(desk, "plugin_failed")) == 1
    assert len(await rows(desk)) == 1


async def test_a_retry_that_falls_due_between_the_look_and_the_sleep_is_not_slept_through(
    desk: Desk, presence: Presence
) -> None:
    clumsy = Clumsy({"ticket_opened": 1})
    dispatcher = await hears(desk, presence, clumsy, "ticket_opened")
    await new(desk)
    await dispatcher.step()
    desk.clock = SteppingClock(1, 2)  # right after the look that finds that it is too early
    async with running(dispatcher.run()):
        await until("it is tried again", lambda: len(clumsy.tries) == 2, within=5)
