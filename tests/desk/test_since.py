"""Moments that are past, as they are typed."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from chatbot.desk.since import parse_since
from tests.threats.test_slow_patterns import BUDGET, HOSTILE, best_of_three

NOW = datetime(2026, 11, 20, 10, 0, tzinfo=UTC)
"""A Friday; 11 o'clock in Berlin."""
BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("since 9:00", "2026-11-20T08:00"),
        ("14:00", "2026-11-19T13:00"),
        ("2h", "2026-11-20T08:00"),
        ("since 30m ago", "2026-11-20T09:30"),
        ("yesterday", "2026-11-18T23:00"),
        ("yesterday 9:00", "2026-11-19T08:00"),
        ("today", "2026-11-19T23:00"),
        ("mon 14:00", "2026-11-16T13:00"),
        ("friday", "2026-11-19T23:00"),
        ("fri 12:00", "2026-11-13T11:00"),
        ("2026-11-18", "2026-11-17T23:00"),
        ("2026-11-18 14:00", "2026-11-18T13:00"),
        ("2026-11-18T14:00", "2026-11-18T13:00"),
    ],
)
def test_it_is_read_on_ones_own_clock(typed: str, meant: str) -> None:
    assert parse_since(typed, NOW, BERLIN) == datetime.fromisoformat(meant).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "never",
        "2",
        "tomorrow",
        "2026-13-40",
        "99:99",
        "2026-11-18 25:00",
        "2026-11-18 14:61",
        "0001-01-01",
        "-2h",
        "x" * 41,
    ],
)
def test_what_is_no_past_moment_is_told_so(typed: str) -> None:
    with pytest.raises(ValueError, match=r"Since when|Clocks show|at most 40"):
        parse_since(typed, NOW, BERLIN)


def test_what_is_ahead_is_told_so() -> None:
    with pytest.raises(ValueError, match="That is ahead"):
        parse_since("2026-12-01", NOW, BERLIN)


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_is_read_within_the_budget(name: str) -> None:
    assert best_of_three(lambda: parse_since(HOSTILE[name][:200], NOW, BERLIN)) < BUDGET
