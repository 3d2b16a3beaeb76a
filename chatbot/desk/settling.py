"""What is due of a ticket where it stands: each state has something that ends a stay in it, or says that it is long.

It is put down by the state's service, once the ticket is there, and not by the verb that moved it: so that it holds
however a ticket came, and whatever is set meanwhile. Where it is offered, the offer has timers of its own.
"""

from collections.abc import Awaitable, Callable, Mapping

from chatbot.desk import staying, timeouts
from chatbot.desk.act import Act
from chatbot.desk.lifecycle import kind_of
from chatbot.desk.views import need_role_of, need_ticket, state_of
from store import arrivals, prompts, timers
from store.records import Ticket, TicketState
from store.stays import Stay


async def settle(act: Act, stay: Stay) -> None:
    """Of one who came, or stands where something was set anew."""
    ticket = await need_ticket(act, stay.ticket_id)
    state = await state_of(act, ticket)
    await SETTLERS[kind_of(state)](act, ticket, state, stay)


async def _offered(act: Act, ticket: Ticket, state: TicketState, stay: Stay) -> None:
    """Somebody is asked, or was in vain: then they are asked again one day. What came from elsewhere, and was never
    offered, lies there until somebody sees to it: an import of hundreds prompts nobody."""
    last = await prompts.get_last_to_role(act.tx, ticket.id)
    if last is not None and last.state == "open":
        await timers.drop(act.tx, staying.END, ticket.id)
    elif last is not None and last.state == "timed_out":
        await staying.plan_again(act, ticket, state, last.ended_at or act.now)
    elif last is None and await arrivals.came_quietly(act.tx, ticket.id):
        await timers.drop(act.tx, staying.END, ticket.id)
    elif ticket.owner_id is None:
        await _drop(act, ticket, stay)
        await timeouts.offer(act, ticket, await need_role_of(act, ticket), "advanced")


async def _worked_on(act: Act, ticket: Ticket, state: TicketState, stay: Stay) -> None:
    if not stay.overdue:
        await staying.plan(act, ticket, state, stay.since)


async def _drop(act: Act, ticket: Ticket, *_: TicketState | Stay) -> None:
    """A hold has its own end; what is over is kept."""
    await timers.drop(act.tx, staying.END, ticket.id)


SETTLERS: Mapping[str, Callable[[Act, Ticket, TicketState, Stay], Awaitable[None]]] = {
    "offered": _offered,
    "owned": _worked_on,
    "on hold": _drop,
    "final": _drop,
    "": _worked_on,
}
"""By the kind of state."""
