"""A plugin that fails at one title, and at no other."""

from collections.abc import Iterator

from chatbot.plugin import Event, Notice, Role, on

TRIPS_OVER = "banana peel"


@on("ticket_opened")
def remark(event: Event) -> Iterator[Notice]:
    assert event.ticket is not None
    looks = "easy" if 1 // (event.title != TRIPS_OVER) else ""
    yield Notice(to=Role(event.role), text=f"#{event.ticket_id} looks {looks}")
