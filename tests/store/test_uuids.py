import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from uuid import RFC_4122, UUID

import pytest

from store.uuids import EPOCH, Uuid7, uuid7

NOW = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)


@pytest.fixture
def impatient_threads() -> Iterator[None]:
    """Threads interrupt each other as often as they can."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-7)
    yield
    sys.setswitchinterval(before)


def test_it_is_a_version_7_of_the_standard_with_the_time_in_front() -> None:
    made = UUID(uuid7(NOW + timedelta(milliseconds=7)))
    assert made.variant == RFC_4122
    assert made.version == 7
    assert EPOCH + timedelta(milliseconds=made.int >> 80) == NOW + timedelta(milliseconds=7)


def test_within_one_millisecond_they_rise() -> None:
    make = Uuid7()
    made = [make(NOW) for _ in range(10_000)]
    assert made == sorted(set(made))


def test_a_counter_that_is_full_goes_on_in_the_next_millisecond() -> None:
    make = Uuid7()
    first = make(NOW)
    make._random = (1 << 74) - 1  # pyright: ignore[reportPrivateUsage] - 2^73 calls would get there too
    second = make(NOW)
    assert first < second
    assert UUID(second).version == 7


def test_several_threads_never_get_the_same(impatient_threads: None) -> None:
    make = Uuid7()
    with ThreadPoolExecutor(4) as threads:
        made = list(threads.map(make, [NOW] * 4000))
    assert len(set(made)) == 4000


def test_a_clock_set_back_gives_its_own_time() -> None:
    make = Uuid7()
    make(NOW)
    earlier = UUID(make(NOW - timedelta(days=1)))
    assert EPOCH + timedelta(milliseconds=earlier.int >> 80) == NOW - timedelta(days=1)
