"""The state of all tickets, once told by the journal alone and once as it is."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from store.records import Event
from tests.desk.doing import Dump

TELLING = {
    f"ticket_{done}"
    for done in (
        "opened",
        "accepted",
        "stolen",
        "released",
        "moved",
        "edited",
        "closed",
        "withdrawn",
        "reopened",
        "held",
        "resumed",
        "woke",
        "urgent",
    )
} | {"change_undone", "ticket_held", "ticket_asked", "ticket_answered", "ticket_resumed", "ticket_woke"}
"""The events that hold new values of a ticket."""


@dataclass(frozen=True, slots=True)
class Told:
    state: int
    owner: int | None
    priority: int
    private: bool
    role: int | None


def replay(events: Iterable[Event]) -> dict[int, Told]:
    told: dict[int, Told] = {}
    for event in events:
        if event.kind in TELLING and event.ticket_id is not None:
            told[event.ticket_id] = changed(told.get(event.ticket_id), event)
    return told


def changed(before: Told | None, event: Event) -> Told:
    """The first one names all, and later ones what became new; every one the role, but for the word that it is urgent:
    that names the role which is asked, be it another one by then."""
    data = event.data
    if before is None:
        return Told(data["state"], None, data["priority"], data["private"], event.role_id)
    new = {name: data.get(name, getattr(before, name)) for name in ("state", "owner", "priority")}
    return replace(before, **new, role=before.role if event.kind == "ticket_urgent" else event.role_id)


def state_of(rows: Dump) -> dict[int, Told]:
    """What the tables say, read without the store."""
    return {row["id"]: told_by(row) for row in rows["ticket"]}


def told_by(row: dict[str, Any]) -> Told:
    return Told(row["state"], row["owner_id"], row["priority"], bool(row["private"]), row["role_id"])
