"""The state of all tickets, once told by the journal alone and once as it is."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from store.records import Event
from tests.desk.doing import Dump

TELLING = {"ticket_opened", "ticket_accepted", "ticket_released", "ticket_closed", "ticket_reopened"}
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
    """Every such event names the state; the first one all the rest, and later ones what became new."""
    if before is None:
        return Told(event.data["state"], None, event.data["priority"], event.data["private"], event.role_id)
    owner = event.data.get("owner", before.owner)
    return replace(before, state=event.data["state"], owner=owner)


def state_of(rows: Dump) -> dict[int, Told]:
    """What the tables say, read without the store."""
    return {row["id"]: told_by(row) for row in rows["ticket"]}


def told_by(row: dict[str, Any]) -> Told:
    return Told(row["state"], row["owner_id"], row["priority"], bool(row["private"]), row["role_id"])
