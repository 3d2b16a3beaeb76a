"""`ask`: a ticket waits for its reporter, whose next words in private answer the question and wake it."""

from datetime import datetime

from chatbot.desk import checks, holding
from chatbot.desk.act import Act
from chatbot.desk.habits import zone_of
from chatbot.desk.refused import Refused
from chatbot.desk.views import TicketView, need_right, view
from chatbot.desk.wall import Here, days_after
from chatbot.desk.wording import TYPE, clean, fit, listed
from store import holds, journal, members, reporters, tickets, timers
from store.records import Ticket
from store.times import to_text

AGAIN = "ask_again"
"""The timer of the one reminder that a reporter gets."""

REMINDS, WAITS = 1, 3
"""Workdays after which the reporter is reminded, and after which its owner hears that there is no answer."""


async def ask(act: Act, number: int, question: str) -> TicketView:
    """It rests until the answer, or as long as any hold: then its owner hears that there was none."""
    checks.need_text(act, question, "The question")
    seen = await need_right(act, "ask", number)
    holding.need_owned(seen)
    await _need_somebody(act, seen)
    theirs = Here(act.now, await zone_of(act, seen.ticket.reporter_id))
    until = _workdays_after(theirs, WAITS)
    asked = await holding.lay_down(act, seen, until)
    event_id = await act.journal(
        "ticket_asked",
        ticket_id=number,
        role_id=asked.role_id,
        texts={"text": question},
        state=asked.state,
        owner=asked.owner_id,
        until=to_text(until),
    )
    await holding.plan_wake(act, asked, event_id)
    await timers.put(act.tx, AGAIN, number, due_at=_workdays_after(theirs, REMINDS))
    return await view(act, asked)


async def _need_somebody(act: Act, seen: TicketView) -> None:
    ticket, number = seen.ticket, seen.ticket.id
    if ticket.reporter_id is not None and ticket.reporter_id == act.member_id:
        raise Refused(f"#{number}: you opened it yourself. To note something: {TYPE}comment {number} <text>")
    if ticket.reporter_id is None and not (ticket.reporter_bound and ticket.reporter_mask):
        raise Refused(
            f"#{number}: who opened it isn't here any more, so nobody would hear. To wait all the same: {TYPE}hold"
            f" {number}"
        )
    reporter = await members.get(act.tx, ticket.reporter_id) if ticket.reporter_id is not None else None
    if reporter is not None and reporter.suspended_at is not None:
        raise Refused(
            f"#{number}: who opened it is suspended, and would not hear. To wait all the same: {TYPE}hold {number}"
        )


def _workdays_after(theirs: Here, count: int) -> datetime:
    """So many workdays later, at the same time of their day: nobody is asked for an answer at the weekend."""
    day = theirs.today
    while count:
        day = days_after(day, 1)
        count -= day.weekday() <= 4
    return theirs.moment_of(day, theirs.wall.time())


async def is_waited_for(act: Act) -> bool:
    """Whether words of this person that are no command belong to a ticket of theirs."""
    return bool(await _asked_of(act) or await _requests_of(act))


async def answer(act: Act, text: str) -> TicketView | None:
    """They answer the one open question, or add to the one request that another typed for them; None without any."""
    waiting = await _asked_of(act) or await _requests_of(act)
    if not waiting:
        return None
    if len(waiting) > 1:
        titled = [f"#{ticket.id} {fit(clean(ticket.title), 24)}" for ticket in waiting]
        asked = f"? Say which: {TYPE}re {waiting[0].id} <text>"
        raise Refused(listed(f"For which of {len(waiting)}: ", titled, asked))
    checks.need_text(act, text, "The answer")
    seen = await view(act, waiting[0])
    if await is_asked(act, seen.ticket):
        return await answered(act, seen, text)
    return await added(act, seen, text)


async def added(act: Act, seen: TicketView, text: str) -> TicketView:
    await tickets.touch(act.tx, seen.ticket.id, now=act.now)
    await act.journal(
        "ticket_commented",
        ticket_id=seen.ticket.id,
        role_id=seen.role.id,
        texts={"text": text},
        owner=seen.ticket.owner_id,
    )
    return seen


async def answered(act: Act, seen: TicketView, text: str) -> TicketView:
    """By its reporter, however they said it."""
    woken = await holding.go_on(act, seen.ticket)
    assert woken is not None, "it was read in this transaction"
    await timers.drop(act.tx, AGAIN, woken.id)
    await act.journal(
        "ticket_answered",
        ticket_id=woken.id,
        role_id=woken.role_id,
        texts={"text": text},
        state=woken.state,
        owner=woken.owner_id,
    )
    return await view(act, woken)


async def is_asked(act: Act, ticket: Ticket) -> bool:
    """Whether it rests because of a question that has no answer yet."""
    return ticket.held_by is not None and await journal.kind_of(act.tx, ticket.held_by) == "ticket_asked"


async def _asked_of(act: Act) -> list[Ticket]:
    who = act.principal
    if act.member is not None:
        return await holds.list_asked(act.tx, act.member.id)
    return await holds.list_asked_of_mask(act.tx, network=who.network, mask=who.mask) if who.mask else []


async def _requests_of(act: Act) -> list[Ticket]:
    who = act.principal
    if act.member is None and not who.mask:
        return []
    return await reporters.list_requests(act.tx, member_id=act.member_id, network=who.network, mask=who.mask)


async def fire_again(act: Act, number: int) -> None:
    ticket = await holds.get_held(act.tx, number)
    if ticket is None or not await is_asked(act, ticket):
        return
    await act.journal(
        "ticket_asked_again", ticket_id=number, role_id=ticket.role_id, owner=ticket.owner_id, hold=ticket.held_by
    )
