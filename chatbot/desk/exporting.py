"""A desk for other programs: rows as plain data, in a shape that stays (docs/export.md)."""

import json
from collections.abc import Iterator
from typing import Any

from msgspec.structs import asdict, fields, replace

from chatbot.desk.act import Act
from chatbot.desk.priorities import PRIORITIES
from chatbot.desk.searching import all_of
from store import finding
from store.exported import EventRow, TicketRow
from store.exporting import BillRow, ClientRow, MemberRow, RoleRow, TypeRow, ViewRow
from store.finding import Condition, Fact, Reader, Wanted
from store.pages import PART

VERSION = 1
"""Of the shape. What there is stays, and keeps its meaning; more may come."""

Row = dict[str, Any]

Around = MemberRow | RoleRow | TypeRow | ClientRow | ViewRow | BillRow
"""Who there is, and for whom and of what kind tickets are."""

NESTED = frozenset(
    {
        *("accounts", "members", "states", "edges", "settings", "codes", "projects", "rates", "due", "watchers"),
        *("aliases", "lines", "entries", "watching", "relations", "offers", "time", "stay", "troubles", "notes"),
    }
)
"""Columns that the store gives as JSON."""
MASKS = ("sender_ignored", "sender_unignored")
"""Events whose texts may say where somebody came from."""
NAMES = {value: name for name, value in PRIORITIES.items()}

INNER = frozenset({"desk", "network", "role_id", "owner_id", "reporter_id", "opener_id", "client_id", "project_id"})
"""Columns by which another desk knows who is meant; a table is for people."""
LATER = ("client", "project", "minutes")
"""What came with time: new columns stand at the end."""
CSV_COLUMNS = (
    *(
        field.name
        for field in fields(TicketRow)
        if field.name not in NESTED and field.name not in INNER and field.name not in {*LATER, "held_by"}
    ),
    *LATER,
)
FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for the beginning of a formula, or skips before one."""


async def wanted(act: Act, query: str, *, private: bool) -> Wanted:
    """What `search` would find by it, for an admin; without private ones unless those are wanted, too."""
    return replace(await all_of(act, query), reader=Reader(public=not private, admin=True), orders=())


async def found_before(act: Act, query: Wanted, last: int | None) -> list[int]:
    """The next numbers, the newest first."""
    more = [Condition([[Fact("before", last)]])] if last is not None else []
    found = await finding.find(act.tx, replace(query, conditions=[*query.conditions, *more]), limit=PART)
    return [ticket.id for ticket in found]


def record(row: Around | TicketRow) -> Row:
    """One line, but for its kind."""
    made = {name: json.loads(value) if name in NESTED else value for name, value in asdict(row).items()}
    if isinstance(row, (TicketRow, TypeRow)):
        made["priority"] = NAMES[row.priority]
    return made


def event(row: EventRow) -> Row:
    """What is an event's kind is its `event` here: each line's `kind` says what the line is."""
    made = {"event": row.kind, **asdict(row)}
    del made["kind"]
    if row.kind in MASKS:
        made["texts"] = {}
    return made


def cells(row: TicketRow) -> Iterator[str]:
    """One line of a table."""
    made = record(row)
    made["minutes"] = sum(entry["minutes"] for entry in made["time"])
    for name in CSV_COLUMNS:
        yield cell(made[name])


def cell(value: str | int | bool | None) -> str:
    """As text that no spreadsheet runs: before what would be a formula there, an apostrophe."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    text = str(value).translate(UNSEEN)
    return f"'{text}" if isinstance(value, str) and text.startswith(FORMULA) else text


UNSEEN = {code: None for code in (*range(32), *range(127, 160)) if chr(code) not in "\n\t"}
"""What would move a terminal's cursor."""
