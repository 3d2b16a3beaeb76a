"""A failure is logged by what failed and where; what the exception itself says may be somebody's private text."""

import logging

import pytest

from chatbot.desk.mishaps import mishap

log = logging.getLogger("dibs.test")


def fail() -> Exception:
    try:
        return dict[str, Exception]()["the canary sings"]
    except KeyError as error:
        return error


def test_a_failure_is_logged_by_its_kind_and_place_without_its_words(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    mishap(log, "close #12 failed", fail())
    (record,) = caplog.records
    assert record.message.startswith("close #12 failed: KeyError at ")
    assert "test_mishaps.py:" in record.message
    assert "canary" not in caplog.text


def test_who_asks_for_debugging_gets_the_words_too(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    mishap(log, "close #12 failed", fail())
    assert "canary" in caplog.text
