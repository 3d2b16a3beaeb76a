"""A pasted secret: its text is erased everywhere, and the event stays, so that the history still tells of it."""

from collections.abc import Sequence

from msgspec import Struct

from chatbot.desk import access, keeping, proof
from chatbot.desk.act import Act, Caller
from chatbot.desk.desk import Desk
from chatbot.desk.erasing import erase_lists
from chatbot.desk.refused import Refused
from chatbot.desk.views import TicketView, need_may_know, need_readable, need_right, need_ticket, need_words, view
from chatbot.desk.wording import TYPE
from chatbot.wire import Channel
from store import bills, erasing, journal
from store.records import Event

MARK = "(redacted)"
KEPT = frozenset({"key"})
"""By which a system knows its ticket again: no text of people."""
DESCRIBING = frozenset({"ticket_opened", "ticket_described", "ticket_edited", "change_undone"})
SURE = 6
"""Characters from which on it is looked for inside of other texts, too."""


class Entry(Struct, frozen=True):
    """One text of a ticket, numbered from 1; the numbers stay."""

    number: int
    event: Event
    what: str

    @property
    def text(self) -> str:
        return self.event.texts[self.what]


async def entries(act: Act, number: int) -> list[Entry]:
    """All that was written on a ticket. To choose from it, it must be read, so never aloud."""
    if isinstance(act.caller.audience, Channel):
        seen = await view(act, await need_ticket(act, number))
        need_may_know(seen)
        need_words(seen)
        raise Refused(f"#{number}: which text? They are numbered in private, by redact {number}.")
    need_words(await need_readable(act, number))
    return _entries(await journal.list_of_ticket(act.tx, number))


def _entries(events: Sequence[Event]) -> list[Entry]:
    order = ("title", "description", "text", "why")
    named = [
        (event, what)
        for event in events
        for what in sorted(event.texts, key=lambda what: order.index(what) if what in order else len(order))
        if what not in KEPT
    ]
    return [Entry(place, event, what) for place, (event, what) in enumerate(named, 1)]


async def redact(desk: Desk, caller: Caller, number: int, entry: int) -> TicketView:
    """Afterwards the file doesn't hold it any more, nor does what lies beside it."""
    seen = await desk.change(caller, erase, number, entry)
    await keeping.scrub_now(desk)
    return seen


async def erase(act: Act, number: int, place: int) -> TicketView:
    seen = await view(act, await need_ticket(act, number))
    need_may_know(seen)
    need_words(seen)
    events = await journal.list_of_ticket(act.tx, number)
    all_entries = _entries(events)
    if not 1 <= place <= len(all_entries):
        raise Refused(f"#{number} has no text {place}, it has {len(all_entries)}. In private: {TYPE}redact {number}")
    wanted = all_entries[place - 1]
    if not _is_theirs(act, seen, wanted.event):
        await need_right(act, "redact", number)
    elif act.member is not None:
        proof.need_reach(act, "open")
    if wanted.text == MARK:
        raise Refused(f"#{number}: text {place} is erased already.")
    await _erase(act, seen, wanted, events)
    await act.journal(
        "text_redacted", ticket_id=number, role_id=seen.role.id, of=wanted.event.id, what=wanted.what, entry=place
    )
    await keeping.owe_scrubbing(act)
    return seen


def _is_theirs(act: Act, seen: TicketView, event: Event) -> bool:
    """Who wrote it. A stranger who reported it is known as such, and wrote all that no member and no timer did."""
    if act.member is not None:
        return event.member_id == act.member.id
    return "reporter" in seen.relations and event.member_id is None and event.network == act.principal.network


async def _erase(act: Act, seen: TicketView, wanted: Entry, events: Sequence[Event]) -> None:
    ticket, secret = seen.ticket, wanted.text
    descriptions = _is_description(wanted.event, wanted.what)
    everywhere = access.may("redact", proof.sure(act, seen.relations))

    def without(event: Event | None, what: str, text: str) -> str:
        """Where they may erase nothing else, what others wrote stays: to repeat a word of theirs must not be the way to
        take it out. A title goes from later ones, too."""
        may = everywhere or what == wanted.what == "title" or (event is not None and _is_theirs(act, seen, event))
        return _without(text, secret) if may else text

    title, description = _last_with("title", events), _last_with("description", events)
    for event in events:
        texts = {
            what: MARK if descriptions and _is_description(event, what) else without(event, what, text)
            for what, text in event.texts.items()
        }
        if texts != event.texts:
            await erasing.put_texts(act.tx, event.id, texts)
    await erasing.put_ticket(
        act.tx,
        ticket.id,
        title=without(title, "title", ticket.title),
        description=MARK
        if descriptions and ticket.description
        else without(description, "description", ticket.description),
    )
    for billed in await bills.list_titles(act.tx, ticket.id):
        await bills.put_title(act.tx, ticket.id, was=billed, to=without(title, "title", billed))
    await erasing.erase_notices(act.tx, ticket.id, instead=f"#{ticket.id} has news. show {ticket.id}")
    await erase_lists(act, [ticket.id])


def _last_with(what: str, events: Sequence[Event]) -> Event | None:
    """By whom it says that now."""
    return next((event for event in reversed(events) if what in event.texts), None)


def _is_description(event: Event, what: str) -> bool:
    """A description and what it was before are parts of each other: they are erased together."""
    return what == "description" and event.kind in DESCRIBING


def _without(text: str, secret: str) -> str:
    if text == secret:
        return MARK
    return text.replace(secret, MARK) if len(secret) >= SURE else text
