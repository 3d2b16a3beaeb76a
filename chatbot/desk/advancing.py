"""Moving a ticket along its workflow: to the normal next state, or to another one that is possible."""

from chatbot.desk import going, ownership
from chatbot.desk.act import Act
from chatbot.desk.lifecycle import Workflow, article
from chatbot.desk.refused import Refused
from chatbot.desk.suggest import nearest
from chatbot.desk.views import TicketView, need_right, workflow_of
from chatbot.desk.wording import TYPE, clean, fit, listed
from store.records import TicketState


async def advance(act: Act, number: int, name: str | None) -> TicketView:
    """`name`: a state's name or code; None means the normal next one."""
    seen = await need_right(act, "advance", number)
    _need_open(seen)
    flow = await workflow_of(act, seen.ticket.type)
    to = _need_next(flow, seen, name)
    if to.waiting:
        raise Refused(f"{seen.number}: to let it rest: {TYPE}hold {number}")
    if to.owned and seen.ticket.owner_id is None:
        return await ownership.accept(act, number, to=to)
    return await going.go(act, seen, flow, to)


def _need_open(seen: TicketView) -> None:
    if seen.ticket.closed_at is not None:
        raise Refused(f"{seen.number} is closed. To open it again: {TYPE}reopen {seen.ticket.id}")


def _need_next(flow: Workflow, seen: TicketView, name: str | None) -> TicketState:
    possible = list(flow.next_states(seen.ticket.state))
    if name is None:
        if not possible:
            raise Refused(f"{seen.number} is {seen.state.name}, and nothing comes after that.")
        return possible[0]
    wanted = clean(name).strip().rstrip(".").lower()
    found = next((state for state in possible if wanted in {state.name.lower(), str(state.code)}), None)
    if found is None:
        raise Refused(_no_such(flow, seen, wanted, possible))
    return found


def _no_such(flow: Workflow, seen: TicketView, wanted: str, possible: list[TicketState]) -> str:
    names = [state.name for state in possible]
    known = next((state for state in flow.states.values() if state.name.lower() == wanted), None)
    near = nearest(wanted, names)
    said = f"No state {fit(wanted, 30)} to go to."
    if known is not None:
        what = article(flow.type.name)
        said = f"{seen.number} is {seen.state.name}; {what} doesn't go from there to {known.name}."
    if near:
        return f"{said} Did you mean {near}?"
    return listed(f"{said} There: ", names, ".") if names else said
