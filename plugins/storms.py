"""Says what becomes of a storm: the many tickets of one source, in a line while it lasts and in one at its end."""

from collections.abc import Iterator

from chatbot.plugin import TYPE, Event, Notice, Role, clean, fit, on

MOST_OF_NAME = 16
"""Characters of who reports all that."""


@on("storm_grew")
def word(event: Event) -> Iterator[Notice]:
    """Nothing if all of it is taken or over by now: what comes yet is said at the end."""
    if event.number("more"):
        yield Notice(to=Role(event.role), text=_word(event), crowd=_crowd(event))


def _word(event: Event) -> str:
    numbers, source = event.data.get("numbers"), fit(clean(str(event.data.get("source"))), MOST_OF_NAME)
    many = "all" if event.number("takes") == event.number("free") else event.number("takes")
    more = f"{event.number('more')} more from {source} in {event.span('lasted')}"
    return f"{numbers}: {more}. I go quiet. Take {many}: dibs {event.data.get('take')}"


@on("storm_over")
def over(event: Event) -> Iterator[Notice]:
    recovered, free = event.number("recovered"), event.number("free")
    parts = [f"{event.number('opened')} opened"]
    parts += [f"{recovered} closed by recovery"] if recovered else []
    parts += [f"{free} free: {TYPE}list free @{event.role}"] if free else ["none free any more"]
    text = f"Storm over, {event.span('lasted')}: {', '.join(parts)}"
    yield Notice(to=Role(event.role), text=text if free else f"{text}.", crowd=_crowd(event))


def _crowd(event: Event) -> str:
    """The word that the tickets of the storm wait under (plugins/announce.py)."""
    return f"New for {event.role}"
