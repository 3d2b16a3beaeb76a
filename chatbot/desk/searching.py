"""Tickets by their words: open and closed, or those in the archive, the newest first, and none that may not be read
where it is asked."""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from chatbot.desk import access, checks
from chatbot.desk.act import Act
from chatbot.desk.refused import Refused
from chatbot.desk.views import TicketView, view
from chatbot.desk.wording import TYPE, clean
from chatbot.wire import Channel
from store import search as index
from store.records import Role, Ticket

MOST_SHOWN = 100
LOOKS_AT = 2_000
"""Of those that match, so that no search of a common word holds up the others."""


@dataclass(frozen=True, slots=True)
class Found:
    """`more`: there may be others, older ones, that weren't looked at. `archived`: nothing else was found, but the
    archive has some."""

    seen: list[TicketView]
    more: bool
    archived: bool = False


async def search(act: Act, words: str, role_name: str | None, *, archived: bool = False) -> Found:
    """What is archived is found only where that is asked for."""
    role = await checks.need_role(act, role_name) if role_name else None
    query = index.query_of(_terms(act, words))
    if archived:
        return await _found(act, await index.find_archived(act.tx, query, limit=LOOKS_AT), role)
    found = await _found(act, await index.find(act.tx, query, limit=LOOKS_AT), role)
    if found.seen:
        return found
    put_away = await _found(act, await index.find_archived(act.tx, query, limit=LOOKS_AT), role)
    return replace(found, archived=bool(put_away.seen))


async def _found(act: Act, matching: Sequence[Ticket], role: Role | None) -> Found:
    seen = await first_visible(act, [ticket for ticket in matching if role is None or ticket.role_id == role.id])
    return Found(seen[:MOST_SHOWN], len(seen) > MOST_SHOWN or len(matching) == LOOKS_AT)


async def first_visible(act: Act, tickets: Iterable[Ticket]) -> list[TicketView]:
    """The first MOST_SHOWN of them, and one more where there are more."""
    seen: list[TicketView] = []
    for ticket in tickets:
        if len(seen) > MOST_SHOWN:
            break
        if (one := await _visible(act, ticket)) is not None:
            seen.append(one)
    return seen


async def _visible(act: Act, ticket: Ticket) -> TicketView | None:
    """Before anything is counted or cut: how many there are tells something, too."""
    if ticket.private and isinstance(act.caller.audience, Channel):
        return None
    seen = await view(act, ticket)
    return seen if access.visible(ticket, act.caller.audience, seen.relations) else None


def _terms(act: Act, words: str) -> list[str]:
    bounds = act.settings.bounds
    if len(words) > bounds.search:
        raise Refused(f"A search has at most {bounds.search} characters, this one {len(words)}. {TYPE}search <words>")
    terms = [term for term in clean(words).split() if any(map(_is_sought, term))]
    if not terms:
        raise Refused(f"Search for what? Letters or digits: {TYPE}search printer")
    if len(terms) > bounds.search_terms:
        raise Refused(f"A search has at most {bounds.search_terms} words, this one {len(terms)}.")
    return terms


def _is_sought(character: str) -> bool:
    """What the index keeps of a text: letters, digits, and what is for private use."""
    return unicodedata.category(character)[0] in "LN" or unicodedata.category(character) == "Co"
