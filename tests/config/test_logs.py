"""The log is one line an event, and nothing that a user typed can make it anything else."""

import io
import json
import logging
import warnings
from collections.abc import Iterator
from typing import Any

import aiosqlite
import pytest

from chatbot.config import Log
from chatbot.config.logs import HELD, HumanLines, JsonLines, set_up

HOSTILE = "a\nb\r\x1b[2J\x07\x9b\u202e\u200b\ud800 \u00e9 \U0001f525"


@pytest.fixture(autouse=True)
def logging_as_it_was() -> Iterator[None]:
    root, shown = logging.getLogger(), warnings.showwarning
    handlers, level = root.handlers[:], root.level
    held = {name: logging.getLogger(name).level for name in HELD}
    yield
    root.handlers[:], warnings.showwarning = handlers, shown
    root.setLevel(level)
    logging.captureWarnings(capture=False)
    for name, was in held.items():
        logging.getLogger(name).setLevel(was)


def lines(stream: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in stream.getvalue().split("\n") if line]


@pytest.fixture
def as_json() -> io.StringIO:
    stream = io.StringIO()
    set_up(Log(json=True), stream)
    return stream


@pytest.fixture
def for_people() -> io.StringIO:
    stream = io.StringIO()
    set_up(Log(), stream)
    return stream


def test_an_event_is_one_line_of_json_with_what_was_given(as_json: io.StringIO) -> None:
    logging.getLogger("dibs.desk").info("ticket %d opened", 12, extra={"ticket": 12, "role": "ops"})
    (line,) = lines(as_json)
    assert line.pop("at").endswith("Z")
    assert line == {"level": "info", "logger": "dibs.desk", "message": "ticket 12 opened", "ticket": 12, "role": "ops"}


def test_json_lines_are_ascii_whatever_was_typed() -> None:
    text = JsonLines().format(hostile_event())
    assert text.isascii()
    assert "\n" not in text
    assert json.loads(text)["word"] == HOSTILE


def test_an_extra_cannot_pose_as_the_level_or_the_time(as_json: io.StringIO) -> None:
    logging.getLogger("dibs").info("x", extra={"level": "error", "at": "never", "logger": "root"})
    (line,) = lines(as_json)
    assert (line["level"], line["logger"]) == ("info", "dibs")
    assert line["at"] != "never"


def test_what_json_has_no_word_for_is_written_as_text(as_json: io.StringIO) -> None:
    logging.getLogger("dibs").info("x", extra={"a": float("nan"), "b": {1}, "c": 1.5, "d": None})
    (line,) = lines(as_json)
    assert [line[key] for key in "abcd"] == ["nan", "{1}", 1.5, None]


def test_a_traceback_stays_within_its_line_of_json(as_json: io.StringIO) -> None:
    fail_and_log()
    (line,) = lines(as_json)
    assert "ValueError: broken" in line["exception"]


def test_people_get_one_line_with_control_characters_escaped() -> None:
    shown = "a\\nb\\r\\x1b[2J\\x07\\x9b\\u202e\\u200b\\ud800 \u00e9 \U0001f525"
    assert HumanLines().format(hostile_event()).endswith(f"INFO    dibs: {shown} word={shown}")


def test_people_get_a_traceback_below_its_line(for_people: io.StringIO) -> None:
    fail_and_log()
    first, *below = for_people.getvalue().splitlines()
    assert "failed" in first
    assert below[-1] == "    ValueError: broken"


def test_libraries_that_print_passwords_are_held_above_debug() -> None:
    stream = io.StringIO()
    set_up(Log(level="debug"), stream)
    for name in ("irc.client", "irc.client_aio", "aiosqlite", "sqlalchemy.engine"):
        logging.getLogger(name).debug("PASS hunter2")
    logging.getLogger("dibs").debug("ours")
    assert stream.getvalue().count("\n") == 1


async def test_the_database_driver_prints_no_parameters() -> None:
    stream = io.StringIO()
    set_up(Log(level="debug"), stream)
    async with aiosqlite.connect(":memory:") as connection, connection.execute("select ?", ["canary-7f3a"]):
        pass
    assert "canary" not in stream.getvalue()


def test_below_the_level_nothing_is_told() -> None:
    stream = io.StringIO()
    set_up(Log(level="warning"), stream)
    logging.getLogger("irc.client").info("x")
    logging.getLogger("dibs").info("x")
    assert not stream.getvalue()


def test_warnings_are_events_too() -> None:
    stream = io.StringIO()
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        set_up(Log(json=True), stream)
        warnings.warn("old", DeprecationWarning, stacklevel=1)
        logging.captureWarnings(capture=False)
    assert lines(stream)[0]["logger"] == "py.warnings"


def test_setting_it_up_again_takes_the_place_of_the_first(as_json: io.StringIO) -> None:
    again = io.StringIO()
    set_up(Log(json=True), again)
    logging.getLogger("dibs").info("x")
    assert not as_json.getvalue()
    assert len(lines(again)) == 1


def hostile_event() -> logging.LogRecord:
    """Not through a logger: pytest keeps what passes one, and can't hand such a text to its other process."""
    return logging.makeLogRecord({"name": "dibs", "levelno": 20, "levelname": "INFO", "msg": HOSTILE, "word": HOSTILE})


def fail_and_log() -> None:
    try:
        raise ValueError("broken")  # noqa: TRY301 - there must be something to log
    except ValueError:
        logging.getLogger("dibs").exception("failed")
