"""Tickets by their words: open and closed, or those in the archive, the newest first, and none that may not be read
where it is asked."""

import unicodedata
from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from chatbot.desk import checks, filters
from chatbot.desk.act import Act
from chatbot.desk.queries import Filter, Query, Words, parse
from chatbot.desk.refused import Refused
from chatbot.desk.views import TicketView, views
from chatbot.desk.wording import TYPE, clean
from chatbot.wire import Channel
from store import looking
from store.finding import Condition, End, Fact, Reader, Wanted
from store.records import Ticket
from store.search import SHORTEST_PREFIX, Term

MOST_SHOWN = 100
LOOKS_AT = 2_000
"""Of those in the archive."""
APART = ("archived", "sort")
"""Filters that say nothing of one ticket alone."""
STATES = frozenset({"open", "closed"})
"""Words by which rather the state is meant."""
SAYS_WHERE = ("state", "closed", "archived")
"""Filters with which a list isn't of open ones by itself."""


class Found(Struct, frozen=True):
    """`more`: there are others, that aren't shown. `archived`: nothing else was found, but the archive has some.
    `only`: at how many was looked, from `side` on, where there are too many to look at all. `starred`: nothing was
    found, and a star stands where it is no more than a sign. `short`: or the last word is found only whole. `state`: or
    the only word is called so, too."""

    seen: list[TicketView]
    more: bool
    archived: bool = False
    only: int | None = None
    side: End = "newest"
    starred: bool = False
    short: bool = False
    state: str = ""


async def search(
    act: Act, text: str, role_name: str | None, *, archived: bool = False, only_open: bool = False, free: bool = False
) -> Found:
    """What is archived is found only where that is asked for. `only_open`: unless the query says in which state."""
    query = read(act, text)
    wanted = await _wanted(act, query, archived=archived)
    more = [Condition([[Fact("role", (await checks.need_role(act, role_name)).id)]])] if role_name else []
    if free:
        more.append(Condition([filters.IS["free"]]))
    if only_open and not wanted.archived and not any(one.key in SAYS_WHERE for one in query.filters):
        more.append(Condition([[Fact("open")]]))
    wanted = replace(wanted, conditions=[*wanted.conditions, *more])
    found = await _found(act, wanted)
    if found.seen:
        return found
    found = _hinted(found, query)
    if wanted.archived or only_open:
        return found
    return replace(found, archived=bool((await _found(act, replace(wanted, archived=True))).seen))


def _hinted(found: Found, query: Query) -> Found:
    """What may be wrong with what finds nothing."""
    plain = [one.text for one in query.words if one.plain and not one.negated]
    alone = plain[0].lower() if len(plain) == 1 and query.size == 1 else ""
    return replace(
        found,
        starred=any("*" in text for text in plain),
        short=bool(plain) and len(plain[-1]) < SHORTEST_PREFIX,
        state=alone if alone in STATES else "",
    )


def read(act: Act, text: str) -> Query:
    """What it says. Raises Refused where it says nothing, or too much."""
    bounds = act.settings.bounds
    if len(text) > bounds.search:
        raise Refused(f"A search has at most {bounds.search} characters, this one {len(text)}. {TYPE}search <words>")
    query = parse(clean(text), filters.FILTERS)
    query = replace(query, words=tuple(one for one in query.words if any(map(_is_sought, one.text))))
    if not query.size:
        raise Refused(f"Search for what? Letters or digits: {TYPE}search printer")
    if query.size > bounds.search_terms:
        raise Refused(f"A search has at most {bounds.search_terms} words, this one {query.size}.")
    return query


async def need_readable(act: Act, text: str) -> None:
    """Refused, as a search for it would be, where it can't be looked for."""
    await _wanted(act, read(act, text), archived=False)


async def _wanted(act: Act, query: Query, *, archived: bool) -> Wanted:
    by_key: dict[str, list[Filter]] = {key: [one for one in query.filters if one.key == key] for key in APART}
    said = filters.is_archived(by_key["archived"])
    return Wanted(
        reader_of(act),
        terms=_terms(query.words),
        conditions=[await filters.condition(act, one) for one in query.filters if one.key not in APART],
        orders=filters.orders(by_key["sort"]),
        archived=archived if said is None else said,
    )


async def all_of(act: Act, text: str) -> Wanted:
    """What a query wants, for who goes through all that it finds."""
    return await _wanted(act, read(act, text), archived=False)


def _terms(words: Sequence[Words]) -> list[Term]:
    """The last word may be cut short, even where no star says so."""
    plain = [one for one in words if one.plain and not one.negated]
    cut = plain[-1] if plain and len(plain[-1].text) >= SHORTEST_PREFIX else None
    return [Term(one.text, one.prefix or one is cut, one.negated) for one in words]


def reader_of(act: Act) -> Reader:
    """Who asks, and where it is read."""
    public = isinstance(act.caller.audience, Channel)
    admin = act.member.admin if act.member else act.admin
    return Reader(public, admin, act.member_id, act.principal.network, act.principal.mask)


async def _found(act: Act, wanted: Wanted) -> Found:
    looked = await looking.look(act.tx, wanted, limit=MOST_SHOWN + 1)
    seen = await first_visible(act, looked.tickets)
    return Found(seen[:MOST_SHOWN], len(seen) > MOST_SHOWN, only=looked.only, side=looked.side)


async def first_visible(act: Act, tickets: Sequence[Ticket]) -> list[TicketView]:
    """The first MOST_SHOWN of them, and one more where there are more.

    Judged once more, whatever was looked for: how many there are tells something, too.
    """
    seen: list[TicketView] = []
    for first in range(0, len(tickets), MOST_SHOWN + 1):
        if len(seen) <= MOST_SHOWN:
            seen += [one for one in await views(act, tickets[first : first + MOST_SHOWN + 1]) if one.readable]
    return seen[: MOST_SHOWN + 1]


def _is_sought(character: str) -> bool:
    """What the index keeps of a text: letters, digits, and what is for private use."""
    return unicodedata.category(character)[0] in "LN" or unicodedata.category(character) == "Co"
