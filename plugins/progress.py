"""Tells who it concerns that a ticket went on to another state of its type: in private, never aloud."""

from collections.abc import Iterator

from chatbot.plugin import Event, Notice, Person, Reporter, about, on


@on("ticket_advanced")
def advanced(event: Event) -> Iterator[Notice]:
    """An owner hears it where another did it."""
    text = about(event, f": {event.data.get('name')} now, by {event.actor}.")
    yield Notice(to=Reporter(), text=text)
    if owner := event.number("owner"):
        yield Notice(to=Person(owner), text=text)
