"""Says in a role's channel that a ticket waits for it, and that somebody has taken it."""

from collections.abc import Iterator

from chatbot.plugin import Announced, Event, Notice, OthersAsked, Role, line, on

AGAIN = {"released": "free again for", "reopened": "reopened for"}
"""How an offer is announced that isn't the first."""


@on("prompt_opened")
def announce(event: Event) -> Iterator[Notice]:
    what = AGAIN.get(str(event.data.get("why")), "new for")
    take = f"dibs {event.ticket_id}"
    after = f" ({event.ticket.reporter}). Take it: {take}" if event.ticket and event.title else f". {take}"
    text = line(f"#{event.ticket_id} {what} {event.role}", event.title, after)
    yield Notice(to=Role(event.role), text=text, holds="offer", urgent=_urgent(event))


@on("ticket_accepted")
def taken(event: Event) -> Iterator[Notice]:
    text = f"#{event.ticket_id} taken by {event.actor}."
    yield Notice(to=Announced(), text=text, joined="Taken", brief=f"#{event.ticket_id} by {event.actor}")
    yield Notice(to=OthersAsked(), text=text)


def _urgent(event: Event) -> bool:
    return event.ticket is not None and event.ticket.priority >= 4
