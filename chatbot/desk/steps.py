"""What a service does at the desk, a transaction each: its own part of a ticket's way, and what its code ordered.

Nothing is done where the ticket has gone on meanwhile, by somebody's hand or by time.
"""

from datetime import timedelta

from chatbot.desk import going, overstays, settling, staying, troubles
from chatbot.desk.act import Act
from chatbot.desk.obeying import Numbers, carry_out, number_of
from chatbot.desk.orders import Decision, Move, Orders, Rest
from chatbot.desk.refused import Refused
from chatbot.desk.views import need_ticket
from store import notes, stays, tickets, timers
from store.notes import Note
from store.records import Ticket
from store.stays import Stay

FIRST = 1
"""The visit of a ticket that never stood elsewhere."""
SOON = timedelta(minutes=1)
"""Until it is looked again, where a service waits for a ticket that is closed already."""


async def is_current(act: Act, stay: Stay) -> bool:
    found = await stays.get(act.tx, stay.ticket_id)
    return found is not None and (found.visit, found.todo) == (stay.visit, stay.todo)


async def settle(act: Act, stay: Stay, *, done: bool = True) -> None:
    """A ticket has come: what is due of it there. `done` False: its code is still to be run."""
    if not (await stays.put_done(act.tx, stay) if done else await is_current(act, stay)):
        return
    if stay.visit > FIRST:
        await troubles.end_elsewhere(act, stay)
    await settling.settle(act, stay)


async def time_out(act: Act, stay: Stay) -> None:
    """It stays too long, and nobody wrote code for that."""
    if await is_current(act, stay):
        await overstays.overstayed(act, stay)
        await stays.put_done(act.tx, stay)


async def obey(act: Act, stay: Stay, orders: Orders, code: int | None = None) -> bool:
    """What was ordered when it proceeded, with the move to that state, if it is one. False if the ticket isn't there
    any more. Without a decision it stays.

    Refused where any of it can't be; then nothing of it is done.
    """
    if not await is_current(act, stay):
        return False
    ticket = await need_ticket(act, stay.ticket_id)
    numbers = await carry_out(act, ticket, orders.orders)
    await _decide(act, ticket, stay, orders.decision or Rest(), numbers, code=code)
    return True


async def obey_aside(act: Act, stay: Stay, orders: Orders, code: int | None = None) -> None:
    """The same of what was ordered for another reason than that it came; without a decision all is as it was."""
    ticket = await need_ticket(act, stay.ticket_id)
    numbers = await carry_out(act, ticket, orders.orders)
    if orders.decision is not None and await is_current(act, stay):
        await _decide(act, ticket, stay, orders.decision, numbers, code=code)


async def _decide(act: Act, ticket: Ticket, stay: Stay, what: Decision, numbers: Numbers, *, code: int | None) -> None:
    if isinstance(what, Move):
        assert code is not None, "a move has somewhere to go"
        await _move(act, ticket, stay, code)
    else:
        await _rest(act, stay, what, number_of(what.ticket, numbers))


async def _move(act: Act, ticket: Ticket, stay: Stay, code: int) -> None:
    normal = next(iter(await going.possible(act, ticket)), None)
    await going.by_itself(act, ticket, code)
    instead = normal.name if normal is not None and normal.code != code else ""
    await troubles.end(act, stay, f"went on, though not to {instead}" if instead else "went on")


async def _rest(act: Act, stay: Stay, rest: Rest, waits_for: int | None) -> None:
    open_still = await _need_waitable(act, stay, waits_for) if waits_for is not None else False
    await stays.put_done(act.tx, stay, waits_for=waits_for if open_still else None)
    until = rest.until or (act.now + SOON if waits_for is not None and not open_still else None)
    if until is not None:
        await timers.put(act.tx, staying.WAIT, stay.ticket_id, due_at=max(until, act.now))
    if stay.todo == stays.TIMEOUT:
        await overstays.plan_next(act, stay)
    await troubles.end(act, stay, "could be proceeded with")


async def _need_waitable(act: Act, stay: Stay, number: int) -> bool:
    """Whether that ticket is open. None waits for itself, be it around some corners."""
    other = await tickets.get(act.tx, number)
    if other is None:
        raise Refused(f"No ticket #{number} to wait for.")
    behind: int | None = number
    while behind is not None:
        if behind == stay.ticket_id:
            raise Refused(f"#{stay.ticket_id} and #{number} would wait for each other.")
        next_one = await stays.get(act.tx, behind)
        behind = next_one.waits_for if next_one else None
    return other.closed_at is None


async def possible(act: Act, number: int) -> list[tuple[int, str]]:
    """The states to which a ticket may go, the normal next one first, by code and name."""
    return [(state.code, state.name) for state in await going.possible(act, await need_ticket(act, number))]


async def fail(act: Act, stay: Stay, again: timedelta) -> None:
    """Its code failed, and is tried again then."""
    if await stays.put_failed(act.tx, stay):
        await staying.call_again(act, stay, again)


async def do_without_code(act: Act, stay: Stay) -> None:
    """What its service would do if nobody had written code for that."""
    if stay.todo == stays.TIMEOUT:
        await time_out(act, stay)
    else:
        await settle(act, stay)


async def read_note(act: Act, note: Note, stay: Stay, orders: Orders, code: int | None = None) -> None:
    """With what its reader orders on that; nothing if it was read already."""
    if await notes.drop(act.tx, note.id):
        await obey_aside(act, stay, orders, code)


async def pass_over(act: Act, note: Note) -> None:
    """Nobody reads it: its ticket is proceeded with, if it is here."""
    stay = await stays.get(act.tx, note.ticket_id)
    if await notes.drop(act.tx, note.id) and stay and (stay.type, stay.state) == (note.type, note.state):
        await stays.call(act.tx, stay.ticket_id, stays.PROCEED)
