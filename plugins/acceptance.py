"""Asks for acceptance: each member of the role in private, again and again; and brings every answer back."""

from collections.abc import Iterator

from chatbot.plugin import Asked, Event, Notice, Person, Reporter, Role, Told, about, clean, fit, line, merged, on

MOST_OF_TITLE = 32
"""Characters, where a line has something else to say too."""

HAD = frozenset({"accept", "release", "steal", "move", "reopen", "close", "withdraw", "merge"})
"""What may have changed who has it, or ended it."""

IN_LISTS = 48
"""Characters of what somebody added, where a line tells of several."""


@on("prompt_opened")
def ask(event: Event) -> Iterator[Notice]:
    after = f". dibs {event.ticket_id} takes it, decline {event.ticket_id} passes."
    crowd = f"New for {event.role}"
    yield Notice(
        to=Asked(unless_spoke=True),
        text=_asking(event, after),
        holds="offer",
        urgent=_urgent(event),
        crowd=crowd,
        brief=_brief(event),
    )


def _asking(event: Event, after: str) -> str:
    if event.data.get("why") == "escalated" and event.ticket:
        return line(f"#{event.ticket_id} from {event.ticket.role}, not taken there", event.title, after)
    who = f" ({event.ticket.reporter})" if event.ticket and event.title else ""
    return line(f"#{event.ticket_id} for {event.role}", event.title, f"{who}{after}")


@on("prompt_repeated")
def ask_again(event: Event) -> Iterator[Notice]:
    number, left = event.ticket_id, event.span("left")
    if event.number("person"):
        text = line(f"#{number} is still offered to you, {left} left", event.title, f". yes {number} or no {number}")
    else:
        text = line(f"#{number} still free, {left} left", event.title, f". dibs {number}")
    urgent = _urgent(event)
    yield Notice(to=Asked(), text=text, holds="offer", joined="Still waiting", brief=_brief(event), urgent=urgent)


def _urgent(event: Event) -> bool:
    """Else it may wait until who is asked is awake (VOICE, noise 3)."""
    return event.ticket is not None and event.ticket.priority >= 4


def _brief(event: Event) -> str:
    return fit(about(event, ""), 40)


@on("prompt_half_over")
def remind_channel(event: Event) -> Iterator[Notice]:
    text = line(f"#{event.ticket_id} still free, {event.span('left')} left", event.title, f". dibs {event.ticket_id}")
    yield Notice(to=Role(event.role), text=text, holds="offer", joined="Still free", brief=_brief(event))


@on("prompt_snooze_over")
def ask_later(event: Event) -> Iterator[Notice]:
    """As they wanted it."""
    number = event.ticket_id
    left = f"{event.span('left')} left"
    if event.data.get("in_person"):
        text = line(f"#{number} is still offered to you, {left}", event.title, f". yes {number} or no {number}")
    else:
        text = line(f"#{number} still free, {left}, and you said later", event.title, f". dibs {number}")
    yield Notice(to=Person(event.number("person")), text=text, holds="offer")


@on("ticket_urgent")
def call(event: Event) -> Iterator[Notice]:
    """Who may take it, or has it, hears at once."""
    text = line(f"#{event.ticket_id} is urgent, still free", event.title, f". dibs {event.ticket_id}")
    yield Notice(to=Asked(), text=text, holds="offer", urgent=True)
    yield Notice(to=Role(event.role), text=text, holds="offer", urgent=True)
    if owner := event.number("owner"):
        yield Notice(to=Person(owner), text=about(event, f": {event.actor} calls it urgent."), urgent=True)
    yield Notice(to=Reporter(), text=about(event, f": {event.actor} calls it urgent."))


@on("assignment_offered")
def ask_person(event: Event) -> Iterator[Notice]:
    """What is handed over together is one question, and the business of the plugin handover."""
    if _together(event):
        return
    number = event.ticket_id
    text = line(
        f"#{number} {event.actor} asks you to take it",
        event.title,
        f". yes {number}, no {number} or later {number} 20m",
    )
    yield Notice(to=Asked(), text=text, holds="offer", urgent=_urgent(event))


def _together(event: Event) -> bool:
    return bool(event.data.get("bundle"))


@on("assignment_declined")
def bring_back_no(event: Event) -> Iterator[Notice]:
    if not _together(event):
        why = event.texts.get("why", "")
        state = " Still free." if event.data.get("free") else ""
        said = line(f"#{event.ticket_id} {event.actor} said no", why, f".{state}") if why else ""
        yield Notice(to=Person(event.number("asker")), text=said or f"#{event.ticket_id} {event.actor} said no.{state}")


@on("assignment_timed_out")
def bring_back_silence(event: Event) -> Iterator[Notice]:
    if _together(event):
        return
    name = event.data.get("person_name")
    how = "wasn't here" if event.data.get("heard") is False else "didn't answer"
    text = (
        f"#{event.ticket_id} {name} {how} in {event.span('lifetime')}. Ask another: assign {event.ticket_id} <person>"
    )
    yield Notice(to=Person(event.number("asker")), text=text)


@on("ticket_opened")
def tell_for_whom(event: Event) -> Iterator[Notice]:
    """Somebody else typed it for them."""
    if event.number("opener"):
        stay = "" if event.data.get("known") else " You aren't logged in: stay connected."
        text = line(f"#{event.ticket_id} is your request", event.title, f". Write here to add to it.{stay}")
        yield Notice(to=Reporter(), text=text)


@on("ticket_accepted")
def tell_reporter_taken(event: Event) -> Iterator[Notice]:
    if _together(event):
        return
    brief = f"#{event.ticket_id} by {event.actor}"
    yield Notice(
        to=Reporter(), text=about(event, f": {event.actor} has it."), joined="Taken", brief=brief, at_once=True
    )
    if asker := event.number("asker"):
        yield Notice(to=Person(asker), text=f"#{event.ticket_id} {event.actor} said yes and has it.")
    if (before := event.number("was")) and before != asker:
        yield Notice(to=Person(before), text=about(event, f": {event.actor} was asked and has it from now on."))


@on("ticket_released")
def tell_released(event: Event) -> Iterator[Notice]:
    """The former owner, too, where it was an admin who took it from them."""
    text = about(event, f": {event.actor} gave it back; {event.role} is asked.")
    yield Notice(to=Reporter(), text=text)
    if before := event.number("was"):
        yield Notice(to=Person(before), text=text)


@on("ticket_reopened")
def tell_reporter_reopened(event: Event) -> Iterator[Notice]:
    then = f"{event.actor} has it." if event.number("owner") else f"{event.role} is asked."
    yield Notice(to=Reporter(), text=about(event, f": reopened by {event.actor}; {then}"))


@on("ticket_closed")
def tell_closed(event: Event) -> Iterator[Notice]:
    how = f"closed by {event.actor} ({event.data.get('resolution')})"
    brief = f"#{event.ticket_id} {how.removeprefix('closed ')}"
    bridged = event.ticket is not None and event.ticket.bridged
    told = _closed(event, how, "" if bridged else f" Not solved? reopen {event.ticket_id}")
    yield Notice(to=Reporter(), text=told, holds="closed", joined="Closed", brief=brief, at_once=True)
    if owner := event.number("owner"):
        text = _closed(event, how, "")
        yield Notice(to=Person(owner), text=text, holds="closed", joined="Closed", brief=brief, at_once=True)


@on("ticket_merged")
def tell_merged(event: Event) -> Iterator[Notice]:
    """Its reporter hears of the other one from now on."""
    text = about(event, f": {merged(event)} by {event.actor}.")
    yield Notice(to=Reporter(), text=text)
    if owner := event.number("owner"):
        yield Notice(to=Person(owner), text=text)


@on("ticket_withdrawn")
def tell_owner_withdrawn(event: Event) -> Iterator[Notice]:
    if owner := event.number("owner"):
        text = _why(event, f"{event.actor} withdrew it")
        yield Notice(to=Person(owner), text=text)


@on("ticket_stolen")
def tell_stolen(event: Event) -> Iterator[Notice]:
    text = _why(event, f"{event.actor} took it from you")
    yield Notice(to=Person(event.number("was")), text=text, urgent=_urgent(event))
    yield Notice(to=Reporter(), text=about(event, f": {event.actor} has it now."))


@on("ticket_moved")
def tell_moved(event: Event) -> Iterator[Notice]:
    text = about(event, f": {event.actor} moved it to {event.role}, which is asked.")
    yield Notice(to=Reporter(), text=text)
    if before := event.number("was"):
        yield Notice(to=Person(before), text=text)


@on("ticket_commented")
def tell_commented(event: Event) -> Iterator[Notice]:
    """Its reporter and its owner hear each other; never aloud (VOICE, noise 6)."""
    for to in (Reporter(), *([Person(owner)] if (owner := event.number("owner")) else [])):
        yield Notice(to=to, text=_added(event, MOST_OF_TITLE), joined="Added", brief=_added(event, 0), at_once=True)


@on("ticket_edited")
def tell_owner_edited(event: Event) -> Iterator[Notice]:
    """Never aloud (VOICE, noise 6): it matters to who works by what the ticket says."""
    if owner := event.number("owner"):
        yield Notice(to=Person(owner), text=about(event, f": {event.actor} changed {event.data.get('what')}."))


@on("change_undone")
def tell_undone(event: Event) -> Iterator[Notice]:
    """Whoever heard of it, aloud or in private, hears once that it isn't so."""
    yield Notice(to=Told(), text=about(event, f": {event.actor} undid {event.data.get('verb')}{_as_before(event)}"))


def _as_before(event: Event) -> str:
    if event.data.get("verb") == "new":
        return "; it is withdrawn."
    if event.data.get("resolution"):
        return "; closed again."
    if event.number("owner"):
        return "; its owner has it." if event.data.get("verb") in HAD else "."
    return f"; free. dibs {event.ticket_id}"


def _added(event: Event, most: int) -> str:
    """`most`: characters of the title, which may go: what was added is the news. Where several share a line, none."""
    said = event.texts.get("text", "")
    if not said:
        return about(event, f": {event.actor} added to it. show {event.ticket_id}")
    if not most:
        return line(f"#{event.ticket_id} {event.actor}", fit(clean(said), IN_LISTS))
    return line(f"#{event.ticket_id} {fit(clean(event.title), most)}: {event.actor} added", said)


def _why(event: Event, done: str) -> str:
    """With a reason, the title is shortened: the reason is the news."""
    why = event.texts.get("why", "").rstrip(" .")
    if not why:
        return about(event, f": {done}.")
    return line(f"#{event.ticket_id} {fit(clean(event.title), MOST_OF_TITLE)}: {done}", why, ".")


def _closed(event: Event, how: str, after: str) -> str:
    """With what was said at the end, the title is shortened: why it ended is the news."""
    said = event.texts.get("text", "").rstrip(" .")
    if not said:
        return about(event, f": {how}.{after}")
    title = fit(clean(event.title), MOST_OF_TITLE)
    return line(f"#{event.ticket_id} {title}: {how}", said, f".{after}")
