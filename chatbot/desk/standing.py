"""How a ticket stood, told by its events alone. Pure."""

from collections.abc import Sequence
from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace

from store.records import Event
from store.times import from_text

UNDONE = "change_undone"

TAKEN = frozenset({"ticket_accepted", "ticket_stolen"})
RESTS = frozenset({"ticket_held", "ticket_asked"})
ENDED = frozenset({"ticket_closed", "ticket_withdrawn", "ticket_merged"})
FREED = frozenset({"ticket_released", "ticket_moved"})


class Standing(Struct, frozen=True):
    state: int
    role_id: int
    priority: int
    title: str
    description: str
    owner_id: int | None = None
    resolution: str | None = None
    accepted_at: datetime | None = None
    closed_at: datetime | None = None
    archived_at: datetime | None = None
    held_until: datetime | None = None
    held_by: int | None = None
    client_id: int | None = None
    project_id: int | None = None


def in_force(events: Sequence[Event]) -> list[Event]:
    """Without what was undone. A ticket whose opening was undone has been opened all the same, and is closed."""
    undone = {event.data["of"] for event in events if event.kind == UNDONE and event.data["verb"] != "new"}
    return [
        event for event in events if event.id not in undone and (event.kind != UNDONE or event.data["of"] not in undone)
    ]


def standing(events: Sequence[Event]) -> Standing:
    """After all of them: the events of one ticket, from its opening on."""
    kept = in_force(events)
    found = _opened(kept[0])
    for event in kept[1:]:
        found = _after(found, event)
        if event.kind == "ticket_arrived":
            found = _arrived(found, event)
    return found


def _opened(event: Event) -> Standing:
    assert event.role_id is not None, "a ticket is for a role"
    return Standing(
        event.data["state"],
        event.role_id,
        event.data["priority"],
        event.texts.get("title", ""),
        event.texts.get("description", ""),
        client_id=event.data.get("client"),
        project_id=event.data.get("project"),
    )


def _arrived(now: Standing, event: Event) -> Standing:
    """As it stood elsewhere when it was brought here."""
    since, closed = event.data["since"], event.data["closed"]
    return replace(
        now,
        owner_id=event.data["owner"],
        accepted_at=from_text(since) if since else None,
        resolution=event.data["resolution"],
        closed_at=from_text(closed) if closed else None,
    )


def _after(before: Standing, event: Event) -> Standing:
    """Every event that changes a ticket holds what became new."""
    data = event.data
    now = replace(before, state=data.get("state", before.state), priority=data.get("priority", before.priority))
    if "client" in data:
        now = replace(now, client_id=data["client"], project_id=data["project"])
    if "state" in data:  # whoever moves it ends its rest, but who lays it down
        held = event.kind in RESTS
        until = from_text(str(data["until"])) if held else None
        now = replace(now, held_until=until, held_by=event.id if held else None)
    if event.kind in TAKEN:
        return replace(now, owner_id=data["owner"], accepted_at=event.at)
    if event.kind in FREED:
        role_id = event.role_id if event.kind == "ticket_moved" else None
        return replace(now, owner_id=None, accepted_at=None, role_id=role_id or now.role_id)
    if event.kind in ENDED or event.kind == UNDONE:
        return replace(now, resolution=data["resolution"], closed_at=event.at)
    if event.kind == "ticket_reopened":
        accepted_at = now.accepted_at if data["owner"] else None
        return replace(
            now, owner_id=data["owner"], accepted_at=accepted_at, resolution=None, closed_at=None, archived_at=None
        )
    if event.kind == "ticket_archived" and now.closed_at is not None:  # else its end was taken back since
        return replace(now, archived_at=event.at)
    return _reworded(now, event)


def words_of(event: Event) -> list[str]:
    """Which of title and description it changed."""
    if event.kind == "ticket_described":
        return ["description"]
    return str(event.data.get("what", "")).split(", ") if event.kind == "ticket_edited" else []


def _reworded(now: Standing, event: Event) -> Standing:
    what = words_of(event)
    title = event.texts.get("title", "") if "title" in what else now.title
    description = event.texts.get("description", "") if "description" in what else now.description
    return replace(now, title=title, description=description)
