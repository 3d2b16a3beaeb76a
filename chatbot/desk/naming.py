"""Whom and what a line of an export names, so that each is given before it, once."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, cast

from chatbot.desk.references import references

Line = dict[str, Any]
Named = tuple[str, int | str]
"""A kind of line, and the id there; a type has none but its name."""

COLUMNS = {
    "role_id": "role",
    "owner_id": "member",
    "reporter_id": "member",
    "opener_id": "member",
    "asker_id": "member",
    "member": "member",
    "client_id": "client",
    "type": "type",
    "linked_to": "member",
}
PEOPLE: Mapping[str, Line] = {
    "role": {"members": [], "next": None, "next_id": None, "due": []},
    "client": {"rates": []},
    "type": {"settings": []},
}
"""What of them isn't the business of single tickets."""


class Given:
    """`all_of_them`: every line that may be named."""

    def __init__(self, all_of_them: Iterable[Line]) -> None:
        self._there = {(line["kind"], line.get("id", line["name"])): line for line in all_of_them}

    def named_in(self, line: Line) -> Iterator[Line]:
        """What it names, and wasn't given yet."""
        for one in (*named(line), *references(line.get("data", {}))):
            found = self._there.pop(one, None)
            if found is not None:
                yield from self.named_in(found)
                yield found | PEOPLE.get(found["kind"], {})


def named(value: object) -> Iterator[Named]:
    """In its columns, and in those of what it holds."""
    if isinstance(value, list):
        for one in cast("list[object]", value):
            yield from named(one)
    elif isinstance(value, dict):
        for name, inner in cast("dict[str, object]", value).items():
            if name in COLUMNS and isinstance(inner, (int, str)):
                yield COLUMNS[name], inner
            elif name not in ("data", "texts"):
                yield from named(inner)
