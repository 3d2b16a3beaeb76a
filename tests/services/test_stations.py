"""Services of states: each sees to the tickets that stand there, and its code moves them, waits, asks, and calls."""

import asyncio
from collections.abc import AsyncGenerator
from datetime import timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from chatbot.desk import advancing, holding, moving, tickets, types, typesettings, undoing
from chatbot.desk.act import Act
from chatbot.desk.drafts import Pace
from chatbot.desk.typesettings import TypeChange
from chatbot.plugin import Do, ServiceTicket, service
from chatbot.services import stations
from chatbot.services.stations import Station
from store import prompts, stays, timers
from store.failures import DiskFull
from store.stays import ServiceKey, Stay
from store.timers import get as timer_of
from tests.desk.doing import ADA, ALICE, BOB, events, last_event
from tests.desk.test_analysis import INCIDENT
from tests.people import FakeClock, add_role, shell
from tests.services.at_work import ACCEPTED, CLOSED, MITIGATED, NEW, RESOLVED, Works, at_work
from tests.waiting import until

SLOW = replace(
    INCIDENT,
    paces={ACCEPTED: Pace(timedelta(hours=4), timedelta(hours=1)), RESOLVED: Pace(timedelta(days=3))},
    onward={RESOLVED: CLOSED},
)


@pytest.fixture
async def works(tmp_path: Path, clock: FakeClock) -> AsyncGenerator[Works]:
    async with at_work(tmp_path, types_=(SLOW,), clock=clock) as works:
        yield works


async def goes(works: Works, number: int, state: str | None = None) -> None:
    await works.desk.change(BOB, advancing.advance, number, state)


async def test_there_is_a_service_for_each_state_of_each_type(works: Works) -> None:
    assert {station.name for station in works.board.stations.values()} == {
        "dibs-incident-1-new",
        "dibs-incident-2-accepted",
        "dibs-incident-3-mitigated",
        "dibs-incident-4-resolved",
        "dibs-incident-5-closed",
        "dibs-request-1-new",
        "dibs-request-2-accepted",
        "dibs-request-3-on-hold",
        "dibs-request-4-closed",
    }


async def test_a_stay_that_is_too_long_is_said_in_time_and_again(works: Works) -> None:
    number = await works.opens()
    await works.takes(number)
    await works.pass_time(hours=3.9)
    assert await events(works.desk, "ticket_overstayed") == []
    await works.pass_time(hours=8)
    said = await events(works.desk, "ticket_overstayed")
    assert [(event.data["count"], event.data["lasted"] // 3600) for event in said] == [(1, 4), (2, 5), (3, 7), (4, 11)]
    assert said[0].data["owner"] is not None


async def test_after_the_last_of_them_it_is_said_seldom(works: Works) -> None:
    number = await works.opens()
    await works.takes(number)
    await works.pass_time(days=10)
    assert len(await events(works.desk, "ticket_overstayed")) == 4
    await works.pass_time(days=10)
    assert len(await events(works.desk, "ticket_overstayed")) == 5


async def test_a_move_begins_another_stay(works: Works) -> None:
    number = await works.opens()
    await works.takes(number)
    await works.pass_time(hours=3.9)
    await goes(works, number)
    await works.pass_time(hours=10)
    assert await events(works.desk, "ticket_overstayed") == []
    assert (await works.stay(number)).state == MITIGATED


async def test_a_ticket_goes_on_by_itself_where_its_type_says_so(works: Works) -> None:
    number = await works.opens()
    await works.takes(number)
    await goes(works, number)
    await goes(works, number)
    await works.pass_time(days=2.9)
    assert await works.state(number) == RESOLVED
    await works.pass_time(days=0.2)
    closed = await works.ticket(number)
    assert (closed.state, closed.resolution, closed.closed_at is not None) == (CLOSED, "done", True)
    assert (await last_event(works.desk, "ticket_closed")).actor == works.name("incident", RESOLVED)
    assert await events(works.desk, "ticket_overstayed") == []


async def test_what_nobody_took_is_offered_anew_one_day(works: Works) -> None:
    number = await works.opens()
    await works.pass_time(days=13)
    assert len(await events(works.desk, "ticket_timed_out")) == 1
    await works.pass_time(days=2)
    assert [event.data["why"] for event in await events(works.desk, "prompt_opened")] == ["opened", "again"]
    assert len(await events(works.desk, "ticket_timed_out")) == 2
    assert await works.state(number) == NEW


async def test_an_offer_that_an_undo_brought_back_is_the_one_that_counts(
    works: Works, caplog: pytest.LogCaptureFixture
) -> None:
    """Newer than that is the one of the move that was undone: with its end nobody is asked anew."""
    await add_role(works.desk, "net", "charlie")
    number = await works.opens("request")
    await works.desk.change(ADA, moving.move, number, "net")
    await works.desk.change(ADA, undoing.undo, number)
    await works.desk.change(ALICE, tickets.close, number, "")
    await works.desk.change(ALICE, undoing.undo, number)
    await works.quiet()
    assert caplog.records == []
    assert [event.data["why"] for event in await events(works.desk, "prompt_opened")] == ["opened", "moved"]
    await works.pass_time(days=1)
    await works.desk.change(ADA, typesettings.put, "request", "new", TypeChange(lifetime=timedelta(hours=3)))
    await works.pass_time(days=1)
    assert len(await events(works.desk, "ticket_timed_out")) == 1
    assert len(await events(works.desk, "prompt_opened")) == 2


async def test_a_shorter_lifetime_counts_for_who_is_there_already(works: Works) -> None:
    number = await works.opens()
    await works.takes(number)
    await works.pass_time(hours=2)
    await works.desk.change(
        ADA, typesettings.put, "incident", "accepted", TypeChange(lifetime=timedelta(hours=3), every=None)
    )
    await works.pass_time(hours=1.1)
    assert [event.data["lasted"] // 3600 for event in await events(works.desk, "ticket_overstayed")] == [3]


async def test_a_held_ticket_is_not_said_to_stay_too_long(works: Works) -> None:
    number = await works.opens("request")
    await works.takes(number)

    await works.desk.change(BOB, holding.hold, number, works.clock.now() + timedelta(days=30), "")
    await works.pass_time(days=29)
    assert await events(works.desk, "ticket_overstayed") == []


async def test_every_open_ticket_has_something_that_is_due(works: Works) -> None:
    numbers = [await works.opens() for _ in range(3)]
    await works.takes(numbers[1])
    await works.pass_time(hours=1)
    await works.desk.change(BOB, tickets.close, await works.opens("request"), "")
    for number in numbers:
        offer = await works.desk.database.read(prompts.get_open_to_role, number)
        kind, subject = ("prompt_end", offer.id) if offer else ("stay_end", number)
        assert await works.desk.database.read(timer_of, kind, subject) is not None


async def test_what_was_missed_while_dibs_was_down_is_done_first(tmp_path: Path, clock: FakeClock) -> None:
    async with at_work(tmp_path, types_=(SLOW,), clock=clock) as works:
        await works.quiet()
        await works.stop()
        number = await works.opens()
        await works.takes(number)
        assert (await works.stay(number)).todo == "proceed"
    async with at_work(tmp_path, types_=(SLOW,), clock=clock) as works:
        await works.quiet()
        assert await works.desk.database.read(timers.get, "stay_end", number) is not None


async def test_a_lost_call_loses_nothing(works: Works) -> None:
    """Nobody rings: the service finds it by its own look, once a minute."""
    await works.quiet()
    await works.supervisor.stop("switchboard")
    number = await works.opens()
    await works.takes(number)
    assert (await works.stay(number)).todo == "proceed"
    works.clock.advance(minutes=1)
    await works.quiet()
    assert await works.desk.database.read(timers.get, "stay_end", number) is not None


async def test_who_is_moved_by_a_new_workflow_is_seen_to_there(tmp_path: Path, clock: FakeClock) -> None:
    async with at_work(tmp_path, types_=(SLOW,), clock=clock) as works:
        number = await works.opens()
        await works.takes(number)
        await goes(works, number)
        without = replace(
            SLOW,
            transitions=((1, 2), (2, 4), (4, 5, 2), (5, 1, 2)),
            states={code: name for code, name in SLOW.states.items() if code != MITIGATED},
        )
        works.desk.settings = replace(works.desk.settings, types={**works.desk.settings.types, "incident": without})
        await works.desk.change(shell(), types.apply, without, {MITIGATED: RESOLVED})
        await works.board.renew([])
        await works.pass_time(days=4)
        assert await works.state(number) == CLOSED
        assert "dibs-incident-3-mitigated" not in works.supervisor.names


async def test_a_ticket_that_fails_stops_none_of_those_that_come_with_it(
    works: Works, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    await works.stop()
    numbers = [await works.opens(title=f"db {number} down") for number in range(3)]

    async def fails_at_the_second(act: Act, stay: Stay) -> None:
        await settle(act, stay)
        if stay.ticket_id == numbers[1]:
            raise ZeroDivisionError

    settle = stations.ACTIONS[stays.PROCEED]
    monkeypatch.setitem(stations.ACTIONS, stays.PROCEED, fails_at_the_second)
    await works.board.stations[ServiceKey("incident", NEW)].step()
    found = [await works.stay(number) for number in numbers]
    assert [(stay.todo, stay.steps, stay.tries) for stay in found] == [("", 1, 0), ("", 0, 1), ("", 1, 0)]
    (record,) = caplog.records
    assert record.message.startswith(f"service dibs-incident-1-new failed at #{numbers[1]}: ZeroDivisionError")
    caplog.clear()


async def test_a_service_that_is_started_anew_in_the_middle_of_its_work_has_not_failed(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    began = list[int]()

    @service("incident", "new")
    class Slow:
        async def proceed(self, ticket: ServiceTicket, do: Do) -> None:
            began.append(ticket.id)
            if len(began) == 1:
                await asyncio.Event().wait()

    async with at_work(tmp_path, Slow) as works:
        number = await works.opens()
        await until("it began", lambda: began == [number])
        name = works.name("incident", NEW)
        assert works.supervisor.restart(name)
        await until("it began anew", lambda: began == [number, number])
        await works.quiet()
        (kept,) = (one for one in works.supervisor.kept if one.name == name)
        assert (kept.restarts, kept.error) == (1, "")
    assert caplog.messages == []


async def test_a_ticket_that_was_taken_in_hand_as_the_service_failed_is_begun_with_afterwards(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Its code is cancelled before it did anything at all."""
    seen = list[int]()
    step, failed = Station.step, list[str]()

    @service("incident", "new")
    class Code:
        async def proceed(self, ticket: ServiceTicket, do: Do) -> None:
            seen.append(ticket.id)

    async def fails_once(station: Station) -> bool:
        did = await step(station)
        if did and station.proceeding is not None and not failed:
            failed.append(station.name)
            raise DiskFull
        return did

    monkeypatch.setattr(Station, "step", fails_once)
    async with at_work(tmp_path, Code) as works:
        number = await works.opens()
        await until("it failed", lambda: bool(failed))
        assert seen == []
        await until("it was begun with", lambda: seen == [number])
        await works.quiet()
    caplog.clear()
