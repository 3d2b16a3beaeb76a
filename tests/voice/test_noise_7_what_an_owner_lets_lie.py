"""Noise 7: owners hear at their first word after 09:00 of a workday what they let lie, five tickets at most, once."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from chatbot.desk.mornings import workdays_between
from tests.house import House
from tests.scenarios.person import Person


async def has_taken(house: House, alice: Person, bob: Person, count: int = 1) -> None:
    """On Friday, 10 o'clock; who took them has spoken that day."""
    for number in range(1, count + 1):
        await alice.tells(f"new @ops ticket {number}")
    await bob.tells(f"dibs 1-{count}" if count > 1 else "dibs 1")
    await alice.hears()


async def first_word(house: House, who: Person, **later: float) -> list[str]:
    await house.pass_time(**later)
    await who.hears()
    return await who.says("#lobby", "good morning")


async def test_three_workdays_untouched_is_told_at_the_first_word(house: House, alice: Person, bob: Person) -> None:
    """VOICE: `Yours: #12 back from hold, #9 untouched 4d. Snooze: hold 9 2d`; Wednesday is the third workday."""
    await has_taken(house, alice, bob)
    assert await first_word(house, bob, days=4) == []  # Tuesday
    assert await first_word(house, bob, days=1) == ["p< Yours: #1 untouched 5d. Snooze: hold 1 2d"]


async def test_it_is_told_once_a_day(house: House, alice: Person, bob: Person) -> None:
    await has_taken(house, alice, bob)
    await first_word(house, bob, days=5)
    assert await bob.says("#lobby", "what a day") == []
    assert await first_word(house, bob, hours=8) == []
    assert await first_word(house, bob, hours=16) == ["p< Yours: #1 untouched 6d. Snooze: hold 1 2d"]


async def test_before_nine_and_on_weekends_nothing_is_told(house: House, alice: Person, bob: Person) -> None:
    await has_taken(house, alice, bob)
    assert await first_word(house, bob, days=4, hours=22) == []  # Wednesday, 08:00
    assert await first_word(house, bob, hours=1) != []
    await first_word(house, bob, days=1)
    assert await first_word(house, bob, days=2) == []  # Saturday


async def test_nine_is_nine_on_ones_own_clock(house: House, alice: Person, bob: Person) -> None:
    await bob.tells("set tz=America/New_York")
    await has_taken(house, alice, bob)
    assert await first_word(house, bob, days=5, hours=3, minutes=59) == []  # 08:59 there
    assert await first_word(house, bob, minutes=1) == ["p< Yours: #1 untouched 5d. Snooze: hold 1 2d"]


async def test_any_touch_is_three_workdays_of_peace(house: House, alice: Person, bob: Person) -> None:
    await has_taken(house, alice, bob)
    await house.pass_time(days=4)
    await alice.tells("re 1 it still smells")
    assert [line for line in await first_word(house, bob, days=2) if "untouched" in line] == []  # Thursday
    assert await first_word(house, bob, days=1) == ["p< Yours: #1 untouched 3d. Snooze: hold 1 2d"]


async def test_what_is_held_or_closed_is_not_told(house: House, alice: Person, bob: Person) -> None:
    await has_taken(house, alice, bob, count=2)
    await bob.tells("hold 1 until 20 dec", "close 2")
    await alice.hears()
    assert await first_word(house, bob, days=10) == []


async def test_what_came_back_from_hold_while_they_were_away_is_told_there_and_once(
    house: House, alice: Person, bob: Person
) -> None:
    await has_taken(house, alice, bob, count=2)
    await bob.tells("hold 2 until monday 11:00", "bye")
    await house.pass_time(days=4)
    assert await first_word(house, bob, days=1) == ["p< Yours: #2 back from hold, #1 untouched 5d. Snooze: hold 1 2d"]


async def test_five_are_named_and_the_rest_counted(house: House, alice: Person, bob: Person) -> None:
    await has_taken(house, alice, bob, count=7)
    (line,) = await first_word(house, bob, days=5)
    assert line == f"p< Yours: {', '.join(f'#{number} untouched 5d' for number in range(1, 6))}, 2 more: mine"


@pytest.mark.parametrize(
    ("start", "end", "days"),
    [
        ("2026-11-20T10:00", "2026-11-20T23:00", 0),
        ("2026-11-20T10:00", "2026-11-22T10:00", 0),
        ("2026-11-20T10:00", "2026-11-23T00:30", 1),
        ("2026-11-18T10:00", "2026-11-23T10:00", 3),
        ("2026-11-16T10:00", "2026-12-16T10:00", 22),
        ("2026-11-21T10:00", "2026-11-28T10:00", 5),
        ("2026-11-20T10:00", "2026-11-19T10:00", 0),
    ],
)
def test_workdays_are_counted_as_they_begin(start: str, end: str, days: int) -> None:
    first, last = (datetime.fromisoformat(f"{at}+00:00").astimezone(UTC) for at in (start, end))
    assert workdays_between(first, last, ZoneInfo("UTC")) == days
