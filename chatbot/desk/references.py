"""What the data of an event refers to, by its names: ids, which mean nothing in another desk."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeGuard

ONE: Mapping[str, str] = {
    "owner": "member",
    "was": "member",
    "person": "member",
    "asker": "member",
    "opener": "member",
    "into": "member",
    "member": "member",
    "other": "ticket",
    "first": "ticket",
    "error": "ticket",
    "next": "role",
    "of": "event",
    "by": "event",
    "hold": "event",
    "event": "event",
    "started": "event",
    "stopped": "event",
    "corrects": "entry",
    "bundle": "prompt",
    "client": "client",
    "project": "project",
    "view": "view",
    "bill": "bill",
}
"""Where it is a number: `was` may be the name of a state, too, and `error` a text."""

MANY: Mapping[str, str] = {
    "followers": "member",
    "time": "entry",
    "running": "event",
    "unkeyed": "ticket",
    "woken": "ticket",
    "lying": "ticket",
    "free": "ticket",
}
"""Where it is a text: numbers with blanks between them. `free` may be how many, too."""

Renumber = Callable[[str, int], int | None]
"""What something of that kind with that id is called elsewhere; None: nothing there is it."""


def references(data: Mapping[str, Any]) -> Iterator[tuple[str, int]]:
    for name, value in data.items():
        if name in ONE and _is_id(value):
            yield ONE[name], value
        elif name in MANY and isinstance(value, str):
            yield from ((MANY[name], int(part)) for part in value.split() if part.isdecimal())


def renumbered(data: Mapping[str, Any], called: Renumber) -> dict[str, Any]:
    return {name: _called(name, value, called) for name, value in data.items()}


def _called(name: str, value: object, called: Renumber) -> object:
    if name in ONE and _is_id(value):
        return called(ONE[name], value)
    if name in MANY and isinstance(value, str):
        parts = [called(MANY[name], int(part)) if part.isdecimal() else None for part in value.split()]
        return " ".join(str(part) for part in parts if part is not None)
    return value


def _is_id(value: object) -> TypeGuard[int]:
    return isinstance(value, int) and not isinstance(value, bool)
