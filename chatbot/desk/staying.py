"""How long a ticket may stay in a state, and the timers of that; when one fires, the service of the state is called."""

from datetime import datetime, timedelta

from chatbot.desk.act import Act
from chatbot.desk.views import state_of
from store import stays, timers
from store.records import Prompt, Ticket, TicketState
from store.stays import Stay

END, WAIT = "stay_end", "stay_wait"
"""The timers of a stay: it is too long; its service goes on with it."""


def longest(act: Act, state: TicketState) -> timedelta:
    """How long a ticket may stay there, where it isn't offered."""
    return timedelta(seconds=state.lifetime) if state.lifetime is not None else act.settings.stay


async def plan(act: Act, ticket: Ticket, state: TicketState, since: datetime) -> None:
    """Where nobody said how long, what is past by now is no reason for a line at once: dibs may be new to it."""
    end = since + longest(act, state)
    await _end_at(act, ticket, act.now + longest(act, state) if state.lifetime is None and end <= act.now else end)


async def plan_again(act: Act, ticket: Ticket, state: TicketState, ended_at: datetime) -> None:
    """After the last offer in vain: at once, where the ticket goes on by itself; else it is offered anew one day."""
    if state.onward is not None:
        await _end_at(act, ticket, act.now)
        return
    end = ended_at + act.settings.stay
    await _end_at(act, ticket, end if end > act.now else act.now + act.settings.stay)


async def given_up(act: Act, prompt: Prompt, ticket: Ticket) -> None:
    """The last role that could be asked didn't take it."""
    await plan_again(act, ticket, await state_of(act, ticket), prompt.ended_at or act.now)


async def call_again(act: Act, stay: Stay, after: timedelta) -> None:
    """Its service failed at that, and is called for the same then."""
    kind = END if stay.todo == stays.TIMEOUT else WAIT
    await timers.put(act.tx, kind, stay.ticket_id, due_at=act.now + after)


async def _end_at(act: Act, ticket: Ticket, moment: datetime) -> None:
    await timers.put(act.tx, END, ticket.id, due_at=max(moment, act.now))


async def fire_end(act: Act, number: int) -> None:
    """Its service is told. If it has come into another state just now, that one's service knows when its time is."""
    stay = await stays.get(act.tx, number)
    if stay is not None and not stay.todo:
        await stays.call(act.tx, number, stays.TIMEOUT)


async def fire_wait(act: Act, number: int) -> None:
    await stays.call(act.tx, number, stays.PROCEED)
