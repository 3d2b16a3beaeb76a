"""A file of tkts, be it its database or the table of Lua before: told apart by what is in it."""

import re
from datetime import UTC, datetime, tzinfo
from pathlib import Path

from msgspec import Struct

from chatbot.cli.importing.legacy import Unit, read_legacy
from chatbot.cli.importing.lua import LARGEST
from chatbot.cli.importing.old import BadFile, Found
from chatbot.cli.importing.tkts import read_tkts

SQLITE = b"SQLite format 3\0"
LABEL = re.compile(r"[a-z][a-z0-9_-]{0,19}", re.ASCII)


class Source(Struct, frozen=True):
    """`format`: tkts or legacy; `written`: when the file was last written to."""

    format: str
    found: Found
    written: datetime


def read_old(file: Path, zone: tzinfo, unit: Unit | None) -> Source:
    """Raises BadFile, which says why it can't be read, or what is needed for that."""
    try:
        if not file.is_file():
            raise BadFile(f"{file} is no file." if file.exists() else f"There is no file {file}.")
        written = datetime.fromtimestamp(file.stat().st_mtime, UTC)
        with file.open("rb") as opened:
            begins = opened.read(len(SQLITE))
            if begins == SQLITE:
                return Source("tkts", read_tkts(file, zone), written)
            content = begins + opened.read(LARGEST + 1)
    except OSError as error:
        raise BadFile(f"{file} can't be read: {error.strerror or error}.") from None
    if unit is None:
        raise BadFile(f"{file} doesn't say in what it counts time. Say it: --time-unit minutes, or seconds.")
    return Source("legacy", read_legacy(content, unit), written)


def need_label(label: str) -> None:
    """It stands before a key: `show tkts:5`."""
    if not LABEL.fullmatch(label):
        raise BadFile(f"{label!r} is no label: small letters, digits, - and _, 20 at most, such as tkts or tkts-old.")
