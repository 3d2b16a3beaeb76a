"""A desk that goes out and comes in again, in this process."""

import io
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from chatbot.cli.exported import Source
from chatbot.cli.exporting import WRITERS
from chatbot.cli.importing.desks import Looked, look_through
from chatbot.cli.importing.meeting import Wishes
from chatbot.cli.importing.scratch import Scratch
from chatbot.config import load
from chatbot.desk import arriving
from chatbot.desk.desk import Desk
from chatbot.desk.staging import Heading
from store.copying import nobody
from store.peeking import peek
from tests.people import shell

Line = dict[str, Any]
MUCH_LATER = datetime(2100, 1, 1, tzinfo=UTC)
"""Than any moment that a test makes up."""


def given(file: Path, query: str = "", *, private: bool = True) -> str:
    """What `dibs export jsonl` writes of that desk."""
    out = io.StringIO(newline="")
    with peek(file) as found:
        WRITERS["jsonl"](Source(found, load(None), query, private=private), out, nobody)
    return out.getvalue()


def looked(file: Path, text: str | bytes, wishes: Wishes | None = None) -> Looked:
    """What of it would come into that desk."""
    scratch, stream = Scratch(), io.BytesIO(text if isinstance(text, bytes) else text.encode())
    with peek(file) as found:
        return look_through(found, stream, scratch, wishes or Wishes("desk"), lambda _: None, MUCH_LATER)


async def bring(desk: Desk, text: str, wishes: Wishes | None = None) -> Looked:
    """It comes in."""
    wanted = wishes or Wishes("desk")
    found = looked(desk.database.file, text, wanted)
    if found.checked.new:
        heading = Heading("jsonl", wanted.label, "desk.jsonl", ranges=found.carrying.ranges(), event=found.newest)
        await arriving.take_in(desk, shell(), heading, found.carrying.parts(), of=found.checked.new)
    return found


def lines(text: str, kind: str | None = None) -> list[Line]:
    found = [json.loads(line) for line in text.splitlines()]
    return [line for line in found if kind is None or line["kind"] == kind]
