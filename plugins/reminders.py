"""The digest: one line in a role's channel, from time to time, of what lies open there, and in the morning one for an
owner of what they let lie. Silent if nothing does. And a word in private about a timer that may be forgotten."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from chatbot.plugin import LINE, TYPE, Event, Notice, Person, Role, TicketFacts, about, clean, fit, format_duration, on


@dataclass(frozen=True, slots=True)
class Settings:
    """How many free tickets the line names, as far as they fit, before it counts the rest. 0: none."""

    named: int = 3


@on("digest_due")
def digest(event: Event, settings: Settings) -> Iterator[Notice]:
    if not event.tickets:
        return
    lines = (_line(event, named) for named in range(max(0, settings.named), -1, -1))
    text = next((line for line in lines if len(line) <= LINE), _line(event, 0))
    yield Notice(to=Role(event.role), text=text, holds="newest")


OWNED = 5
"""Tickets in an owner's morning line; there are people with more."""


@on("morning_came")
def morning(event: Event) -> Iterator[Notice]:
    """`Yours: #12 back from hold, #9 untouched 4d. Snooze: hold 9 2d`; numbers alone, which everybody may read."""
    to = Person(event.number("person"))
    woken, lying, free = (_those(event, key) for key in ("woken", "lying", "free"))
    if woken or lying:
        parts = [f"#{one.id} back from hold" for one in woken]
        parts += [f"#{one.id} untouched {format_duration(_whole_days(event.at - one.changed_at))}" for one in lying]
        more = f", {len(parts) - OWNED} more: mine" if len(parts) > OWNED else "."
        snooze = f" Snooze: hold {lying[0].id} 2d" if lying and more == "." else ""
        yield Notice(to=to, text=f"Yours: {', '.join(parts[:OWNED])}{more}{snooze}", holds="newest")
    if free:
        named = (_free(event, free, most) for most in range(len(free), -1, -1))
        yield Notice(to=to, text=next(text for text in named if len(text) <= LINE))


def _those(event: Event, key: str) -> list[TicketFacts]:
    numbers = [int(word) for word in str(event.data.get(key) or "").split()]
    found = {ticket.id: ticket for ticket in event.tickets}
    return [found[number] for number in numbers if number in found]


def _whole_days(length: timedelta) -> timedelta:
    return timedelta(days=max(length.days, 1))


def _free(event: Event, free: Sequence[TicketFacts], most: int) -> str:
    named = f" ({_named(free, event, most)})" if most else ""
    return f"Your roles: {len(free)} free{named}. dibs {free[0].id}"


def _line(event: Event, most: int) -> str:
    free = [ticket for ticket in event.tickets if ticket.free]
    overdue = [ticket for ticket in free if ticket.overdue]
    parts = [f"{len(free)} free" + (f" ({_named(free, event, most)})" if free and most else "")]
    if overdue:
        named = f" ({' '.join(f'#{ticket.id}' for ticket in overdue[:most])})" if most else ""
        parts.append(f"{len(overdue)} overdue{named}")
    parts.append(f"{len(event.tickets) - len(free)} in hand")
    more = f" {TYPE}list free" if free else ""
    when = f"{event.role} 09:00" if event.data.get("morning") else event.role
    return f"{when}: {', '.join(parts)}.{more}"


def _named(free: Sequence[TicketFacts], event: Event, most: int) -> str:
    shown = [_short(ticket, event) for ticket in free[:most]]
    return ", ".join(shown) + (", ..." if len(free) > most else "")


def _short(ticket: TicketFacts, event: Event) -> str:
    title = fit(clean(ticket.title), 24) if ticket.title else "(private)"
    return f"#{ticket.id} {title} {format_duration(event.at - ticket.opened_at)}"


@on("timer_asked")
def still_at_work(event: Event) -> Iterator[Notice]:
    """Whoever began it is asked in private, until they say; nothing is logged meanwhile."""
    number = event.ticket_id
    after = f": your timer runs for {event.span('ran')}. Go on: start {number}. Else: stop, stop 3h, stop drop"
    yield Notice(to=Person(event.number("person")), text=about(event, after), holds="running")


ENDED = {"time": "the most of a day", "linked": "since another one of yours runs"}
"""Why a timer ended without a word of its owner; of a ticket that is erased nothing can be logged."""


@on("timer_ended")
def ended_unlogged(event: Event) -> Iterator[Notice]:
    """Whoever is suspended isn't told."""
    why = ENDED.get(str(event.data.get("why")))
    if why is None:
        return
    write = f"log {event.ticket_id} 3h on={event.data.get('day')}"
    after = f": your timer ended after {event.span('ran')}, {why}; nothing is logged. {write}"
    yield Notice(to=Person(event.number("person")), text=about(event, after))
