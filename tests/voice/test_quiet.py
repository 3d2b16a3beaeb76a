"""Noise 4 and 11: quiet hours in one's own zone, and one command that tunes them."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from chatbot.desk.quiet import quiet_until
from store.records import Habit
from tests.house import House
from tests.scenarios.person import Person


async def test_one_command_shows_and_tunes_it(bob: Person) -> None:
    assert await bob.tells("quiet") == ["p< Quiet is off. For a while: quiet 2h. In your nights: quiet 22-8"]
    assert await bob.tells("quiet 2h") == [
        "p< Quiet till Fri 20 Nov 12:00 UTC (2h): only what is urgent is said to you. End: quiet off"
    ]
    assert (await bob.tells("quiet off"))[-1] == (
        "p< Quiet is off: all is said to you as it comes. Your nights again: quiet 22-8"
    )
    assert (await bob.tells("quiet 22:30-7"))[-1] == (
        "p< Quiet 22:30-07 UTC: only what is urgent is said to you then. Never: quiet off"
    )
    assert (await bob.tells("quiet 25-8"))[-1].startswith("p< Clocks show 0:00 to 23:59")
    assert (await bob.tells("quiet please"))[-1] == (
        "p< Quiet for how long, or when? Write quiet 2h, 22-8, mine, digest or off"
    )
    assert (await bob.tells("mute 9d"))[-1].startswith("p< At most 1w at a time")


async def test_what_isnt_urgent_waits_while_it_is_quiet(house: House, alice: Person, dave: Person) -> None:
    await dave.tells("mute 2h")
    await alice.says("#desk", "!new @ops printer on fire", "!new @ops priority=urgent vpn down")
    assert await dave.hears() == ["p< #2 for ops: vpn down (alice). dibs 2 takes it, decline 2 passes."]
    await house.pass_time(hours=2, minutes=1)
    await dave.hears()
    assert "p< While you were away: #1 free (printer on fire). dibs 1" in await dave.says("#lobby", "good morning")


async def test_nights_are_quiet_where_it_is_known_when_they_are(alice: Person, dave: Person) -> None:
    """It is Friday, 10 o'clock in UTC, and 23 o'clock in Auckland."""
    await dave.tells("set tz=Pacific/Auckland")
    await alice.says("#desk", "!new @ops printer on fire")
    assert await dave.hears() == []


async def test_bye_and_hi(alice: Person, dave: Person) -> None:
    assert (await dave.tells("bye"))[0].startswith("p< Bye. Until you speak again, only what is urgent")
    await alice.says("#desk", "!new @ops printer on fire")
    assert await dave.hears() == []
    said = await dave.tells("hi")
    assert said[0].startswith("p< Hi. What waited for you comes in one line")
    assert said[-1].startswith("p< While you were away: #1 free (printer on fire)")


@pytest.mark.parametrize(
    ("now", "until"),
    [
        ("2026-11-20T20:59", None),
        ("2026-11-20T21:00", "2026-11-21T07:00"),
        ("2026-11-21T06:59", "2026-11-21T07:00"),
        ("2026-11-21T07:00", None),
        ("2026-03-29T00:30", "2026-03-29T06:00"),  # the clock goes forward that night
        ("2026-10-25T00:30", "2026-10-25T07:00"),  # and back in that one
    ],
)
def test_a_night_is_from_22_to_8_whatever_the_clock_does(now: str, until: str | None) -> None:
    habit = Habit(1, "Europe/Berlin", None, None, "", None, None, None, None)
    found = quiet_until(habit, datetime.fromisoformat(now).replace(tzinfo=UTC))
    assert found == (datetime.fromisoformat(until).replace(tzinfo=UTC) if until else None)
    assert found is None or found.astimezone(ZoneInfo("Europe/Berlin")).hour == 8
