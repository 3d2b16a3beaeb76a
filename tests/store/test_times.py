from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.times import LENGTH, from_text, to_text

MOMENTS = st.datetimes(timezones=st.just(UTC), min_value=datetime(1, 1, 2), max_value=datetime(9999, 12, 30))  # noqa: DTZ001 - hypothesis takes naive bounds
ZONES = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))


def whole(moment: datetime) -> datetime:
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)


def test_a_moment_is_written_in_utc_with_milliseconds() -> None:
    berlin = timezone(timedelta(hours=1))
    assert to_text(datetime(2026, 11, 21, 9, 30, tzinfo=berlin)) == "2026-11-21T08:30:00.000Z"


def test_milliseconds_are_truncated_so_that_nothing_is_written_later_than_it_was() -> None:
    assert to_text(datetime(2026, 11, 21, 9, 30, 59, 999_999, tzinfo=UTC)) == "2026-11-21T09:30:59.999Z"


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="a moment needs its zone"):
        to_text(datetime(2026, 11, 21, 9, 30))  # noqa: DTZ001 - the very thing that is refused


@pytest.mark.parametrize("text", ["2026-11-21T09:30:00Z", "2026-11-21 09:30:00.000Z", "2026-11-21T09:30:00.000+", ""])
def test_text_of_another_form_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a moment as the store writes it"):
        from_text(text)


@given(MOMENTS, ZONES)
def test_what_was_written_reads_back_the_same(moment: datetime, zone: timezone) -> None:
    text = to_text(moment.astimezone(zone))
    assert len(text) == LENGTH
    assert from_text(text) == whole(moment)
    assert from_text(text).utcoffset() == timedelta(0)


@given(MOMENTS, MOMENTS)
def test_texts_sort_as_the_moments_do(one: datetime, other: datetime) -> None:
    assert (to_text(one) < to_text(other)) == (whole(one) < whole(other))
