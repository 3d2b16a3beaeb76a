"""Along an edge of the workflow: what a move means by the kind of state that it leads to, whoever wants it."""

from collections.abc import Sequence

from chatbot.desk import leaving, prompts, tickets, timeouts, types
from chatbot.desk.act import Act
from chatbot.desk.lifecycle import Workflow
from chatbot.desk.refused import Refused
from chatbot.desk.views import TicketView, view, workflow_of
from chatbot.desk.wording import TYPE
from store import changes
from store.records import Ticket, TicketState


async def go(act: Act, seen: TicketView, flow: Workflow, to: TicketState) -> TicketView:
    """`to` is a possible next state, and no waiting one; where it is owned, somebody has the ticket."""
    if to.final:
        return await tickets.end(act, seen.ticket, _resolution(flow, seen, to), "", to=to)
    if to.offered:
        return await _give_back(act, seen, to)
    return await _move(act, seen, to)


async def by_itself(act: Act, ticket: Ticket, code: int) -> TicketView:
    """A machine moves it: along an edge, and never so that somebody would own it who didn't take it."""
    seen, flow = await view(act, ticket), await workflow_of(act, ticket.type)
    to = next((state for state in flow.next_states(ticket.state) if state.code == code), None)
    if to is None:
        raise Refused(f"{seen.number} is {seen.state.name}, and nothing leads from there to {_name(flow, code)}.")
    if to.waiting:
        raise Refused(f"{seen.number} can't become {to.name} by itself: who lets it rest says until when.")
    if to.owned and ticket.owner_id is None:
        raise Refused(f"{seen.number} can't become {to.name}: nobody owns it, and nobody is assigned by a machine.")
    return await go(act, seen, flow, to)


async def possible(act: Act, ticket: Ticket) -> Sequence[TicketState]:
    """The normal next state first."""
    return list((await workflow_of(act, ticket.type)).next_states(ticket.state))


def _name(flow: Workflow, code: int) -> str:
    return flow.states[code].name if code in flow.states else f"a state {code}"


def _resolution(flow: Workflow, seen: TicketView, to: TicketState) -> str:
    """Done where it went the normal way to its end; else the name of how it ended: rejected."""
    normal = next(flow.next_states(seen.ticket.state))
    return tickets.RESOLUTIONS[0] if to.code == normal.code else to.name


async def _give_back(act: Act, seen: TicketView, to: TicketState) -> TicketView:
    if seen.ticket.owner_id is None:
        return await _offer_on(act, seen, to)
    freed = await leaving.let_go(act, seen.ticket, "", to=to)
    if freed is None:
        raise Refused(f"{seen.number} changed hands just now. {TYPE}show {seen.ticket.id} says where it stands.")
    return await view(act, freed)


async def _offer_on(act: Act, seen: TicketView, to: TicketState) -> TicketView:
    """From one state in which it is offered to another: its role is asked anew, at that state's pace."""
    moved = await _put(act, seen, to)
    await prompts.withdraw(act, moved.id, state="withdrawn")
    await types.journal_advanced(act, moved, seen.state, to)
    await timeouts.offer(act, moved, seen.role, "advanced")
    return await view(act, moved)


async def _move(act: Act, seen: TicketView, to: TicketState) -> TicketView:
    moved = await _put(act, seen, to)
    await prompts.withdraw(act, moved.id, state="withdrawn")
    await types.journal_advanced(act, moved, seen.state, to)
    return await view(act, moved)


async def _put(act: Act, seen: TicketView, to: TicketState) -> Ticket:
    moved = await changes.advance(act.tx, seen.ticket.id, was=seen.ticket.state, state=to.code, now=act.now)
    if moved is None:
        raise Refused(f"{seen.number} changed just now. {TYPE}show {seen.ticket.id} says where it stands.")
    return moved
