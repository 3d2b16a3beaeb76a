"""From a row of the journal to the event that a plugin sees: names filled in, and what is private masked."""

from dataclasses import fields
from types import MappingProxyType
from typing import Any

from msgspec import Struct

from chatbot.desk.bridged import relay_of
from chatbot.plugin import Event, ServiceTicket, TicketFacts
from store import journal, members, prompts, relations, roles, tickets, workflows
from store.database import Transaction
from store.records import Event as Row
from store.records import Ticket
from store.stays import Stay

NEEDS_TICKETS = frozenset({"digest_due"})
"""Events of a role that bring its open tickets along."""

NEEDS_NAMED = frozenset({"morning_came"})
"""Those that name tickets in their data."""

NEEDS_OFFERED = frozenset({"handover_offered"})
"""Those that bring the tickets along that are offered together."""

TELLING = frozenset({"reporter"})
"""What `data` may hold of a private ticket that isn't a plugin's to say."""

ITS_REPORTER = "its reporter"

MOST_TICKETS = 200


class Fact(Struct, frozen=True):
    """An event as the journal has it, and as plugins see it. `known`: the newest one when it was read."""

    row: Row
    event: Event
    known: int


async def list_facts(tx: Transaction, after: int, limit: int) -> list[Fact]:
    """What came in from elsewhere is no news to anybody."""
    rows = await journal.list_news(tx, after, limit=limit)
    known = {number: await _about(tx, number) for number in {row.ticket_id for row in rows if row.ticket_id}}
    newest = await journal.last_id(tx)
    return [Fact(row, await _event(tx, row, *known.get(row.ticket_id or 0, (None, None))), newest) for row in rows]


async def _about(tx: Transaction, number: int) -> tuple[Ticket | None, TicketFacts | None]:
    ticket = await tickets.get(tx, number)
    return ticket, await ticket_facts(tx, ticket) if ticket else None


async def _event(tx: Transaction, row: Row, ticket: Ticket | None, facts: TicketFacts | None) -> Event:
    role_id = row.role_id or (ticket.role_id if ticket else None)
    role = await roles.get(tx, role_id) if role_id else None
    found = await tickets.list_of_role(tx, role_id) if role_id and row.kind in NEEDS_TICKETS else []
    if row.kind in NEEDS_OFFERED and row.prompt_id:
        found = await tickets.list_offered_together(tx, row.prompt_id)
    if row.kind in NEEDS_NAMED:
        found = await _named(tx, row)
    return Event(
        id=row.id,
        kind=row.kind,
        at=row.at,
        actor=_actor(row, ticket),
        role=role.name if role else "",
        ticket=facts,
        data=MappingProxyType(_data(row, facts)),
        texts=MappingProxyType({} if facts and facts.private else await _texts(tx, row)),
        place=row.place,
        tickets=tuple([await ticket_facts(tx, one) for one in found[:MOST_TICKETS]]),
    )


def _data(row: Row, ticket: TicketFacts | None) -> dict[str, Any]:
    """All plugins see the same one."""
    return {name: value for name, value in row.data.items() if not (ticket and ticket.private and name in TELLING)}


async def _texts(tx: Transaction, row: Row) -> dict[str, str]:
    """A ticket that is back from hold brings the reason along, which stands where it was written, and only there."""
    hold = row.data.get("hold")
    return await journal.texts_of(tx, hold) if isinstance(hold, int) else row.texts


async def _named(tx: Transaction, row: Row) -> list[Ticket]:
    numbers = [word for value in row.data.values() if isinstance(value, str) for word in value.split()]
    found = [await tickets.get(tx, int(number)) for number in dict.fromkeys(numbers) if number.isdigit()]
    return [ticket for ticket in found if ticket is not None]


def _actor(row: Row, ticket: Ticket | None) -> str:
    """Who opened a private ticket is part of what is private."""
    if ticket is None or not ticket.private:
        return row.actor
    by_reporter = row.member_id == ticket.reporter_id if row.member_id else row.actor == ticket.reporter_name
    return ITS_REPORTER if by_reporter else row.actor


async def ticket_facts(tx: Transaction, ticket: Ticket) -> TicketFacts:
    owner = await members.get(tx, ticket.owner_id) if ticket.owner_id else None
    role = await roles.get(tx, ticket.role_id)
    states = await workflows.list_states(tx, ticket.type)
    last = await prompts.get_last_to_role(tx, ticket.id)
    free = ticket.owner_id is None and ticket.closed_at is None
    return TicketFacts(
        id=ticket.id,
        title="" if ticket.private else ticket.title,
        reporter="" if ticket.private else ticket.reporter_name,
        owner=owner.name if owner else "",
        role=role.name if role else "",
        state=next(state.name for state in states if state.code == ticket.state),
        priority=ticket.priority,
        private=ticket.private,
        free=free,
        overdue=free and last is not None and last.state == "timed_out",
        opened_at=ticket.opened_at,
        changed_at=ticket.changed_at,
        bridged=bool(relay_of(ticket.reporter_mask)),
    )


async def service_ticket(tx: Transaction, stay: Stay) -> ServiceTicket:
    """As the code of its service sees it."""
    ticket = await tickets.get(tx, stay.ticket_id)
    assert ticket is not None, "a foreign key"
    facts = await ticket_facts(tx, ticket)
    follow_ups = [one.ticket_id for one in await relations.list_to(tx, ticket.id) if one.kind == relations.FOLLOWS]
    return ServiceTicket(
        **{field.name: getattr(facts, field.name) for field in fields(facts)},
        type=ticket.type,
        code=ticket.state,
        description="" if ticket.private else ticket.description,
        since=stay.since,
        steps=stay.steps,
        follow_ups=tuple(follow_ups),
    )
