"""Carries out what the code of a service orders besides a move of its ticket: a table from order to deed."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any

from chatbot.desk import checks, entering, people, prompts, relating, servicenames
from chatbot.desk.act import Act
from chatbot.desk.entering import New
from chatbot.desk.orders import Assigning, Notifying, Opening, Order, Telling
from chatbot.desk.people import Person
from chatbot.desk.refused import Refused
from chatbot.desk.relating import Way
from chatbot.desk.requests import Reporter
from chatbot.desk.views import need_role_of, view
from store import notes, relations
from store.records import Role, Ticket

Numbers = Mapping[Opening, int]


async def carry_out(act: Act, ticket: Ticket, orders: Sequence[Order]) -> Numbers:
    """The numbers of the tickets that were opened."""
    numbers: dict[Opening, int] = {}
    for order in orders:
        number = await CARRY[type(order)](act, ticket, order)
        if isinstance(order, Opening) and number is not None:
            numbers[order] = number
    return numbers


def number_of(ticket: int | Opening | None, numbers: Numbers) -> int | None:
    return numbers[ticket] if isinstance(ticket, Opening) else ticket


async def open_by_service(act: Act, about: Ticket, wanted: New, kind: str) -> Ticket:
    """A ticket that no person opened, linked to the one on whose account it is; as private as that one."""
    checks.need_title(act, wanted.title)
    checks.need_text(act, wanted.description, "The description")
    wanted = await entering.settled(act, wanted)
    role = await _role_for(act, about, wanted.role)
    opened, _ = await entering.enter(act, wanted, role, Reporter(None, act.name, "", ""))
    await relations.add(act.tx, opened.id, kind, about.id, now=act.now)
    await relating.journal_linked(act, opened.id, role.id, Way(kind), about.id)
    return opened


async def _role_for(act: Act, about: Ticket, name: str | None) -> Role:
    role = await checks.need_role(act, name) if name is not None else await need_role_of(act, about)
    if role.deleted_at is not None:
        role = await checks.need_role_for(act, None)
    if about.private and role.open:
        raise Refused(f"#{about.id} is private, and {role.name} is open to anyone")
    return role


async def _open(act: Act, ticket: Ticket, order: Opening) -> int:
    wanted = New(
        order.title,
        order.description,
        role=order.role,
        priority=order.priority,
        private=ticket.private,
        type=order.type,
    )
    return (await open_by_service(act, ticket, wanted, relations.FOLLOWS)).id


async def _assign(act: Act, ticket: Ticket, order: Assigning) -> None:
    """An offer, checked as one by a person is."""
    seen = await view(act, ticket)
    target = await people.need_member(act, Person(order.member, exact=True))
    await checks.need_may_ask(act, seen, target)
    await prompts.open_to_person(act, ticket, seen.role, target)


async def _tell(act: Act, ticket: Ticket, order: Telling) -> None:
    checks.need_text(act, order.text, "What is told")
    target = await people.need_member(act, Person(order.member, exact=True))
    await act.journal(
        "member_told", ticket_id=ticket.id, role_id=ticket.role_id, person=target.id, texts={"text": order.text}
    )


async def _notify(act: Act, ticket: Ticket, order: Notifying) -> None:
    checks.need_text(act, order.text, "A note")
    key = await servicenames.need_key(act, order.service)
    await notes.add(
        act.tx,
        type_name=key.type,
        state=key.state,
        ticket_id=ticket.id,
        sender=act.name,
        text=order.text,
        now=act.now,
    )


CARRY: Mapping[type, Callable[[Act, Ticket, Any], Awaitable[int | None]]] = {
    Opening: _open,
    Assigning: _assign,
    Telling: _tell,
    Notifying: _notify,
}
