"""Tells the one who opened a ticket, and the role, that nobody took it in its lifetime."""

from collections.abc import Iterator

from chatbot.plugin import Event, Notice, Reporter, Role, about, line, on


@on("ticket_timed_out")
def timed_out(event: Event) -> Iterator[Notice]:
    number, take = event.ticket_id, f". dibs {event.ticket_id}"
    told = about(event, f": {_end(event)} It stays open: show {number}")
    yield Notice(to=Reporter(), text=told, holds="free")
    what = f"#{number} passed, still free" if _declined(event) else f"#{number} timed out, still free"
    yield Notice(to=Role(event.role), text=line(what, event.title, take), holds="free")


def _end(event: Event) -> str:
    if not _declined(event):
        return f"nobody in {event.role} took it in {event.span('lifetime')}."
    members = event.number("members")
    return f"all {members} of {event.role} passed." if members > 1 else f"{event.role} passed."


def _declined(event: Event) -> bool:
    return event.data.get("why") == "declined"
