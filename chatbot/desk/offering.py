"""What is offered to somebody who types: of each kind what they could read anyway by the verbs that list it."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Literal

from chatbot.desk import saved
from chatbot.desk.act import Act
from chatbot.desk.searching import first_visible, reader_of
from store import clients, looking, members, roles, workflows
from store.finding import Condition, Fact, Wanted

Kind = Literal["tickets", "closed", "roles", "people", "clients", "projects", "views", "types"]
Offer = tuple[str, str]
"""What would be typed, and what it is."""
Offers = Sequence[Offer]

MOST = 50
"""Tickets, the newest ones; who wants another types its number."""


async def offers(act: Act, kind: Kind) -> Offers:
    return await READ[kind](act)


async def all_offers(act: Act) -> Mapping[Kind, Offers]:
    return {kind: await read(act) for kind, read in READ.items()}


async def _tickets(act: Act) -> Offers:
    return await _newest(act, Fact("open"))


async def _closed(act: Act) -> Offers:
    return await _newest(act, Fact("closed"))


async def _newest(act: Act, fact: Fact) -> Offers:
    wanted = Wanted(reader_of(act), conditions=[Condition([[fact]])])
    seen = await first_visible(act, (await looking.look(act.tx, wanted, limit=MOST)).tickets)
    return [(str(one.ticket.id), one.title) for one in seen]


async def _roles(act: Act) -> Offers:
    return [(role.name, "role") for role in await roles.list_all(act.tx)]


async def _people(act: Act) -> Offers:
    """All that are known are shown to admins; who is in a role, to anybody who asks in private."""
    if act.admin:
        return [(one.name, "") for one in await members.list_all(act.tx)]
    own = [act.member.name] if act.member else []
    there = [one.name for role in await roles.list_all(act.tx) for one in await roles.list_members(act.tx, role.id)]
    return [(name, "") for name in sorted({*own, *there}, key=str.lower)]


async def _clients(act: Act) -> Offers:
    if not (act.admin or act.member):
        return []
    return [(one.name, "client") for one in await clients.list_all(act.tx)]


async def _projects(act: Act) -> Offers:
    if not (act.admin or act.member):
        return []
    return [
        (project.name, client.name)
        for client in await clients.list_all(act.tx)
        for project in await clients.list_projects(act.tx, client.id)
    ]


async def _views(act: Act) -> Offers:
    return [(one.view.name, one.view.query) for one in await saved.list_views(act)] if act.member else []


async def _types(act: Act) -> Offers:
    return [(one.name, "type") for one in await workflows.list_types(act.tx)]


READ: Mapping[Kind, Callable[[Act], Awaitable[Offers]]] = {
    "tickets": _tickets,
    "closed": _closed,
    "roles": _roles,
    "people": _people,
    "clients": _clients,
    "projects": _projects,
    "views": _views,
    "types": _types,
}
