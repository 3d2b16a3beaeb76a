"""Events as plugins get them, made by hand; and what a plugin says to one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from chatbot.plugin import Event, Notice, TicketFacts
from chatbot.services.plugins import load

START = datetime(2026, 11, 20, 10, 0, tzinfo=UTC)

PRINTER = TicketFacts(
    id=12,
    title="printer on fire",
    reporter="alice",
    owner="",
    role="ops",
    state="new",
    priority=2,
    private=False,
    free=True,
    overdue=False,
    opened_at=START - timedelta(hours=2),
    changed_at=START,
)
PRIVATE = replace(PRINTER, private=True, title="", reporter="")


@dataclass(frozen=True, slots=True)
class Happening:
    """What happens, besides the ticket that it happens to. `ticket`: False where the event is a role's."""

    kind: str
    data: Mapping[str, str | int | bool | None]
    texts: Mapping[str, str]
    actor: str = "bob"
    ticket: bool = True


def happening(
    kind: str, *, actor: str = "bob", ticket: bool = True, reason: str = "", **data: str | int | None
) -> Happening:
    """`reason` is the text that somebody gave; all else goes into the event's data."""
    return Happening(kind, data, {"why": reason} if reason else {}, actor, ticket)


def event(what: Happening, ticket: TicketFacts = PRINTER, tickets: Sequence[TicketFacts] = ()) -> Event:
    """As the dispatcher makes it: a private ticket brings no texts along."""
    return Event(
        id=99,
        kind=what.kind,
        at=START,
        actor=what.actor,
        role=ticket.role,
        ticket=ticket if what.ticket else None,
        data=what.data,
        texts={} if ticket.private else what.texts,
        tickets=tuple(tickets),
    )


def said(plugin: str, to: Event, **settings: object) -> list[Notice]:
    """What that plugin says to it, loaded as the app loads it."""
    (loaded,) = load([plugin], {plugin: settings})
    return loaded.react(to)


def spoken(plugin: str, to: Event, **settings: object) -> list[tuple[object, str]]:
    """To whom, and what."""
    return [(notice.to, notice.text) for notice in said(plugin, to, **settings)]
