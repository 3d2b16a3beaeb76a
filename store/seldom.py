"""What is read all the time and changes seldom is read once: who is who, the roles and the types.

Triggers count the changes of these tables in a row of its own, whoever makes them, by whatever way. Each group of
bodies looks at that row first, in its own snapshot, so that nothing that is kept is older than what it would read. A
group that writes to one of these tables keeps nothing from there on: what it wrote may still be undone.
Why, and by how much: docs/performance/notes.md.
"""

import re
import sqlite3
from collections.abc import Callable
from functools import cached_property, lru_cache
from typing import Any, Literal

from store.rows import Row

TABLES = frozenset(
    {"habit", "identity", "member", "membership", "role", "ticket_edge", "ticket_state", "ticket_type", "type_setting"}
)
MOST = 10_000
"""Answers that are kept at most."""

_READS = re.compile(r"\b(?:from|join)\s+(\w+)")
_WRITES = re.compile(r"\b(?:insert\s+(?:or\s+\w+\s+)?into|update(?!\s+set\b)(?:\s+or\s+\w+)?|delete\s+from)\s+(\w+)")


@lru_cache(maxsize=4096)
def sort_of(sql: str) -> Literal["read", "write", "other"]:
    """`read`: it asks these tables and no other. `write`: it changes one of them."""
    text = sql.lower()
    written = set(_WRITES.findall(text))
    if written:
        return "write" if written & TABLES else "other"
    asked = set(_READS.findall(text))
    return "read" if asked and asked <= TABLES and "random" not in text else "other"


class Seldom(sqlite3.Connection):
    """A connection with what is kept of those tables."""

    _changes = -1
    _keeping = False

    @cached_property
    def makers(self) -> dict[tuple[type, str], Callable[[Row], Any]]:
        """How the rows of a statement become records, which is looked up by it and not by its columns each time."""
        return {}

    @cached_property
    def kept(self) -> dict[tuple[Any, ...], Any]:
        """What came of it, by what was asked."""
        return {}

    def begin(self) -> None:
        """A group's transaction begins. sqlite3.Error if even that can't be read."""
        (changes,) = self.execute("select changes from seldom").fetchone()
        if changes != self._changes or len(self.kept) + len(self.makers) > MOST:
            self.kept.clear()
            self.makers.clear()
            self._changes = changes
        self._keeping = True

    def end(self) -> None:
        """What is asked between two groups is asked anew."""
        self._keeping = False

    def keeps(self, sql: str) -> bool:
        """Whether what that asks is kept now."""
        return self._keeping and sort_of(sql) == "read"

    def sees(self, sql: str) -> None:
        """To be told of all that is done: a change of these tables ends the keeping."""
        if self._keeping and sort_of(sql) == "write":
            self._keeping = False
