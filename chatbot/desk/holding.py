"""Tickets that rest: `hold` until a moment, after which their owner hears of them again; `resume` before it."""

from datetime import datetime, timedelta

from chatbot.desk import checks
from chatbot.desk.act import Act
from chatbot.desk.refused import Refused
from chatbot.desk.views import TicketView, flow_of, need_right, need_ticket, view
from chatbot.desk.wording import TYPE
from store import changes, holds, timers
from store.records import Ticket
from store.times import to_text

WAKE = "hold_end"
"""The timer of a ticket that rests. What ends a hold earlier leaves it: it finds nothing to do then."""

USUAL = timedelta(days=3)
"""Without a time: then dibs asks again (VOICE, grammar 9)."""


async def hold(act: Act, number: int, until: datetime | None, why: str) -> TicketView:
    """It stays its owner's, and is nobody's concern until then. Said again, it changes until when."""
    checks.need_text(act, why, "The reason")
    seen = await need_right(act, "hold", number)
    need_owned(seen)
    until = until or act.now + USUAL
    held = await lay_down(act, seen, until)
    event_id = await act.journal(
        "ticket_held",
        ticket_id=number,
        role_id=held.role_id,
        texts={"why": why},
        state=held.state,
        owner=held.owner_id,
        until=to_text(until),
    )
    await plan_wake(act, held, event_id)
    return await view(act, held)


async def plan_wake(act: Act, held: Ticket, event_id: int) -> None:
    """`event_id`: the event that says why it rests."""
    assert held.held_until is not None, "it was laid down"
    await holds.put_reason(act.tx, held.id, event_id)
    await timers.put(act.tx, WAKE, held.id, due_at=held.held_until)


async def lay_down(act: Act, seen: TicketView, until: datetime) -> Ticket:
    ticket = seen.ticket
    held = await holds.put(
        act.tx, ticket.id, was=ticket.state, state=await _resting(act, seen), until=until, now=act.now
    )
    if held is None:
        raise Refused(f"#{ticket.id} changed just now. {TYPE}show {ticket.id} says where it stands.")
    return held


async def _resting(act: Act, seen: TicketView) -> int:
    if seen.state.waiting:
        return seen.state.code
    return (await flow_of(act, seen.ticket)).when_held(seen.ticket.state).code


def need_owned(seen: TicketView) -> None:
    number = seen.ticket.id
    if seen.ticket.closed_at is not None:
        raise Refused(f"#{number} is closed. To open it again: {TYPE}reopen {number}")
    if seen.ticket.owner_id is None:
        raise Refused(f"#{number} is free: who holds it off must have it. First: {TYPE}dibs {number}")


async def resume(act: Act, number: int) -> TicketView:
    """Before its time: its owner goes on with it."""
    seen = await need_right(act, "resume", number)
    if not seen.state.waiting:
        raise Refused(f"#{number} isn't on hold. {TYPE}show {number} says where it stands.")
    resumed = await go_on(act, seen.ticket)
    if resumed is None:
        raise Refused(f"#{number} changed just now. {TYPE}show {number} says where it stands.")
    await timers.drop(act.tx, WAKE, number)
    await act.journal(
        "ticket_resumed", ticket_id=number, role_id=resumed.role_id, state=resumed.state, owner=resumed.owner_id
    )
    return await view(act, resumed)


async def fire_wake(act: Act, number: int) -> None:
    """The time is over: it goes on, and its owner is told."""
    ticket = await need_ticket(act, number)
    if ticket.held_until is None or ticket.held_until > act.now:
        return
    hold_event = ticket.held_by
    woken = await go_on(act, ticket)
    assert woken is not None, "it was read in this transaction"
    await act.journal(
        "ticket_woke",
        ticket_id=number,
        role_id=woken.role_id,
        state=woken.state,
        owner=woken.owner_id,
        hold=hold_event,
    )


async def go_on(act: Act, ticket: Ticket) -> Ticket | None:
    state = (await flow_of(act, ticket)).when_resumed(ticket.state)
    return await changes.advance(act.tx, ticket.id, was=ticket.state, state=state.code, now=act.now)
