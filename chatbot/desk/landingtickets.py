"""Tickets that come in from elsewhere, as they stood there, with what was written to them and worked on them.

They come quietly: nobody is asked to take one unless that is wanted (`offer`), and nothing is said of what is old.
"""

from collections.abc import Mapping
from typing import Any

from chatbot.desk import clients, landinghistory, projects, timeouts, types
from chatbot.desk.landing import Landing, who_of
from chatbot.desk.lifecycle import Workflow
from chatbot.desk.views import need_ticket, workflow_of
from store import aliases, promised, roles, search, stays, tickets, workflows
from store import clients as rows
from store.records import Arriving, Role, TicketState
from store.times import from_text
from store.uuids import uuid7


async def settle_ticket(landing: Landing, part: Arriving) -> None:
    number, payload = landing.number(part), part.payload
    role = await roles.get(landing.act.tx, payload["role"])
    assert role is not None, "it isn't deleted while it is promised a ticket"
    flow = await _flow(landing, payload["type"])
    state = _state(flow, payload)
    await _put(landing, number, payload, flow, state)
    await _account(landing, number, payload)
    await landinghistory.opened(landing, number, role, payload, flow)
    for entry in payload["log"]:
        await landinghistory.enter(landing, number, role, entry)
    await landinghistory.arrived(landing, number, role, part, state)
    if part.key is not None:
        await aliases.put(landing.act.tx, landing.arrival.label, part.key, number)
    await _place(landing, number, role, payload, state)
    await search.put(landing.act.tx, number)


async def settle_entries(landing: Landing, part: Arriving) -> None:
    """More of a ticket that is here already: its number is `ticket`."""
    ticket = await need_ticket(landing.act, part.payload["ticket"])
    if ticket.erased_at is not None:  # since it was staged
        return
    role = await roles.get(landing.act.tx, ticket.role_id)
    assert role is not None, "a foreign key"
    for entry in part.payload["log"]:
        await landinghistory.enter(landing, ticket.id, role, entry)
    await tickets.touch(landing.act.tx, ticket.id, now=landing.act.now)
    await search.put(landing.act.tx, ticket.id)


async def _flow(landing: Landing, type_name: str) -> Workflow:
    """A type that is gone meanwhile leaves the one that is always there."""
    if type_name not in landing.flows:
        known = await workflows.get(landing.act.tx, type_name)
        landing.flows[type_name] = await workflow_of(landing.act, known.name if known else types.USUAL)
    return landing.flows[type_name]


def _state(flow: Workflow, payload: Mapping[str, Any]) -> TicketState:
    if payload["closed"]:
        return first_final(flow)
    return first_owned(flow) if payload["owner"] is not None else flow.start


def first_final(flow: Workflow) -> TicketState:
    return next(state for state in flow.states.values() if state.final)


def first_owned(flow: Workflow) -> TicketState:
    return next(state for state in flow.states.values() if state.owned and not state.waiting)


async def _put(landing: Landing, number: int, payload: Mapping[str, Any], flow: Workflow, state: TicketState) -> None:
    reporter, opened = who_of(payload["reporter"]), from_text(payload["opened_at"])
    changed = from_text(payload["changed_at"])
    await promised.put_ticket(
        landing.act.tx,
        number,
        uuid=uuid7(landing.act.now),
        desk=landing.act.desk_id,
        type_name=flow.type.name,
        state=state.code,
        resolution=landinghistory.DONE if state.final else None,
        role_id=payload["role"],
        title=payload["title"],
        description=payload["description"],
        priority=payload["priority"],
        owner_id=payload["owner"],
        reporter_id=reporter.member_id,
        reporter_name=reporter.name,
        reporter_network=reporter.network or "",
        opened_at=opened,
        changed_at=changed,
        accepted_at=opened if payload["owner"] is not None else None,
        closed_at=changed if state.final else None,
    )


async def _account(landing: Landing, number: int, payload: Mapping[str, Any]) -> None:
    """Clients and projects that aren't there are made."""
    if not payload["client"]:
        return
    client = await _client(landing, payload["client"])
    project = await _project(landing, client, payload["project"]) if payload["project"] else None
    await rows.put_ticket(landing.act.tx, number, client_id=client, project_id=project)


async def _client(landing: Landing, name: str) -> int:
    known = await rows.get_by_name(landing.act.tx, name)
    return known.id if known else await clients.make(landing.act, name)


async def _project(landing: Landing, client_id: int, name: str) -> int:
    known = await rows.get_project_by_name(landing.act.tx, client_id, name)
    return (known or await projects.make(landing.act, client_id, name)).id


async def _place(landing: Landing, number: int, role: Role, payload: Mapping[str, Any], state: TicketState) -> None:
    """It is here since now. Where somebody has it, its service sees to it; else it lies free, or is offered."""
    todo = stays.SETTLE if state.owned else stays.NOTHING
    await promised.put_stay(landing.act.tx, number, since=landing.act.now, todo=todo)
    if payload["offer"] and payload["owner"] is None and state.offered:
        await timeouts.offer(landing.act, await need_ticket(landing.act, number), role, "opened")
