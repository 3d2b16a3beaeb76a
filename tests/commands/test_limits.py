"""How much one may say: so many at once, then slower; a warning; and then the end."""

import tracemalloc
from datetime import timedelta

import pytest

from chatbot.commands.limits import FORGIVEN, GRACE, MOST_IN_GRACE, REMEMBERED, Limits
from chatbot.desk.bounds import Pace
from tests.people import START

SECOND = timedelta(seconds=1)
PACE = Pace(3, 2 * SECOND)


@pytest.fixture
def limits() -> Limits:
    return Limits(lambda _: PACE)


def test_so_many_may_come_at_once_and_no_more(limits: Limits) -> None:
    assert [limits.take("bob", "member", START) for _ in range(5)] == [True, True, True, False, False]


def test_one_more_may_come_each_time_that_so_long_has_passed(limits: Limits) -> None:
    for _ in range(3):
        limits.take("bob", "member", START)
    assert not limits.take("bob", "member", START + SECOND)
    assert limits.take("bob", "member", START + 2 * SECOND)
    assert not limits.take("bob", "member", START + 3 * SECOND)


def test_who_was_silent_for_long_has_no_more_than_all_at_once(limits: Limits) -> None:
    limits.take("bob", "member", START)
    later = START + timedelta(days=1)
    assert [limits.take("bob", "member", later) for _ in range(4)] == [True, True, True, False]


def test_each_has_their_own_and_each_sort_of_line_too(limits: Limits) -> None:
    for _ in range(3):
        limits.take("bob", "member", START)
    assert limits.take("alice", "member", START)
    assert limits.take("bob", "member_errors", START)


def test_a_clock_that_is_put_back_takes_nothing_away(limits: Limits) -> None:
    limits.take("bob", "member", START)
    assert limits.take("bob", "member", START - timedelta(hours=1))


def test_who_says_too_much_is_warned_once(limits: Limits) -> None:
    assert [limits.beyond("bob", START) for _ in range(3)] == ["warn", "silent", "silent"]


def test_who_goes_on_after_the_warning_is_stopped(limits: Limits) -> None:
    limits.beyond("bob", START)
    assert limits.beyond("bob", START + GRACE) == "stop"


def test_a_flood_is_stopped_at_once(limits: Limits) -> None:
    said = [limits.beyond("bob", START) for _ in range(MOST_IN_GRACE + 2)]
    assert said == ["warn", *["silent"] * MOST_IN_GRACE, "stop"]


def test_a_warning_is_forgotten_in_the_end(limits: Limits) -> None:
    limits.beyond("bob", START)
    assert limits.beyond("bob", START + FORGIVEN) == "warn"


def test_a_hundred_thousand_people_take_no_more_memory_than_those_who_are_remembered(limits: Limits) -> None:
    tracemalloc.start()
    try:
        for count in range(100_000):
            limits.take(f"mallory{count}", "member", START)
        taken, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert taken < REMEMBERED * 1500
