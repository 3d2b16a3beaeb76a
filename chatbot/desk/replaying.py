"""The state of all tickets as the journal alone tells it: events hold new values, so the tables must say the same."""

from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct
from msgspec.structs import replace

from store.records import Event, Ticket

TELLING = {
    f"ticket_{done}"
    for done in (
        "opened",
        "accepted",
        "stolen",
        "released",
        "moved",
        "advanced",
        "edited",
        "closed",
        "withdrawn",
        "merged",
        "reopened",
        "held",
        "resumed",
        "woke",
        "urgent",
        "asked",
        "answered",
        "arrived",
    )
} | {"change_undone"}
"""The events that hold new values of a ticket."""


class Told(Struct, frozen=True):
    """Of one ticket. `owner` and `role` are ids."""

    state: int
    owner: int | None
    priority: int
    private: bool
    role: int | None


def replay(events: Iterable[Event], told: dict[int, Told] | None = None) -> dict[int, Told]:
    """From the first event on; to go on in parts, `told` is what the parts before came to, and is changed in place."""
    told = {} if told is None else told
    for event in events:
        if event.kind in TELLING and event.ticket_id is not None:
            told[event.ticket_id] = _changed(told.get(event.ticket_id), event)
    return told


def _changed(before: Told | None, event: Event) -> Told:
    """The first one names all, and later ones what became new; every one the role, but for the word that it is urgent:
    that names the role which is asked, be it another one by then."""
    data = event.data
    if before is None:
        first = (data.get("state", 0), data.get("owner"), data.get("priority", 0), bool(data.get("private")))
        return Told(*first, event.role_id)
    names = ("state", "owner", "priority", "private")
    new = {name: data.get(name, getattr(before, name)) for name in names}
    return replace(before, **new, role=before.role if event.kind == "ticket_urgent" else event.role_id)


def as_it_is(ticket: Ticket) -> Told:
    return Told(ticket.state, ticket.owner_id, ticket.priority, ticket.private, ticket.role_id)


def differences(told: Mapping[int, Told], tickets: Iterable[Ticket]) -> Iterator[str]:
    """A sentence for each ticket of which journal and tables say something else. Each has its number, and no text."""
    missing = dict(told)
    for ticket in tickets:
        was = missing.pop(ticket.id, None)
        if was is None:
            yield f"#{ticket.id}: it is there, and the journal knows nothing of it."
        elif was != as_it_is(ticket):
            yield f"#{ticket.id}: {_difference(was, as_it_is(ticket))}."
    yield from (f"#{number}: the journal tells of it, and it isn't there." for number in sorted(missing))


def _difference(told: Told, found: Told) -> str:
    names = ("state", "owner", "priority", "private", "role")
    return ", ".join(
        f"{name} is {_shown(getattr(found, name))}, by the journal {_shown(getattr(told, name))}"
        for name in names
        if getattr(found, name) != getattr(told, name)
    )


def _shown(value: int | bool | None) -> str:
    match value:
        case None:
            return "nobody"
        case bool():
            return "yes" if value else "no"
        case number:
            return str(number)
