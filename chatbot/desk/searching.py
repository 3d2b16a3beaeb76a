"""Tickets by their words: open and closed, the newest first, and none that may not be read where it is asked."""

import unicodedata
from dataclasses import dataclass

from chatbot.desk import access, checks
from chatbot.desk.act import Act
from chatbot.desk.refused import Refused
from chatbot.desk.views import TicketView, view
from chatbot.desk.wording import TYPE, clean
from chatbot.wire import Channel
from store import search as index
from store.records import Ticket

MOST_SHOWN = 100
LOOKS_AT = 2_000
"""Of those that match, so that no search of a common word holds up the others."""


@dataclass(frozen=True, slots=True)
class Found:
    """`more`: there may be others, older ones, that weren't looked at."""

    seen: list[TicketView]
    more: bool


async def search(act: Act, words: str, role_name: str | None) -> Found:
    role = await checks.need_role(act, role_name) if role_name else None
    matching = await index.find(act.tx, index.query_of(_terms(act, words)), limit=LOOKS_AT)
    wanted = [ticket for ticket in matching if role is None or ticket.role_id == role.id]
    seen: list[TicketView] = []
    for ticket in wanted:
        if len(seen) > MOST_SHOWN:
            break
        if (one := await _visible(act, ticket)) is not None:
            seen.append(one)
    return Found(seen[:MOST_SHOWN], len(seen) > MOST_SHOWN or len(matching) == LOOKS_AT)


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
