"""When a role hears what lies open: in the morning of a workday, by its own clock, if anything has changed."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from chatbot.desk import digests, roles
from chatbot.desk.desk import Desk
from chatbot.desk.digests import next_digest
from chatbot.desk.roles import RoleChange
from store import timers
from tests.desk.doing import ADA, BOB, comment, events, new, refusal
from tests.people import START, FakeClock, pass_time

DAY = timedelta(days=1)
BERLIN, UTC_ZONE, AUCKLAND = ZoneInfo("Europe/Berlin"), ZoneInfo("UTC"), ZoneInfo("Pacific/Auckland")


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"2026-{text}").replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("now", "zone", "after_one", "due"),
    [
        ("11-20T08:59", UTC_ZONE, False, "11-20T09:00"),
        ("11-20T09:00", UTC_ZONE, False, "11-23T09:00"),
        ("11-20T09:00", UTC_ZONE, True, "11-23T09:00"),
        ("11-21T12:00", UTC_ZONE, False, "11-23T09:00"),
        ("11-23T07:00", BERLIN, False, "11-23T08:00"),
        ("11-22T21:00", AUCKLAND, False, "11-23T20:00"),
        ("03-27T10:00", BERLIN, True, "03-30T07:00"),  # the clock goes forward on the 29th
        ("10-23T10:00", BERLIN, True, "10-26T08:00"),  # and back on the 25th
    ],
)
def test_a_morning_is_a_workday_s_nine_o_clock(now: str, zone: ZoneInfo, after_one: bool, due: str) -> None:
    assert next_digest(at(now), DAY, zone, after_one=after_one) == at(due)


def test_what_is_more_often_than_daily_is_simply_that_often() -> None:
    assert next_digest(START, timedelta(hours=4), BERLIN, after_one=True) == START + timedelta(hours=4)


async def mornings(desk: Desk) -> list[datetime]:
    return [event.at for event in await events(desk, "digest_due")]


async def test_it_is_due_once_a_workday_while_things_change(desk: Desk, clock: FakeClock) -> None:
    number = await new(desk)
    for _ in range(4):
        await comment(desk, BOB, number)
        await pass_time(desk, clock, DAY)
    assert await mornings(desk) == [at("11-23T09:00"), at("11-24T09:00")]


async def test_where_nothing_has_changed_nothing_is_said(desk: Desk, clock: FakeClock) -> None:
    await new(desk)
    await pass_time(desk, clock, 7 * DAY)
    assert await mornings(desk) == [at("11-23T09:00")]


async def test_it_follows_the_clock_of_its_role(desk: Desk, clock: FakeClock) -> None:
    await new(desk)
    role = await desk.change(ADA, roles.put, "ops", RoleChange(zone="Europe/Berlin"))
    assert role.zone == "Europe/Berlin"
    await pass_time(desk, clock, 3 * DAY)
    assert await mornings(desk) == [at("11-23T08:00")]


async def test_what_was_missed_overnight_is_not_said_at_night(desk: Desk, clock: FakeClock) -> None:
    """dibs was down on Monday morning, and is back on Tuesday at 3."""
    await new(desk)
    clock.set(at("11-24T03:00"))
    await pass_time(desk, clock, timedelta(minutes=1))
    assert await mornings(desk) == []
    await pass_time(desk, clock, timedelta(hours=7))
    assert await mornings(desk) == [at("11-24T09:00")]


async def test_a_zone_that_there_isnt_is_refused(desk: Desk) -> None:
    wrong = desk.change(ADA, roles.put, "ops", RoleChange(zone="Europe/Berln"))
    assert await refusal(wrong) == "No zone Europe/Berln in the world's list. Did you mean Europe/Berlin?"
    assert (await desk.look(ADA, roles.show, "ops")).role.zone is None
    timer = await desk.database.read(timers.get, digests.DIGEST, 1)
    assert timer is not None
    assert timer.due_at == at("11-23T09:00")
