"""How the program tells what it does: the standard library's logging, a line an event, on standard error."""

import json
import logging
import math
import re
import sys
from datetime import UTC, datetime
from typing import TextIO

from chatbot.config.model import Log

HELD = {"irc": logging.INFO, "aiosqlite": logging.INFO, "sqlalchemy": logging.WARNING}
"""Never below these, whatever is asked for: further down they print passwords (irc), and what tickets say."""

_OWN = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}
"""What each record has by itself; all else was given as `extra`."""

_UNSAFE = re.compile(
    "[\x00-\x1f\x7f-\x9f"  # C0 and C1: a terminal would obey them, a line end would forge a line
    "\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff"  # invisible, or turning the text around
    "\ud800-\udfff]"  # what was no UTF-8 when it came in
)


def set_up(log: Log, stream: TextIO | None = None) -> None:
    """Once more takes the place of what was set up before. Python's warnings become events too."""
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(JsonLines() if log.as_json else HumanLines())
    level = logging.getLevelNamesMapping()[log.level.upper()]
    logging.basicConfig(level=level, handlers=[handler], force=True)
    logging.captureWarnings(capture=True)
    for name, least in HELD.items():
        logging.getLogger(name).setLevel(max(level, least))


def extras(record: logging.LogRecord) -> dict[str, object]:
    return {name: value for name, value in vars(record).items() if name not in _OWN}


def moment(record: logging.LogRecord) -> str:
    at = datetime.fromtimestamp(record.created, UTC)
    return at.isoformat(timespec="milliseconds").replace("+00:00", "Z")


class JsonLines(logging.Formatter):
    """`at`, `level`, `logger`, `message` always, then what was given as `extra`, then `exception`. ASCII alone."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "at": moment(record),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        line = {**line, **{name: _plain(value) for name, value in extras(record).items() if name not in line}}
        if trace := _trace(self, record):
            line["exception"] = trace
        return json.dumps(line, ensure_ascii=True)


class HumanLines(logging.Formatter):
    """One line, whatever is in the message; only a traceback goes on below it."""

    def format(self, record: logging.LogRecord) -> str:
        given = "".join(f" {name}={value}" for name, value in extras(record).items())
        line = f"{moment(record)} {record.levelname:<7} {record.name}: {record.getMessage()}{given}"
        return "\n    ".join(map(escaped, [line, *_trace(self, record).splitlines()]))


def escaped(text: str) -> str:
    return _UNSAFE.sub(lambda found: found[0].encode("unicode_escape").decode("ascii"), text)


def _trace(formatter: logging.Formatter, record: logging.LogRecord) -> str:
    parts = [formatter.formatException(record.exc_info)] if record.exc_info else []
    return "\n".join([*parts, *([record.stack_info] if record.stack_info else [])])


def _plain(value: object) -> object:
    """JSON has no NaN, and no word for most objects."""
    if isinstance(value, float):
        return value if math.isfinite(value) else str(value)
    return value if value is None or isinstance(value, str | int) else str(value)
