"""Tells who it concerns that a ticket went on to another state of its type, and what its services have to say of it: in
private, never aloud."""

from collections.abc import Iterator

from chatbot.plugin import Event, Notice, Person, Reporter, about, line, on


@on("ticket_advanced")
def advanced(event: Event) -> Iterator[Notice]:
    """An owner hears it where another did it."""
    text = about(event, f": {event.data.get('name')} now, by {event.actor}.")
    yield Notice(to=Reporter(), text=text)
    if owner := event.number("owner"):
        yield Notice(to=Person(owner), text=text)


@on("member_told")
def told(event: Event) -> Iterator[Notice]:
    """By the code of a service. Of a private ticket there is nothing to be said but that there is news."""
    number, text = event.ticket_id, event.texts.get("text", "")
    said = line(f"#{number}", text) if text else f"#{number} has news. show {number}"
    yield Notice(to=Person(event.number("person")), text=said)
