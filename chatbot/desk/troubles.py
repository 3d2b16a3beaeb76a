"""Where a service can do nothing more about a ticket: it keeps its state, and a ticket tells the role of that.

One for a ticket and service, however often it fails; and few for a service, however many tickets it fails at: further
ones are told in the newest of those. When the cause is gone, that is said there.
"""

from collections.abc import Sequence
from datetime import timedelta

from msgspec.structs import replace

from chatbot.desk import asking, obeying, servicenames, staying, tickets
from chatbot.desk.act import Act
from chatbot.desk.entering import New
from chatbot.desk.priorities import PRIORITIES
from chatbot.desk.refused import Refused
from chatbot.desk.views import need_ticket, state_of, view
from chatbot.desk.wording import TYPE
from store import relations, stays
from store import troubles as rows
from store.records import Ticket
from store.stays import Stay
from store.troubles import Trouble

MOST = 5
"""Open tickets in which one service tells of its troubles."""
FIRST, LONGEST = timedelta(minutes=5), timedelta(hours=1)
"""Until it tries again: each time twice as long."""

TRIES = 3
"""Of its code, before anything is told."""

Tried = Sequence[tuple[str, str]]
"""What was tried, as names of states, and why each was refused."""


async def put(act: Act, stay: Stay, why: str, tried: Tried) -> None:
    """`why`: what its code failed at; empty where all that it wanted was refused."""
    if not await stays.put_failed(act.tx, stay):
        return
    again = min(FIRST * 2 ** min(max(stay.tries - TRIES, 0), 8), LONGEST)
    await staying.call_again(act, stay, again)
    error = why or "; ".join(f"{name}: {said}" for name, said in tried) or "it orders nothing that can be done"
    known = await rows.get(act.tx, stay.ticket_id, stay.type, stay.state)
    if known is not None:
        await rows.put(act.tx, replace(known, error=error))
        return
    ticket = await need_ticket(act, stay.ticket_id)
    told_in = await _tell(act, ticket, stay, why, tried)
    await rows.put(act.tx, Trouble(ticket.id, stay.type, stay.state, told_in, error, act.now))
    await act.journal(
        "service_stuck",
        ticket_id=ticket.id,
        role_id=ticket.role_id,
        service=await servicenames.name_of_stay(act, stay),
        error=told_in,
        texts={"why": error},
    )


async def _tell(act: Act, ticket: Ticket, stay: Stay, why: str, tried: Tried) -> int | None:
    """The number of the ticket in which it is told; None where it is about such a ticket itself: that would go on for
    ever, so admins are told of it."""
    if any(one.kind == relations.ERROR_OF for one in await relations.list_of(act.tx, ticket.id)):
        return None
    words = await _words(act, ticket, why, tried)
    told = [await need_ticket(act, one) for one in await rows.list_open_errors(act.tx, stay.type, stay.state)]
    alike = [one for one in told if one.private == ticket.private]
    if len(told) >= MOST and alike:
        await relations.add(act.tx, alike[-1].id, relations.ERROR_OF, ticket.id, now=act.now)
        await asking.added(act, await view(act, alike[-1]), f"#{ticket.id}, too. {words}")
        return alike[-1].id
    state = await state_of(act, ticket)
    title = f"#{ticket.id} is stuck in {state.name}"
    wanted = New(title, words, priority=max(ticket.priority, PRIORITIES["normal"]), private=ticket.private)
    try:
        return (await obeying.open_by_service(act, ticket, wanted, relations.ERROR_OF)).id
    except Refused:
        return None


async def _words(act: Act, ticket: Ticket, why: str, tried: Tried) -> str:
    lines = [
        f"{act.name} can do nothing more about #{ticket.id}, which keeps its state.",
        *([f"Its code failed: {why}."] if why else []),
        *[f"Tried {name}: {said}" for name, said in tried],
        f"It tries again by itself. By hand: {TYPE}advance {ticket.id}",
    ]
    return "\n".join(lines).replace(TYPE, "")


async def end(act: Act, stay: Stay, how: str) -> None:
    """Its service got on with it."""
    known = await rows.get(act.tx, stay.ticket_id, stay.type, stay.state)
    if known is not None:
        await _over(act, known, how)


async def end_elsewhere(act: Act, stay: Stay) -> None:
    """It has come to another state, be it by hand: what stood in the way before does so no more."""
    for one in await rows.list_of(act.tx, stay.ticket_id):
        if (one.type, one.state) != (stay.type, stay.state):
            await _over(act, one, "went on")


async def _over(act: Act, trouble: Trouble, how: str) -> None:
    await rows.drop(act.tx, trouble)
    ticket = await need_ticket(act, trouble.ticket_id)
    await act.journal("service_went_on", ticket_id=ticket.id, role_id=ticket.role_id, error=trouble.error_id)
    if trouble.error_id is not None:
        await _say_so(act, trouble.error_id, f"#{ticket.id} {how}: the cause is gone.")


async def _say_so(act: Act, number: int, text: str) -> None:
    """Nobody need take it any more if it tells of nothing else and nobody has."""
    told = await need_ticket(act, number)
    if told.closed_at is not None:
        return
    if told.owner_id is None and not await rows.count_told_in(act.tx, number):
        await tickets.end(act, told, "fixed", text)
    else:
        await asking.added(act, await view(act, told), text)
