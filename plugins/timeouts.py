"""Tells the one who opened a ticket, and the role, that nobody took it in its lifetime."""

from collections.abc import Iterator

from chatbot.plugin import Event, Notice, Reporter, Role, line, on


@on("ticket_timed_out")
def timed_out(event: Event) -> Iterator[Notice]:
    number, role = event.ticket_id, event.role
    if event.data.get("why") == "declined":
        end = (
            f": all {event.number('members')} of {role} passed." if event.number("members") > 1 else f": {role} passed."
        )
    else:
        end = f": nobody in {role} took it in {event.span('lifetime')}."
    yield Notice(
        to=Reporter(), text=line(f"#{number}", event.title, f"{end} It stays open: show {number}"), holds="free"
    )
    yield Notice(
        to=Role(role), text=line(f"#{number} timed out, still free", event.title, f". dibs {number}"), holds="free"
    )
