"""Tells the one who opened a ticket, and the role, that nobody took it in its lifetime; and who is asked next.

And who has a ticket, then their role, that it stays in one state for longer than it should.
"""

from collections.abc import Iterator

from chatbot.plugin import LINE, TYPE, Event, Notice, Person, Reporter, Role, about, fit, line, on

DECLINED, EMPTY, ABSENT = "declined", "empty", "absent"
CHANNELS = {
    DECLINED: "passed",
    EMPTY: "finds nobody to ask here",
    ABSENT: "finds nobody here now",
    "after": "passed on",
    "prompts": "passed on",
}
"""What the role's channel hears of it, where it isn't that time ran out."""


@on("ticket_timed_out")
def timed_out(event: Event) -> Iterator[Notice]:
    number, take = event.ticket_id, f". dibs {event.ticket_id}"
    brief = f"#{number} of {event.role}"
    yield Notice(to=Reporter(), text=_told(event), holds="free", joined="Not taken", brief=brief, at_once=True)
    brief = fit(about(event, ""), 40)
    what = f"#{number} {CHANNELS.get(_why(event), 'timed out')}, still free"
    yield Notice(
        to=Role(event.role),
        text=line(what, event.title, take),
        holds="free",
        crowd="Timed out, still free",
        brief=brief,
    )


@on("ticket_overstayed")
def overstayed(event: Event) -> Iterator[Notice]:
    """Who has it hears it first, and its role as well from the second time on, or where nobody has it."""
    number, name, lasted = event.ticket_id, event.data.get("name"), event.span("lasted")
    brief = fit(f"#{number} {name} for {lasted}", 40)
    if owner := event.number("owner"):
        after = f": {name} for {lasted} now. advance {number}, or hold {number}"
        yield Notice(to=Person(owner), text=about(event, after), holds="newest", joined="Yours for long", brief=brief)
    if not owner or event.number("count") > 1:
        text = line(f"#{number} {name} for {lasted} now", event.title, f". {TYPE}show {number}")
        yield Notice(to=Role(event.role), text=text, holds="newest", joined="For long", brief=brief)


def _told(event: Event) -> str:
    """With the names of the roles that were passed over, where they fit; they are in `why`, too."""
    texts = [about(event, f": {_end(event)} {then}") for then in _then(event)]
    return next((text for text in texts if len(text) <= LINE), texts[-1])


def _then(event: Event) -> Iterator[str]:
    passed_over = _passed_over(event)
    typed = TYPE if event.ticket and event.ticket.bridged else ""  # told in a channel
    now = f"{event.data['next']} is asked now. {typed}why {event.ticket_id}" if event.data.get("next") else ""
    if passed_over:
        yield f"{passed_over}; {now or f'it stays open: {typed}why {event.ticket_id}'}"
    yield now or f"It stays open: {typed}{'why' if passed_over else 'show'} {event.ticket_id}"


def _passed_over(event: Event) -> str:
    """`Nobody to ask in net, nobody here in web`"""
    told = [(what, event.data.get(key)) for key, what in ((EMPTY, "nobody to ask in"), (ABSENT, "nobody here in"))]
    found = ", ".join(f"{what} {names}" for what, names in told if names)
    return found[:1].upper() + found[1:]


def _end(event: Event) -> str:
    if _why(event) == EMPTY:
        return f"nobody to ask in {event.role}."
    if _why(event) == ABSENT:
        return f"nobody {'else ' if event.number('passed') else ''}in {event.role} is here now."
    if _why(event) != DECLINED:
        how = "was here" if event.data.get("heard") is False else "took it"
        return f"nobody in {event.role} {how} in {event.span('lifetime')}."
    members = event.number("members")
    return f"all {members} of {event.role} passed." if members > 1 else f"{event.role} passed."


def _why(event: Event) -> str:
    return str(event.data.get("why"))
