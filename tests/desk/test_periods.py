from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chatbot.desk.periods import EARLIEST, Period, means_period, parse_period
from chatbot.desk.wall import Here

BERLIN = ZoneInfo("Europe/Berlin")
HERE = Here(datetime(2026, 11, 20, 10, 0, tzinfo=UTC), BERLIN)
"""A Friday."""

ZONES = st.sampled_from(["Europe/Berlin", "UTC", "America/St_Johns", "Pacific/Chatham"]).map(ZoneInfo)
NOWS = st.datetimes(datetime(2020, 1, 1), datetime(2060, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - hypothesis takes naive bounds
VOCABULARY = (
    "this last week month year w w53 week 53 0 2 31 29 feb february oct mon friday today yesterday 2026 2027 0000 9999"
    " 2026-10 2026-13 2026-w47 2026-w54 9999-w52 2026-10-05 2026-02-31 .. ... … - ٣ to 3/4"
)
TYPED = (
    st.text()
    | st.lists(st.sampled_from(VOCABULARY.split()), max_size=5).map(" ".join)
    | st.lists(st.sampled_from(VOCABULARY.split()), max_size=5).map("".join)
    | st.from_regex(r"[0-9]{4}(-w?[0-9]{1,2}){0,2}(\.\.)?([0-9]{4}(-w?[0-9]{1,2}){0,2})?", fullmatch=True)
)


def read(text: str, here: Here) -> Period | str:
    try:
        return parse_period(text, here)
    except ValueError as refused:
        return str(refused)


def at(day: str) -> Here:
    return Here(datetime.fromisoformat(f"{day}T10:00Z"), BERLIN)


@pytest.mark.parametrize(
    ("text", "first", "last", "name"),
    [
        ("today", "2026-11-20", "2026-11-20", "Fri 20 Nov 2026"),
        ("Yesterday ", "2026-11-19", "2026-11-19", "Thu 19 Nov 2026"),
        ("mon", "2026-11-16", "2026-11-16", "Mon 16 Nov 2026"),
        ("5 oct", "2026-10-05", "2026-10-05", "Mon 5 Oct 2026"),
        ("dec 5", "2025-12-05", "2025-12-05", "Fri 5 Dec 2025"),
        ("29 feb", "2024-02-29", "2024-02-29", "Thu 29 Feb 2024"),
        ("mon, 5 oct 2026", "2026-10-05", "2026-10-05", "Mon 5 Oct 2026"),
        ("2026-10-05", "2026-10-05", "2026-10-05", "Mon 5 Oct 2026"),
        ("this week", "2026-11-16", "2026-11-22", "week 47, 16-22 Nov 2026"),
        ("week", "2026-11-16", "2026-11-22", "week 47, 16-22 Nov 2026"),
        ("last week", "2026-11-09", "2026-11-15", "week 46, 9-15 Nov 2026"),
        ("2026-w47", "2026-11-16", "2026-11-22", "week 47, 16-22 Nov 2026"),
        ("2026W47", "2026-11-16", "2026-11-22", "week 47, 16-22 Nov 2026"),
        ("w40", "2026-09-28", "2026-10-04", "week 40, 28 Sep - 4 Oct 2026"),
        ("week 52", "2025-12-22", "2025-12-28", "week 52, 22-28 Dec 2025"),
        ("this month", "2026-11-01", "2026-11-30", "November 2026"),
        ("last month", "2026-10-01", "2026-10-31", "October 2026"),
        ("2026-10", "2026-10-01", "2026-10-31", "October 2026"),
        ("2024-02", "2024-02-01", "2024-02-29", "February 2024"),
        ("october", "2026-10-01", "2026-10-31", "October 2026"),
        ("nov", "2026-11-01", "2026-11-30", "November 2026"),
        ("december", "2025-12-01", "2025-12-31", "December 2025"),
        ("oct 2024", "2024-10-01", "2024-10-31", "October 2024"),
        ("this year", "2026-01-01", "2026-12-31", "2026"),
        ("last year", "2025-01-01", "2025-12-31", "2025"),
        ("2026", "2026-01-01", "2026-12-31", "2026"),
        ("2026-10-01..2026-10-15", "2026-10-01", "2026-10-15", "1-15 Oct 2026"),
        ("2026-09 … 2026-10", "2026-09-01", "2026-10-31", "1 Sep - 31 Oct 2026"),
        ("2025-12-30..2026-01-02", "2025-12-30", "2026-01-02", "30 Dec 2025 - 2 Jan 2026"),
        ("mon...", "2026-11-16", "2026-11-20", "16-20 Nov 2026"),
        ("today..", "2026-11-20", "2026-11-20", "20 Nov 2026"),
        ("..last month", EARLIEST.isoformat(), "2026-10-31", "until 31 Oct 2026"),
    ],
)
def test_a_period_is_read_as_people_write_it(text: str, first: str, last: str, name: str) -> None:
    assert parse_period(text, HERE) == Period(date.fromisoformat(first), date.fromisoformat(last), name)


@pytest.mark.parametrize(
    ("today", "text", "first", "last", "name"),
    [
        ("2027-01-02", "this week", "2026-12-28", "2027-01-03", "week 53, 28 Dec 2026 - 3 Jan 2027"),
        ("2027-01-02", "w53", "2026-12-28", "2027-01-03", "week 53, 28 Dec 2026 - 3 Jan 2027"),
        ("2027-01-04", "last week", "2026-12-28", "2027-01-03", "week 53, 28 Dec 2026 - 3 Jan 2027"),
        ("2027-01-04", "w1", "2027-01-04", "2027-01-10", "week 1, 4-10 Jan 2027"),
        ("2025-12-30", "w1", "2025-12-29", "2026-01-04", "week 1, 29 Dec 2025 - 4 Jan 2026"),
        ("2027-01-31", "last month", "2026-12-01", "2026-12-31", "December 2026"),
        ("2026-03-31", "last month", "2026-02-01", "2026-02-28", "February 2026"),
    ],
)
def test_at_the_turn_of_a_year_a_week_is_the_one_that_the_calendar_on_the_wall_has(
    today: str, text: str, first: str, last: str, name: str
) -> None:
    assert parse_period(text, at(today)) == Period(date.fromisoformat(first), date.fromisoformat(last), name)


def test_words_about_a_period_are_told_from_others_whatever_is_wrong_with_them() -> None:
    assert [
        text
        for text in ("last week", "oct", "2999", "2026-w99", "..", "bob", "bob last week", "3/4")
        if means_period(text)
    ] == [
        "last week",
        "oct",
        "2999",
        "2026-w99",
    ]


def test_today_is_that_of_who_asks() -> None:
    late = datetime(2026, 11, 22, 23, 30, tzinfo=UTC)
    assert parse_period("this week", Here(late, BERLIN)).first == date(2026, 11, 23)
    assert parse_period("this week", Here(late, ZoneInfo("UTC"))).first == date(2026, 11, 16)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "Which period? Write this week"),
        ("..", "Which period?"),
        ("3/4", "Which period?"),
        ("2", "Which period?"),
        ("2026-02-31", "Which period?"),
        ("1..2..3", "Which period?"),
        ("2026-13", "No calendar has 2026-13. Write 2026-10."),
        ("0000", "No calendar has the year 0000."),
        ("2026-w54", "The year 2026 has no week 54. Write 2026-w47."),
        ("9999-w53", "The year 9999 has no week 53."),
        ("9999-w52", "That period is ahead."),
        ("2027", "That period is ahead."),
        ("2026-11-21", "That period is ahead."),
        ("2027..", "That period is ahead."),
        ("2026-10..2026-09", "That period ends before it begins."),
        ("tue 5 oct", "That day is a Monday: write mon 5 oct 2026."),
        ("this week" + " " * 40, "A period has at most 40 characters."),
    ],
)
def test_what_is_no_period_is_refused_in_one_sentence(text: str, said: str) -> None:
    with pytest.raises(ValueError, match=said[:12]) as refused:
        parse_period(text, HERE)
    assert str(refused.value).startswith(said)


@settings(max_examples=300)
@given(TYPED, NOWS, ZONES)
def test_any_text_is_a_period_that_has_begun_or_a_refusal(text: str, now: datetime, zone: ZoneInfo) -> None:
    here = Here(now, zone)
    found = read(text, here)
    if isinstance(found, str):
        assert found[0].isupper()
        assert found.endswith(".")
        assert len(found) < 200
    else:
        assert found.first <= min(found.last, here.today)
        assert found.name


@given(st.dates(date(2000, 1, 1), date(2026, 11, 20)))
def test_each_day_is_in_its_week_by_number(day: date) -> None:
    year, week, _ = day.isocalendar()
    found = parse_period(f"{year}-w{week:02}", HERE)
    assert found.first <= day <= found.last
    assert (found.last - found.first).days == 6
