"""Giving a ticket to another role: it is free there, and that role is asked from the beginning."""

from msgspec import Struct

from chatbot.desk import checks, patience, prompts, timeouts
from chatbot.desk.act import Act
from chatbot.desk.refused import Refused
from chatbot.desk.views import TicketView, flow_of, need_right, view
from chatbot.desk.wording import TYPE
from store import changes, roles
from store.records import Role, Ticket


class Moved(Struct, frozen=True):
    """`asked`: the role that is asked, be it one that follows; None where nobody is in it."""

    seen: TicketView
    asked: str | None


async def move(act: Act, number: int, name: str) -> Moved:
    """Whoever had it has it no longer: the other role's members take it themselves."""
    seen = await need_right(act, "move", number)
    role = await _need_other_role(act, seen, name)
    await patience.need_few_offers(act)
    await patience.need_few_anew(act, number)
    moved = await _moved(act, seen.ticket, role)
    await prompts.withdraw(act, number, state="withdrawn")
    await act.journal(
        "ticket_moved",
        ticket_id=number,
        role_id=role.id,
        state=moved.state,
        owner=None,
        was=seen.ticket.owner_id,
        role=role.name,
        from_role=seen.role.name,
    )
    prompt = await timeouts.offer(act, moved, role, "moved")
    asked = await roles.get(act.tx, prompt.role_id)
    assert asked is not None, "a foreign key"
    return Moved(await view(act, moved), asked.name if await checks.count_members(act, asked) else None)


async def _need_other_role(act: Act, seen: TicketView, name: str) -> Role:
    number = seen.ticket.id
    if seen.ticket.closed_at is not None:
        raise Refused(f"#{number} is closed. To open it again: {TYPE}reopen {number}")
    role = await checks.need_role(act, name)
    if role.id == seen.role.id:
        raise Refused(f"#{number} is for {role.name} already. Nothing changed.")
    if seen.ticket.private and role.open:
        raise Refused(
            f"#{number} is private, and {role.name} is open to anyone. Choose another role, or an admin sets:"
            f" {TYPE}role set {role.name} open=no"
        )
    return role


async def _moved(act: Act, ticket: Ticket, role: Role) -> Ticket:
    """Free, in the state in which tickets are offered."""
    code = ticket.state
    if ticket.owner_id is not None:
        code = (await flow_of(act, ticket)).when_released(code).code
    moved = await changes.move(act.tx, ticket.id, was=ticket.role_id, role_id=role.id, state=code, now=act.now)
    if moved is None:
        raise Refused(f"#{ticket.id} changed just now. {TYPE}show {ticket.id} says where it stands.")
    return moved
