"""The janitor: what waited too long is given up and said so, what was said long ago is forgotten, all else stays."""

from datetime import timedelta

import pytest

from chatbot.desk.desk import Desk
from chatbot.services.janitor import Janitor
from chatbot.services.presence import Presence
from store import outbox, storms
from tests.desk.doing import ADA, ALICE, close, events, new, ticket
from tests.people import START, FakeClock, pass_time, shell, stranger
from tests.services.loops import running
from tests.services.plugs import alarm_bell, read_all
from tests.services.rows import BOB, queue, rows, status
from tests.waiting import until


@pytest.fixture
def janitor(desk: Desk) -> Janitor:
    return Janitor(desk)


@pytest.mark.parametrize("waits", [True, False], ids=["for its person", "for a link"])
async def test_what_was_not_said_for_seven_days_is_given_up(
    desk: Desk, janitor: Janitor, clock: FakeClock, *, waits: bool
) -> None:
    number = await queue(desk, to=BOB)
    if waits:
        await desk.database.write(outbox.put_waiting, number)
    clock.advance(days=7)
    await janitor.step()
    assert await status(desk, number) == ("waiting" if waits else "queued")
    clock.advance(seconds=1)
    await janitor.step()
    assert await status(desk, number) == "refused"
    assert [event.data["reason"] for event in await events(desk, "notice_undelivered")] == ["late"]


async def test_who_can_act_hears_of_it(desk: Desk, janitor: Janitor, presence: Presence, clock: FakeClock) -> None:
    bell = await alarm_bell(desk, presence)
    await queue(desk, to=BOB, ticket=await new(desk))
    clock.advance(days=8)
    await janitor.step()
    await read_all(bell)
    assert [one.text for one in await rows(desk, "alarms")] == [
        "#1: somebody could not be told how it goes: they weren't seen for 7 days."
    ]


async def test_however_many_they_are_all_are_given_up_at_once(desk: Desk, janitor: Janitor, clock: FakeClock) -> None:
    for _ in range(205):  # more than two handfuls of a hundred
        await queue(desk, to=BOB)
    clock.advance(days=8)
    await janitor.step()
    assert len(await events(desk, "notice_undelivered")) == 205


async def test_what_ended_is_kept_for_thirty_days_and_then_forgotten(
    desk: Desk, janitor: Janitor, clock: FakeClock
) -> None:
    number = await queue(desk)
    await desk.database.write(outbox.mark, number, status="sent", reason="", now=clock.now())
    clock.advance(days=30)
    await janitor.step()
    assert len(await rows(desk)) == 1
    clock.advance(seconds=1)
    await janitor.step()
    assert await rows(desk) == []


async def test_it_comes_once_an_hour(desk: Desk, janitor: Janitor, clock: FakeClock) -> None:
    async with running(janitor.run()):
        for hour in (1, 2):
            due = START + timedelta(hours=hour)
            await until("it sleeps", lambda due=due: clock.next_waking == due)
            number = await queue(desk, to=BOB)
            await desk.database.write(outbox.mark, number, status="sent", reason="", now=START - timedelta(days=40))
            clock.set(due)
            await until("it has tidied up", lambda: _is_empty(desk))


async def _is_empty(desk: Desk) -> bool:
    return not await rows(desk)


async def test_from_where_a_storm_came_is_forgotten_after_thirty_days(
    desk: Desk, janitor: Janitor, clock: FakeClock
) -> None:
    for number in range(5):
        await new(desk, shell(), f"db{number} down")
    await pass_time(desk, clock, timedelta(minutes=4))
    clock.advance(days=30)
    await janitor.step()
    storm = await desk.database.read(storms.get, 1)
    assert storm is not None
    assert (storm.name, storm.address, storm.first_id) == ("", "", 1)


async def test_what_is_outdated_by_then_ends_without_a_word(desk: Desk, janitor: Janitor, clock: FakeClock) -> None:
    """Who was away for a week isn't called out for an offer that another took on the first day."""
    number = await new(desk)
    row = await queue(desk, to=BOB, ticket=number, holds="free")
    await desk.database.write(outbox.hold_back, row)
    await close(desk, ALICE, number)
    clock.advance(days=8)
    await janitor.step()
    assert await status(desk, row) == "superseded"
    assert await events(desk, "notice_undelivered") == []


async def test_whose_rights_sleep_is_looked_at_every_hour(desk: Desk, janitor: Janitor, clock: FakeClock) -> None:
    clock.advance(days=61)
    await janitor.step()
    assert "bob" in {str(event.data["person_name"]) for event in await events(desk, "member_slept")}


async def test_where_strangers_came_from_is_forgotten_after_thirty_days(
    desk: Desk, janitor: Janitor, clock: FakeClock
) -> None:
    number = await new(desk, stranger("guest"))
    await close(desk, ADA, number)
    clock.advance(days=29)
    await janitor.step()
    assert (await ticket(desk, number)).reporter_mask
    clock.advance(days=2)
    await janitor.step()
    assert not (await ticket(desk, number)).reporter_mask
