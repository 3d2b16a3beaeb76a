"""The time on a ticket, and for those who may see money what it costs its client."""

from collections.abc import Sequence
from dataclasses import dataclass

from chatbot.desk import charging
from chatbot.desk.act import Act
from chatbot.desk.charging import Piece, Rates, Terms
from chatbot.desk.clients import may_see_money
from chatbot.desk.money import money
from chatbot.desk.views import TicketView, need_readable
from chatbot.desk.working import remaining, total
from store import clients, journal, worked
from store.records import Client, Project, Worked


@dataclass(frozen=True, slots=True)
class Spent:
    """`cost` as it is shown, None where it isn't for this audience, or where there is no rate."""

    client: str | None
    project: str | None
    minutes: int
    cost: str | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """`texts`: by entry, what was written to it."""

    seen: TicketView
    spent: Spent
    entries: Sequence[Worked]
    texts: dict[int, str]


async def spent(act: Act, number: int) -> Spent:
    return await _spent(act, number, await worked.list_of_ticket(act.tx, number))


async def _spent(act: Act, number: int, entries: Sequence[Worked]) -> Spent:
    client = await clients.of_ticket(act.tx, number)
    project = await clients.project_of_ticket(act.tx, number)
    cost = await _cost(act, client, project, entries) if client and await may_see_money(act) else None
    return Spent(client.name if client else None, project.name if project else None, total(entries), cost)


async def sheet(act: Act, number: int) -> Sheet:
    """Who worked on it, when, and what they wrote to it."""
    seen = await need_readable(act, number)
    entries = await worked.list_of_ticket(act.tx, number)
    texts = {one.id: (await journal.texts_of(act.tx, one.event_id)).get("text", "") for one in entries}
    return Sheet(seen, await _spent(act, number, entries), entries, texts)


async def rates_of(act: Act, client: Client) -> Rates:
    projects = await clients.list_projects(act.tx, client.id)
    members = await clients.list_member_rates(act.tx, client.id)
    return Rates(
        client.rate,
        {one.id: one.rate for one in projects if one.rate is not None},
        {(one.member_id, one.project_id): one.rate for one in members},
    )


def terms_of(client: Client, currency: str) -> Terms:
    return Terms(currency, client.step, client.per, client.minimum)


async def _cost(act: Act, client: Client, project: Project | None, entries: Sequence[Worked]) -> str | None:
    """None where somebody's hour has no rate."""
    rates = await rates_of(act, client)
    left = remaining(entries)
    pieces = list[Piece]()
    for one in entries:
        rate = rates.of(one.member_id, project.id if project else None)
        if rate is None:
            return None
        if one.corrects is None:
            pieces.append(Piece(one.id, one.ticket_id, one.member_id, left[one.id], rate))
    if client.currency is None or not pieces:
        return None
    return money(charging.total(charging.charges(pieces, terms_of(client, client.currency))), client.currency)
