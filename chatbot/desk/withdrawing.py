"""Taking a request back: its reporter doesn't need it any more."""

from chatbot.desk import checks, keeping, prompts
from chatbot.desk.act import Act
from chatbot.desk.durations import ago
from chatbot.desk.refused import Refused
from chatbot.desk.views import TicketView, flow_of, need_right, view
from chatbot.desk.wording import TYPE
from store import tickets

RESOLUTION = "withdrawn"


async def withdraw(act: Act, number: int, why: str) -> TicketView:
    """End it, whoever has it: that it isn't needed is the reporter's to say."""
    checks.need_text(act, why, "The reason")
    seen = await need_right(act, "withdraw", number)
    ticket = seen.ticket
    if ticket.closed_at is not None:
        raise Refused(f"#{number} is closed already, {ago(ticket.closed_at, act.now)}. Nothing changed.")
    state = (await flow_of(act, ticket)).when_closed(ticket.state)
    closed = await tickets.close(act.tx, number, was=ticket.state, state=state.code, resolution=RESOLUTION, now=act.now)
    if closed is None:
        raise Refused(f"#{number} changed just now. {TYPE}show {number} says where it stands.")
    await prompts.withdraw(act, number, state="withdrawn")
    await act.journal(
        "ticket_withdrawn",
        ticket_id=number,
        role_id=closed.role_id,
        texts={"why": why},
        state=closed.state,
        resolution=RESOLUTION,
        owner=closed.owner_id,
    )
    await keeping.plan(act, closed)
    return await view(act, closed)
