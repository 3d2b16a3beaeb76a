"""Tells those who watch a ticket what happens to it: in private, and what happens together in one line."""

from collections.abc import Callable, Iterator, Mapping

from chatbot.plugin import Event, Notice, Watchers, clean, fit, line, merged, on

MOST_OF_TITLE = 32
"""Characters; what happened is the news."""

IN_LISTS = 48
"""Characters of one thing that happened, where a line tells several."""


def _then(event: Event) -> str:
    return "its owner has it again" if event.number("owner") else f"{event.role} is asked"


DONE: Mapping[str, Callable[[Event], str]] = {
    "ticket_accepted": lambda event: f"taken by {event.actor}",
    "ticket_stolen": lambda event: f"taken over by {event.actor}",
    "ticket_released": lambda event: f"given back by {event.actor}; {event.role} is asked",
    "ticket_moved": lambda event: f"moved to {event.role} by {event.actor}",
    "ticket_advanced": lambda event: f"{event.data.get('name')}, by {event.actor}",
    "ticket_edited": lambda event: f"{event.data.get('what')} changed by {event.actor}",
    "ticket_closed": lambda event: f"closed by {event.actor} ({event.data.get('resolution')})",
    "ticket_reopened": lambda event: f"reopened by {event.actor}; {_then(event)}",
    "ticket_asked": lambda event: f"its reporter was asked by {event.actor}",
    "ticket_held": lambda event: f"put on hold by {event.actor}",
    "ticket_resumed": lambda event: f"resumed by {event.actor}",
    "ticket_withdrawn": lambda event: f"withdrawn by {event.actor}",
    "ticket_commented": lambda event: f"{event.actor} added to it",
    "ticket_merged": lambda event: f"{merged(event)} by {event.actor}",
    "ticket_timed_out": lambda event: f"nobody in {event.role} has taken it",
}
"""What is told of each kind of event."""

ALOUD = frozenset({"ticket_accepted", "ticket_moved", "ticket_timed_out"})
"""What is said where the ticket was announced, too."""


def _is_aloud(event: Event) -> bool:
    """The end of one that nobody had is told to those who were asked."""
    return event.kind in ALOUD or (event.kind == "ticket_merged" and not event.number("owner"))


@on(*DONE)
def tell(event: Event) -> Iterator[Notice]:
    done = DONE[event.kind](event)
    said = event.texts.get("text") or event.texts.get("why") or ""
    yield Notice(
        to=Watchers(unless_heard=_is_aloud(event)),
        text=_line(event, done, said.rstrip(" .")),
        joined="Watched",
        brief=line(f"#{event.ticket_id} {done}", fit(clean(said), IN_LISTS)) if said else f"#{event.ticket_id} {done}",
    )


def _line(event: Event, done: str, said: str) -> str:
    if not said:
        return line(f"#{event.ticket_id}", event.title, f": {done}.")
    return line(f"#{event.ticket_id} {fit(clean(event.title), MOST_OF_TITLE)}: {done}", said, ".")
