"""Says in a role's channel that a ticket waits for it, and that somebody has taken it."""

from collections.abc import Iterator

from chatbot.plugin import Announced, Event, Notice, OthersAsked, Role, about, fit, line, merged, on

IN_LISTS = 40
"""Characters of a ticket where a line tells of several."""

AGAIN = {"released": "free again for", "reopened": "reopened for", "moved": "moved to"}
"""How an offer is announced that isn't the first."""


@on("prompt_opened")
def announce(event: Event) -> Iterator[Notice]:
    take = f"dibs {event.ticket_id}"
    what = AGAIN.get(str(event.data.get("why")), "new for")
    after = f" ({event.ticket.reporter}). Take it: {take}" if event.ticket and event.title else f". {take}"
    text = line(f"#{event.ticket_id} {what} {event.role}", event.title, after)
    crowd = f"{what.capitalize()} {event.role}"
    if event.data.get("why") == "escalated":
        text, crowd = _from(event, f". {take}"), "From other roles"
    yield Notice(to=Role(event.role), text=text, holds="offer", crowd=crowd, brief=_brief(event), urgent=_urgent(event))


def _brief(event: Event) -> str:
    return fit(about(event, ""), IN_LISTS)


def _from(event: Event, after: str) -> str:
    """For a role that is asked because the ticket's own didn't take it."""
    role = event.ticket.role if event.ticket else ""
    asked = event.number("before")
    tried = f"{asked} asked, 0 took, {event.span('waited')}" if asked else "nobody to ask there"
    return line(f"#{event.ticket_id} from {role} ({tried})", event.title, after)


@on("ticket_accepted")
def taken(event: Event) -> Iterator[Notice]:
    text = f"#{event.ticket_id} taken by {event.actor}."
    yield Notice(to=Announced(), text=text, joined="Taken", brief=f"#{event.ticket_id} by {event.actor}")
    yield Notice(
        to=OthersAsked(), text=text, joined="Taken", brief=f"#{event.ticket_id} by {event.actor}", at_once=True
    )


@on("ticket_withdrawn")
def withdrawn(event: Event) -> Iterator[Notice]:
    """Where somebody has it already, the others were told so, and it is the owner's news alone."""
    if not event.number("owner"):
        text = f"#{event.ticket_id} withdrawn by {event.actor}, nothing to do any more."
        brief = f"#{event.ticket_id} by {event.actor}"
        yield Notice(to=Announced(), text=text, joined="Withdrawn", brief=brief)
        yield Notice(to=OthersAsked(), text=text, joined="Withdrawn", brief=brief, at_once=True)


@on("ticket_merged")
def united(event: Event) -> Iterator[Notice]:
    if not event.number("owner"):
        text, brief = f"#{event.ticket_id} {merged(event)} by {event.actor}.", f"#{event.ticket_id} by {event.actor}"
        yield Notice(to=Announced(), text=text, joined="Merged", brief=brief)
        yield Notice(to=OthersAsked(), text=text, joined="Merged", brief=brief, at_once=True)


@on("ticket_moved")
def moved(event: Event) -> Iterator[Notice]:
    """The role that it was for until now; the new one reads of the offer."""
    text = f"#{event.ticket_id} moved from {event.data.get('from_role')} to {event.role} by {event.actor}."
    brief = f"#{event.ticket_id} to {event.role} by {event.actor}"
    yield Notice(to=Announced(), text=text, joined="Moved", brief=brief)
    yield Notice(to=OthersAsked(), text=text, joined="Moved", brief=brief, at_once=True)


@on("ticket_closed")
def recovered(event: Event) -> Iterator[Notice]:
    """A system says that it is over before anybody took it. Whoever has it is told as of any other end."""
    if event.data.get("resolution") == "recovered" and not event.number("owner"):
        text = f"#{event.ticket_id} recovered, nothing to do any more."
        yield Notice(to=Announced(), text=text, joined="Recovered", brief=f"#{event.ticket_id}")
        yield Notice(to=OthersAsked(), text=text, joined="Recovered", brief=f"#{event.ticket_id}")


@on("ticket_closed")
def closed(event: Event) -> Iterator[Notice]:
    """For a role that says all (chatbot/desk/aloud.py)."""
    if event.data.get("resolution") != "recovered":
        how = f"by {event.actor} ({event.data.get('resolution')})"
        text, brief = f"#{event.ticket_id} closed {how}.", f"#{event.ticket_id} {how}"
        yield Notice(to=Announced(), text=text, joined="Closed", brief=brief, chatty=True)


@on("import_done")
def imported(event: Event) -> Iterator[Notice]:
    """In one line, however many they are. What is over already is nobody's business."""
    if event.role and (still_open := event.number("open")):
        came, free = f"{event.number('tickets')} came in from {event.data.get('label')}", event.number("free")
        lie = f"{free} free: list free" if free else "none of them free."
        yield Notice(to=Role(event.role), text=f"{event.role}: {came}, {still_open} open, {lie}")


def _urgent(event: Event) -> bool:
    return event.ticket is not None and event.ticket.priority >= 4
