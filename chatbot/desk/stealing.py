"""Taking a ticket from who has it, with a reason that they are told; and an end to taking it back and forth."""

from datetime import timedelta

from chatbot.desk import checks, prompts
from chatbot.desk.act import Act
from chatbot.desk.durations import ago
from chatbot.desk.refused import NoRight, Refused
from chatbot.desk.standing import in_force
from chatbot.desk.views import TicketView, flow_of, need_right, view
from chatbot.desk.wording import TYPE
from store import journal, tickets

CALM = timedelta(hours=1)
"""After a theft; within it the next one is for those who settle quarrels."""


async def steal(act: Act, number: int, why: str) -> TicketView:
    """From one role member to another, at once: the owner may be asleep or gone."""
    checks.need_text(act, why, "The reason")
    seen = await need_right(act, "steal", number)
    thief = checks.need_member(act, "own tickets")
    was = _need_somebodys(seen)
    await _need_calm(act, seen)
    state = (await flow_of(act, seen.ticket)).when_accepted(seen.ticket.state)
    stolen = await tickets.own(act.tx, number, was=was, owner_id=thief.id, state=state.code, now=act.now)
    if stolen is None:
        raise Refused(f"#{number} changed hands just now. {TYPE}show {number} says where it stands.")
    await prompts.withdraw(act, number, state="withdrawn")
    await act.journal(
        "ticket_stolen",
        ticket_id=number,
        role_id=stolen.role_id,
        texts={"why": why},
        state=stolen.state,
        owner=thief.id,
        was=was,
    )
    return await view(act, stolen)


def _need_somebodys(seen: TicketView) -> int:
    """The owner's id."""
    ticket = seen.ticket
    if ticket.closed_at is not None:
        raise Refused(f"#{ticket.id} is closed. To open it again: {TYPE}reopen {ticket.id}")
    if ticket.owner_id is None:
        raise Refused(f"#{ticket.id} is free, nobody loses it. Take it: {TYPE}dibs {ticket.id}")
    if "owner" in seen.relations:
        raise Refused(f"#{ticket.id} is yours already. {seen.when_done}")
    return ticket.owner_id


async def _need_calm(act: Act, seen: TicketView) -> None:
    number = seen.ticket.id
    thefts = [
        event.at for event in in_force(await journal.list_of_ticket(act.tx, number)) if event.kind == "ticket_stolen"
    ]
    if not thefts or act.now - thefts[-1] >= CALM or await checks.leads(act, seen.role):
        return
    raise NoRight(
        f"#{number} was stolen {ago(thefts[-1], act.now)}. Within an hour only a lead of {seen.role.name} or an admin"
        f" may steal it again. You may: {TYPE}comment {number} <text>",
        "role",
        number,
    )
