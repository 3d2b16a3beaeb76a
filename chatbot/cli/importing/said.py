"""What is typed beside a file: a label, and what is called how."""

import re
from collections.abc import Sequence
from datetime import UTC, tzinfo
from pathlib import Path
from zoneinfo import ZoneInfo

from chatbot.cli.importing.old import BadFile
from chatbot.cli.importing.reading import need_label
from chatbot.desk.habits import need_known


def label_of(given: str | None, file: Path, otherwise: str) -> str:
    """`old` of old.jsonl, where none is given."""
    if given is not None:
        need_label(given)
        return given
    found = re.sub(r"[^a-z0-9_-]+", "-", file.stem.lower()).lstrip("0123456789-_")[:20].rstrip("-_")
    return found or otherwise


def pairs(given: Sequence[str], example: str) -> dict[str, str]:
    """`bug=request`"""
    found = dict[str, str]()
    for one in given:
        left, equals, right = one.rpartition("=")
        if not equals or not left.strip():
            raise BadFile(f"{one!r} says nothing: it is a name, an equals sign and another name. {example}")
        found[left.strip()] = right.strip()
    return found


def zone_of(name: str) -> tzinfo:
    return UTC if name.upper() == "UTC" else ZoneInfo(need_known(name))
