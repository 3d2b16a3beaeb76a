"""Opening a closed ticket again."""

from chatbot.desk import checks, patience, timeouts
from chatbot.desk.act import Act
from chatbot.desk.refused import Refused
from chatbot.desk.views import TicketView, flow_of, need_right, view
from chatbot.desk.wording import TYPE
from store import tickets


async def reopen(act: Act, number: int, why: str) -> TicketView:
    """By its owner: theirs again. By anybody else: offered to its role anew, since nobody is assigned by a machine."""
    checks.need_text(act, why, "The reason")
    seen = await need_right(act, "reopen", number)
    ticket = seen.ticket
    await _need_closed(act, seen)
    again_mine = "owner" in seen.relations
    if not again_mine:
        await _need_few(act, seen)
    state = (await flow_of(act, ticket)).when_reopened(ticket.state, owned=again_mine)
    owner_id = ticket.owner_id if again_mine else None
    opened = await tickets.reopen(act.tx, number, was=ticket.state, state=state.code, owner_id=owner_id, now=act.now)
    if opened is None:
        raise Refused(f"#{number} changed just now. {TYPE}show {number} says where it stands.")
    await act.journal(
        "ticket_reopened",
        ticket_id=number,
        role_id=seen.role.id,
        texts={"why": why},
        state=opened.state,
        owner=owner_id,
        was=ticket.owner_id,
    )
    if not again_mine:
        await timeouts.offer(act, opened, seen.role, "reopened")
    return await view(act, opened)


async def _need_closed(act: Act, seen: TicketView) -> None:
    number = seen.ticket.id
    if seen.ticket.closed_at is None:
        raise Refused(f"#{number} is open. To add to it: {TYPE}comment {number} <text>")
    if seen.role.deleted_at is not None:
        raise Refused(f"#{number} was for {seen.role.name}, a role that is gone. Open a new ticket: {TYPE}new <title>")
    await checks.need_no_other(act, seen.ticket)


async def _need_few(act: Act, seen: TicketView) -> None:
    """Its role is asked again."""
    if "reporter" in seen.relations:
        await patience.need_few_waiting(act)
    await patience.need_few_offers(act)
    await patience.need_few_anew(act, seen.ticket.id)
