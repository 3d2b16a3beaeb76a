"""A ticket that stays too long: it goes on by itself where the type says so; else who can act is told, again and again.

The owner first, then their role as well; where nobody owns it, the role. What was offered in vain is offered anew.
"""

from datetime import timedelta

from chatbot.desk import going, staying, timeouts
from chatbot.desk.act import Act
from chatbot.desk.refused import Refused
from chatbot.desk.views import need_role_of, need_ticket, state_of
from store import prompts, timers
from store.records import Ticket, TicketState
from store.stays import Stay


async def overstayed(act: Act, stay: Stay) -> None:
    ticket = await need_ticket(act, stay.ticket_id)
    state = await state_of(act, ticket)
    if state.final or state.waiting or await _went_on(act, ticket, state):
        return
    if state.offered:
        await _offer_again(act, ticket)
    else:
        await _tell(act, ticket, state, stay)


async def _went_on(act: Act, ticket: Ticket, state: TicketState) -> bool:
    """By itself, where that is written down and may be; what is refused then is told like any stay that is too long."""
    if state.onward is None:
        return False
    try:
        await going.by_itself(act, ticket, state.onward)
    except Refused:
        return False
    return True


async def _offer_again(act: Act, ticket: Ticket) -> None:
    if ticket.owner_id is None and await prompts.get_open_to_role(act.tx, ticket.id) is None:
        await timeouts.offer(act, ticket, await need_role_of(act, ticket), "again")


async def _tell(act: Act, ticket: Ticket, state: TicketState, stay: Stay) -> None:
    count = stay.overdue + 1
    await act.journal(
        "ticket_overstayed",
        ticket_id=ticket.id,
        role_id=ticket.role_id,
        owner=ticket.owner_id,
        name=state.name,
        count=count,
        lasted=int((act.now - stay.since).total_seconds()),
        lifetime=int(staying.longest(act, state).total_seconds()),
    )
    await _plan_next(act, stay, state)


async def plan_next(act: Act, stay: Stay) -> None:
    """Its code saw to it, and it is still there: it will be looked at again."""
    await _plan_next(act, stay, await state_of(act, await need_ticket(act, stay.ticket_id)))


async def _plan_next(act: Act, stay: Stay, state: TicketState) -> None:
    until = act.now + _until_next(act, state, stay.overdue + 1)
    await timers.put(act.tx, staying.END, stay.ticket_id, due_at=until)


def _until_next(act: Act, state: TicketState, count: int) -> timedelta:
    """As offers are repeated: 1, 2, 4 times its notification frequency later; after the last of them seldom."""
    if count > act.settings.max_repeats:
        return act.settings.stay
    every = timedelta(seconds=state.every) if state.every is not None else staying.longest(act, state)
    return min(every * 2 ** (count - 1), act.settings.stay)
