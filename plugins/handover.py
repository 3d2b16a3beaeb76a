"""Asks one person to take over several tickets in one line, and brings all that they answer back in one."""

from collections.abc import Iterator

from chatbot.plugin import LINE, Asked, Event, Notice, Person, Reporter, TicketFacts, about, clean, fit, line, on

MOST_OF_TITLE = 24
"""Characters, where several tickets share a line."""


@on("handover_offered")
def ask(event: Event) -> Iterator[Notice]:
    if event.tickets:
        first = event.tickets[0].id
        several = f". yes, no, or yes {first}" if len(event.tickets) > 1 else ". yes or no"
        before = f"Handover from {event.actor}, {len(event.tickets)} for you: "
        yield Notice(to=Asked(), text=_listed(before, event.tickets, several), holds="offer", urgent=True)


def _listed(before: str, tickets: tuple[TicketFacts, ...], after: str) -> str:
    """As many with their titles as fit, and the others by their numbers; how many more there are where that's long."""
    texts = [before + named + after for named in _namings(tickets)]
    return next((text for text in texts if len(text) <= LINE), texts[-1])


def _namings(tickets: tuple[TicketFacts, ...]) -> Iterator[str]:
    """What says most comes first."""
    titled = [line(f"#{one.id}", fit(clean(one.title), MOST_OF_TITLE)) for one in tickets]
    for count in range(len(tickets), -1, -1):
        others = " ".join(f"#{one.id}" for one in tickets[count:])
        yield ", ".join([*titled[:count], *([others] if others else [])])
    for count in range(len(tickets) - 1, 0, -1):
        yield " ".join(f"#{one.id}" for one in tickets[:count]) + f" and {len(tickets) - count} more"


@on("ticket_accepted")
def taken(event: Event) -> Iterator[Notice]:
    if _together(event):
        told = about(event, f": {event.actor} has it.")
        yield Notice(to=Reporter(), text=told, joined="Handed over", brief=f"#{event.ticket_id} {event.actor} has it")
        yield _answer(event, f"{event.actor} has it")


@on("assignment_declined")
def refused(event: Event) -> Iterator[Notice]:
    if _together(event):
        yield _answer(event, f"{event.actor} said no", event.texts.get("why", ""))


@on("assignment_timed_out")
def unanswered(event: Event) -> Iterator[Notice]:
    if _together(event):
        how = "wasn't here" if event.data.get("heard") is False else "didn't answer"
        yield _answer(event, f"{event.data.get('person_name')} {how}")


def _together(event: Event) -> bool:
    return bool(event.data.get("bundle"))


def _answer(event: Event, what: str, why: str = "") -> Notice:
    """To who asked: what is answered at about the same time is told at once."""
    text = line(f"#{event.ticket_id} {what}", why) if why else f"#{event.ticket_id} {what}."
    return Notice(to=Person(event.number("asker")), text=text, joined="Handover", brief=fit(text.rstrip("."), 60))
