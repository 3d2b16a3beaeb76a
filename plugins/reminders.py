"""The digest: one line in a role's channel, from time to time, of what lies open there. Silent if nothing does."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from chatbot.plugin import LINE, TYPE, Event, Notice, Role, TicketFacts, clean, fit, format_duration, on


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
