"""A file in the shape of `dibs export jsonl`, read line by line: what is good is put aside, what is bad is told."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, BinaryIO, cast

from pydantic import TypeAdapter, ValidationError

from chatbot.cli.importing.bad import Bad
from chatbot.cli.importing.lines import AnyLine, Event, Head, Line, Ticket
from chatbot.cli.importing.lines.values import Ends, ends
from chatbot.cli.importing.old import BadFile
from chatbot.cli.importing.scratch import Scratch
from chatbot.desk.exporting import VERSION

LONGEST_LINE = 16 << 20
FIRST_NUMBER = 1 << 31
"""No ticket has it."""
KINDS = ("export", "member", "role", "type", "client", "view", "ticket", "event", "bill")

READ: TypeAdapter[Line] = TypeAdapter(AnyLine)


@dataclass(slots=True)
class Reading:
    """`head`: the first line. `bytes`: how many were read."""

    scratch: Scratch
    bad: Bad
    head: Head
    ends: Ends
    lines: int = 0


def read(stream: BinaryIO, scratch: Scratch, told: Callable[[int], object], now: datetime) -> Reading:
    """`told` hears how many bytes were read.

    Raises:
        BadFile: It is no export of dibs, or of a newer one.
    """
    reading: Reading | None = None
    done = 0
    for no, raw in _raw_lines(stream):
        done += len(raw or b"")
        if reading is None:
            reading = Reading(scratch, Bad(), _head(raw), ends(now))
        elif raw is None:
            reading.bad.add(f"Line {no}: it is longer than {LONGEST_LINE >> 20} MB.")
        elif raw.strip():
            _take(reading, no, raw)
        if no % 200 == 0:
            told(done)
    if reading is None:
        raise BadFile("There is nothing in it.")
    return reading


def _raw_lines(stream: BinaryIO) -> Iterator[tuple[int, bytes | None]]:
    """Each with its number; None: too long."""
    no = 0
    while raw := stream.readline(LONGEST_LINE + 1):
        no += 1
        if len(raw) <= LONGEST_LINE:
            yield no, raw
            continue
        while raw and not raw.endswith(b"\n"):
            raw = stream.readline(LONGEST_LINE)
        yield no, None


def _head(raw: bytes | None) -> Head:
    try:
        found = cast("dict[str, Any]", json.loads(raw or b""))
        version = found["version"] if found["kind"] == "export" else None
    except (ValueError, KeyError, TypeError, RecursionError):
        version = None
    if not isinstance(version, int):
        raise BadFile('Its first line isn\'t that of dibs export jsonl: {"kind": "export", "version": 1, ...}.')
    if version > VERSION:
        raise BadFile(f"It is of version {version}, and this dibs reads version {VERSION}. A newer dibs reads it.")
    try:
        head = READ.validate_json(raw or b"")
    except ValidationError as error:
        raise BadFile(f"Its first line can't be read: {sentence(error)}") from None
    assert isinstance(head, Head), "its kind is export"
    return head


def _take(reading: Reading, no: int, raw: bytes) -> None:
    reading.lines += 1
    try:
        found: object = json.loads(raw, parse_constant=_no_number)
        if not isinstance(found, dict):
            reading.bad.add(f"Line {no}: it is no object.")
            return
        line = READ.validate_python(found, context=reading.ends)
    except ValidationError as error:
        reading.bad.add(f"Line {no}: {sentence(error)}")
    except (ValueError, RecursionError):
        reading.bad.add(f"Line {no}: it is no JSON.")
    else:
        _put(reading, no, line)


def _no_number(name: str) -> float:
    raise ValueError(name)


def sentence(error: ValidationError) -> str:
    """The first thing that is wrong: `its offers.0.member is no number.`"""
    first = error.errors(include_url=False, include_input=False)[0]
    where = [str(part) for part in first["loc"]]
    if first["type"] in ("union_tag_invalid", "union_tag_not_found"):
        return f"its kind is none of {', '.join(KINDS)}."
    name = ".".join(where[1:] if where and where[0] in KINDS else where)
    return f"it has no {name}." if first["type"] == "missing" else f"its {name} {WRONG.get(first['type'], UNREADABLE)}."


WRONG = {
    "string_type": "is no text",
    "int_type": "is no number",
    "bool_type": "is neither true nor false",
    "list_type": "is no list",
    "dict_type": "is no object",
    "model_type": "is no object",
    "string_too_long": "is too long",
    "string_too_short": "is empty",
    "greater_than_equal": "is too small",
    "less_than_equal": "is too large",
    "literal_error": "is none of the words that may stand there",
}
UNREADABLE = "isn't what docs/export.md says"


def _put(reading: Reading, no: int, line: Line) -> None:
    match line:
        case Ticket():
            _put_ticket(reading, no, line)
        case Event():
            _put_event(reading, no, line)
        case Head():
            reading.bad.add(f"Line {no}: an export begins once, in the first line.")
        case _:
            known = str(line.name if line.kind == "type" else line.id)
            name = line.client if line.kind == "bill" else line.name
            if not reading.scratch.add("around", line.kind, known, name, no, line.model_dump_json()):
                reading.bad.add(f"Line {no}: there is a {line.kind} {known} already.")


def _put_ticket(reading: Reading, no: int, line: Ticket) -> None:
    scratch = reading.scratch
    if line.number >= FIRST_NUMBER:
        reading.bad.add(f"Line {no}: its number is too large.")
        return
    if not scratch.add("ticket", line.number, line.uuid, no, _json(line)):
        reading.bad.add(f"Line {no}: there is a ticket {line.number}, or one of its uuid, already.")
        return
    for table, ids in (("prompt", [one.id for one in line.offers]), ("entry", [one.id for one in line.time])):
        for one in ids:
            if not scratch.add(table, one, line.number):
                reading.bad.add(f"Line {no}: ticket {line.number}: {WORDS[table]} {one} is there twice.")
                scratch.leave_out(line.number)


WORDS = {"prompt": "offer", "entry": "time"}


def _put_event(reading: Reading, no: int, line: Event) -> None:
    if not reading.scratch.add("event", line.id, line.uuid, line.ticket, no, _json(line)):
        reading.bad.add(f"Line {no}: there is an event {line.id}, or one of its uuid, already.")


def _json(line: Ticket | Event) -> str:
    """In ASCII: half characters, which JSON can say, are kept until the store takes them out."""
    return json.dumps(line.model_dump())
