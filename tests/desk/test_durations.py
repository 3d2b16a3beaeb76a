from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatbot.desk.durations import format_duration, parse_duration


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("30m", timedelta(minutes=30)),
        ("2h", timedelta(hours=2)),
        ("1h30", timedelta(minutes=90)),
        ("1h30m", timedelta(minutes=90)),
        ("90s", timedelta(seconds=90)),
        ("2d", timedelta(days=2)),
        ("2W", timedelta(weeks=2)),
        ("1d12h", timedelta(days=1, hours=12)),
        ("2d 22h", timedelta(days=2, hours=22)),
        (" 5m ", timedelta(minutes=5)),
        ("730d", timedelta(days=730)),
    ],
)
def test_people_write_lengths_of_time_as_they_speak(text: str, length: timedelta) -> None:
    assert parse_duration(text) == length


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("30", "No unit in 30: write 30s, 30m, 30h, 30d or 30w."),
        ("99999999999999999", "That number has no unit: write 30m, 2h, 1h30, 2d or 2w."),
        ("-2h", "A length of time is never negative: write 30m, 2h, 1h30, 2d or 2w."),
        ("0m", "A length of time is more than nothing: write 30m, 2h, 1h30, 2d or 2w."),
        ("731d", "At most 2 years: write 104w or less."),
        ("99999999999999999w", "At most 2 years: write 104w or less."),
        ("", "Not a length of time: write 30m, 2h, 1h30, 2d or 2w."),
        ("30m1h", "Not a length of time: write 30m, 2h, 1h30, 2d or 2w."),
        ("1h90", "Not a length of time: write 30m, 2h, 1h30, 2d or 2w."),
        ("1.5h", "Not a length of time: write 30m, 2h, 1h30, 2d or 2w."),
        ("٣m", "Not a length of time: write 30m, 2h, 1h30, 2d or 2w."),
        ("1" * 30 + "m", "A length of time has at most 20 characters: write 30m, 2h, 1h30, 2d or 2w."),
    ],
)
def test_what_is_no_length_of_time_is_answered_with_what_to_write(text: str, sentence: str) -> None:
    with pytest.raises(ValueError, match="write") as refused:
        parse_duration(text)
    assert str(refused.value) == sentence


@pytest.mark.parametrize(
    ("length", "text"),
    [
        (timedelta(seconds=4), "4s"),
        (timedelta(minutes=30), "30m"),
        (timedelta(hours=2, minutes=5), "2h 5m"),
        (timedelta(days=2, hours=22, minutes=59), "2d 22h"),
        (timedelta(days=14), "2w"),
        (timedelta(days=10), "10d"),
        (timedelta(days=1, minutes=5), "1d"),
        (timedelta(milliseconds=400), "0s"),
        (timedelta(seconds=-4), "0s"),
    ],
)
def test_a_length_of_time_is_shown_in_two_units_at_most(length: timedelta, text: str) -> None:
    assert format_duration(length) == text


@given(st.timedeltas(min_value=timedelta(seconds=1), max_value=timedelta(days=730)))
def test_what_dibs_shows_it_reads_back_but_for_the_small_units(length: timedelta) -> None:
    read = parse_duration(format_duration(length))
    assert parse_duration(format_duration(read)) == read
    assert timedelta() <= length - read < max(length / 10, timedelta(seconds=1))


@given(st.text() | st.from_regex(r"[-0-9wdhms. ]{0,30}"))
def test_any_text_is_a_length_of_time_or_a_sentence(text: str) -> None:
    try:
        assert timedelta() < parse_duration(text) <= timedelta(days=730)
    except ValueError as refused:
        assert "write" in str(refused)  # noqa: PT017 - either outcome is fine, a silent one is not
