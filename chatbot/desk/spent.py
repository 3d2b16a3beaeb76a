"""The time on a ticket, and for those who may see money what it costs its client."""

from collections.abc import Sequence

from msgspec import Struct

from chatbot.desk.act import Act
from chatbot.desk.atwork import Running, list_running
from chatbot.desk.clients import may_see_money
from chatbot.desk.money import money
from chatbot.desk.owed import Pricing, owed, rates_of, terms_of
from chatbot.desk.views import TicketView, need_readable
from chatbot.desk.working import total
from store import bills, clients, journal, worked
from store.records import Client, Project, Worked


class Spent(Struct, frozen=True):
    """`cost` as it is shown, None where it isn't for this audience, or where there is no rate."""

    client: str | None
    project: str | None
    minutes: int
    cost: str | None


class Sheet(Struct, frozen=True):
    """`texts`: by entry, what was written to it. `running`: who works on it just now, which isn't in it yet."""

    seen: TicketView
    spent: Spent
    entries: Sequence[Worked]
    texts: dict[int, str]
    running: Sequence[Running]


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
    return Sheet(seen, await _spent(act, number, entries), entries, texts, await list_running(act, number))


async def _cost(act: Act, client: Client, project: Project | None, entries: Sequence[Worked]) -> str | None:
    """What was billed of it and what is still to be; None where somebody's hour has no rate."""
    if client.currency is None or not entries:
        return None
    number = entries[0].ticket_id
    settled = await bills.list_settled(act.tx, [number])
    unbilled = await bills.list_unbilled_of_ticket(act.tx, number)
    projects = {number: (project.id, project.name)} if project else {}
    pricing = Pricing(await rates_of(act.tx, client), terms_of(client, client.currency), projects)
    found = owed(unbilled, settled, pricing)
    if found.unrated:
        return None
    return money(sum(one.amount for one in (*settled, *found.lines)), client.currency)
