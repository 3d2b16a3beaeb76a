"""Tells who it concerns that a ticket went on to another state of its type, what its services have to say of it, and
that what they say in a channel isn't noted on it any more: in private, never aloud."""

from collections.abc import Iterator

from chatbot.plugin import Event, Notice, Person, Reporter, about, fit, line, on

LONGEST_CHANNEL = 30
"""Characters of its name."""


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


@on("dictation_ended")
def ended(event: Event) -> Iterator[Notice]:
    """By time, or since they left; by their own word, or where they were refused, they were answered."""
    why = {"time": "its time is over", "left": "since you left"}.get(str(event.data.get("why")))
    if why is None:
        return
    noted = event.number("comments")
    many = f"{noted} comment{'s' if noted != 1 else ''}" if noted else "no comment"
    where = fit(str(event.data.get("channel")), LONGEST_CHANNEL)
    said = about(event, f": nothing you say in {where} is noted any more, {why}; {many}.")
    yield Notice(to=Person(event.number("person")) if event.number("person") else Reporter(), text=said)
