"""Plugins made by hand, and the dispatcher that reads the journal for them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from chatbot.desk.desk import Desk
from chatbot.plugin import Event, Notice, Role
from chatbot.services import alarms
from chatbot.services.dispatcher import Dispatcher, begin
from chatbot.services.news import News
from chatbot.services.plugins import Plugin, plugin_of
from chatbot.services.presence import Presence

Handler = Callable[[Event], Iterable[Notice]]


def aloud(event: Event) -> Iterable[Notice]:
    """Says in ops' channel what happened to which ticket."""
    yield Notice(to=Role("ops"), text=f"{event.kind} #{event.ticket_id} {event.title}")


@dataclass(slots=True)
class Clumsy:
    """Says what happened in ops' channel; raises at the events of these kinds, as often as told. Notes each try."""

    failures: dict[str, int]
    tries: list[str] = field(default_factory=list[str])

    def __call__(self, event: Event) -> Iterable[Notice]:
        self.tries.append(event.kind)
        if self.failures.get(event.kind, 0) > 0:
            self.failures[event.kind] -= 1
            raise RuntimeError("private words that nobody should read")
        return list(aloud(event))


@dataclass(slots=True)
class Listener:
    """Says nothing, and keeps what it hears."""

    heard: list[Event] = field(default_factory=list[Event])

    def __call__(self, event: Event) -> Iterable[Notice]:
        self.heard.append(event)
        return ()


async def hears(desk: Desk, presence: Presence, handler: Handler, *kinds: str, name: str = "teller") -> Dispatcher:
    """Reads from now on."""
    found = Dispatcher(Plugin(name, dict.fromkeys(kinds, (handler,))), desk, presence, news=News(desk.database))
    await desk.database.write(begin, name)
    return found


async def alarm_bell(desk: Desk, presence: Presence) -> Dispatcher:
    """dibs's own plugin, which tells admins; it reads from now on."""
    await desk.database.write(begin, "alarms")
    return Dispatcher(plugin_of(alarms, "alarms", {}), desk, presence, news=News(desk.database))


async def read_all(*dispatchers: Dispatcher) -> None:
    """Until each has read what it may read now."""
    for one in dispatchers:
        while await one.step():
            pass
