"""A ticket as somebody sees it: the record, the names around it, and what that person is to it."""

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from chatbot.desk import access, proof
from chatbot.desk.access import Relation
from chatbot.desk.act import Act
from chatbot.desk.lifecycle import Workflow, workflow
from chatbot.desk.refused import NoRight, Refused
from chatbot.desk.wording import TYPE
from store import arrivals, members, prompts, roles, tickets, workflows
from store.database import Transaction
from store.records import Member, Prompt, Role, Ticket, TicketState


class TicketView(Struct, frozen=True):
    """`readable`: whether its texts may be shown to the audience of this act."""

    ticket: Ticket
    role: Role
    state: TicketState
    owner: str | None
    relations: frozenset[Relation]
    readable: bool
    prompt: Prompt | None
    """The open offer to its role, or to one that follows it, if there is one."""
    closable: bool = True
    """Whether it can be closed from where it is; looked up for its owner alone, who is told how to end it."""

    @property
    def number(self) -> str:
        return f"#{self.ticket.id}"

    @property
    def title(self) -> str:
        return self.ticket.title if self.readable else "(private)"

    @property
    def when_done(self) -> str:
        """`When done: close 12`, or `advance 12` where another state comes before the end."""
        return f"When done: {TYPE}{'close' if self.closable else 'advance'} {self.ticket.id}"

    @property
    def free(self) -> bool:
        return self.ticket.owner_id is None and self.ticket.closed_at is None


async def need_ticket(act: Act, number: int) -> Ticket:
    found = await tickets.get(act.tx, number) if number < 2**63 else None
    if found is None and number < 2**63 and await arrivals.is_promised(act.tx, number):
        raise Refused(f"#{number} is being imported just now. Wait a moment: {TYPE}show {number}")
    if found is None:
        newest = await tickets.newest(act.tx)
        raise Refused(
            f"No ticket #{number} (newest: #{newest})." if newest else f"No ticket #{number}: none is open yet."
        )
    return found


async def need_role_of(act: Act, ticket: Ticket) -> Role:
    role = await roles.get(act.tx, ticket.role_id)
    assert role is not None, "a foreign key"
    return role


async def relations_to(act: Act, ticket: Ticket) -> frozenset[Relation]:
    return await _relations_to(act, ticket, await prompts.list_open(act.tx, [ticket.id]))


async def _relations_to(act: Act, ticket: Ticket, offers: Sequence[Prompt]) -> frozenset[Relation]:
    if act.member is not None:
        return await _relations_of_member(act.tx, ticket, act.member, offers)
    found: set[Relation] = {"admin"} if act.admin else set()
    if is_reporter(act, ticket):
        found.add("reporter")
    return frozenset(found)


async def relations_of_member(tx: Transaction, ticket: Ticket, member: Member) -> frozenset[Relation]:
    return await _relations_of_member(tx, ticket, member, await prompts.list_open(tx, [ticket.id]))


async def _relations_of_member(
    tx: Transaction, ticket: Ticket, member: Member, offers: Sequence[Prompt]
) -> frozenset[Relation]:
    """`offers`: those that are open."""
    found: set[Relation] = {"admin"} if member.admin else set()
    if ticket.owner_id == member.id:
        found.add("owner")
    if ticket.reporter_id == member.id:
        found.add("reporter")
    if membership := await roles.get_membership(tx, ticket.role_id, member.id):
        found.add("member" if membership.confirmed else "joined")
    if any(offer.member_id == member.id for offer in offers):
        found.add("asked")
    if await _is_called(tx, ticket, member, _to_role(offers)):
        found.add("called")
    return frozenset(found)


def _to_role(offers: Sequence[Prompt]) -> Prompt | None:
    """The open one to its role, or to one that follows it."""
    return next((offer for offer in offers if offer.member_id is None), None)


async def _is_called(tx: Transaction, ticket: Ticket, member: Member, offer: Prompt | None) -> bool:
    """Whether it is offered to a role of theirs that isn't its own, since that one didn't take it."""
    if offer is None or offer.role_id == ticket.role_id:
        return False
    membership = await roles.get_membership(tx, offer.role_id, member.id)
    return membership is not None and (membership.confirmed or not ticket.private)


def is_reporter(act: Act, ticket: Ticket) -> bool:
    """A stranger is known by the whole nick!user@host, until it quits."""
    if act.member is not None:
        return ticket.reporter_id == act.member.id
    return (
        ticket.reporter_id is None
        and ticket.reporter_bound
        and bool(ticket.reporter_mask)
        and ticket.reporter_network == act.principal.network
        and ticket.reporter_mask == act.principal.mask
    )


async def view(act: Act, ticket: Ticket) -> TicketView:
    return await view_offered(act, ticket, await prompts.list_open(act.tx, [ticket.id]))


async def views(act: Act, found: Sequence[Ticket]) -> list[TicketView]:
    """The offers of all of them are looked up at once."""
    offers: dict[int, list[Prompt]] = {ticket.id: [] for ticket in found}
    for offer in await prompts.list_open(act.tx, list(offers)):
        offers[offer.ticket_id].append(offer)
    return [await view_offered(act, ticket, offers[ticket.id]) for ticket in found]


async def view_offered(act: Act, ticket: Ticket, offers: Sequence[Prompt]) -> TicketView:
    """`offers`: all that are open of it, to a role or a person, where they are at hand."""
    relations = await _relations_to(act, ticket, offers)
    owner = await members.get(act.tx, ticket.owner_id) if ticket.owner_id else None
    states = await workflows.list_states(act.tx, ticket.type)
    return TicketView(
        ticket=ticket,
        role=await need_role_of(act, ticket),
        state=_state(ticket, states),
        owner=owner.name if owner else None,
        relations=relations,
        readable=access.visible(ticket, act.caller.audience, relations),
        prompt=_to_role(offers),
        closable="owner" not in relations or await _is_closable(act, ticket, states),
    )


async def state_of(act: Act, ticket: Ticket) -> TicketState:
    return _state(ticket, await workflows.list_states(act.tx, ticket.type))


def _state(ticket: Ticket, states: Sequence[TicketState]) -> TicketState:
    return next(state for state in states if state.code == ticket.state)


async def _is_closable(act: Act, ticket: Ticket, states: Sequence[TicketState]) -> bool:
    """Whether a final state comes next."""
    ends = {state.code for state in states if state.final}
    edges = await workflows.list_edges(act.tx, ticket.type)
    return any(edge.state == ticket.state and edge.next in ends for edge in edges)


async def flow_of(act: Act, ticket: Ticket) -> Workflow:
    """Its type's; where it can't go, it says so of that ticket."""
    return replace(await workflow_of(act, ticket.type), number=ticket.id)


async def workflow_of(act: Act, type_name: str) -> Workflow:
    type_ = await workflows.get(act.tx, type_name)
    assert type_ is not None, "the built-in type is a row of every desk"
    return workflow(
        type_, await workflows.list_states(act.tx, type_name), await workflows.list_edges(act.tx, type_name)
    )


async def need_readable(act: Act, number: int) -> TicketView:
    """The ticket, if this audience may read it."""
    seen = await view(act, await need_ticket(act, number))
    need_may_know(seen)
    if not seen.readable:
        raise Refused(f"{seen.number} is private.")
    return seen


def need_may_know(seen: TicketView) -> None:
    """A private ticket is nothing to those who may not read it, wherever they ask."""
    if seen.ticket.private and not access.READS_PRIVATE & seen.relations:
        raise NoRight(f"{seen.number} is private.", "private", seen.ticket.id)


def need_words(seen: TicketView) -> None:
    """Whoever may know of it is told that nothing can be done to what is erased."""
    if seen.ticket.erased_at is not None:
        raise Refused(
            f"{seen.number} was erased: nothing is left of it but numbers and times. To open another: {TYPE}new <title>"
        )


async def need_right(act: Act, verb: str, number: int) -> TicketView:
    """The ticket, if this person may do that to it; else who may, and what they may do instead."""
    seen = await view(act, await need_ticket(act, number))
    need_may_know(seen)
    need_words(seen)
    if access.may(verb, proof.counting(act, verb, seen.relations)):
        return seen
    to_do = access.TO_DO.get(verb, f"{verb} it")
    if "joined" in seen.relations and access.may(verb, frozenset({"member"})):
        raise NoRight(
            f"{seen.number}: you joined {seen.role.name} by yourself. Before you may {to_do}, an admin says:"
            f" {TYPE}role confirm {seen.role.name} {act.name}",
            "role",
            number,
        )
    wanted = ("comment", "accept") if seen.free or "asked" in seen.relations else ("comment",)
    others = (*access.allowed_verbs(seen.relations, wanted), "watch" if act.member else "show")
    instead = [f"{TYPE}{other} {seen.ticket.id}" for other in others]
    raise NoRight(
        f"{seen.number}: only {access.who_may(verb, seen.role.name)} may {to_do}. You may: {', '.join(instead)}",
        "role",
        number,
    )
