"""What becomes of a member's work when they may do nothing any more: it is free again, and offered anew."""

from chatbot.desk import firing, prompts, timeouts
from chatbot.desk.act import Act
from chatbot.desk.views import flow_of, need_role_of
from store import prompts as offers
from store import roles, tickets
from store.records import Member, Ticket, TicketState


async def end_questions(act: Act, member: Member) -> None:
    """Those that wait for their answer, of which there will be none: who asked is told; and where all others of a role
    have passed, its offer is over."""
    for offer in await offers.list_open_to(act.tx, member.id):
        await timeouts.time_out(act, offer, "gone")
    for role in await roles.list_of_member(act.tx, member.id):
        await firing.look_again(act, role.id)


async def free_all(act: Act, member: Member, why: str) -> list[int]:
    """The numbers of the tickets that were theirs. Questions that wait for their answer end, too."""
    await end_questions(act, member)
    owned = await tickets.list_of_owner(act.tx, member.id)
    return [ticket.id for ticket in owned if await free(act, ticket, why)]


async def free(act: Act, ticket: Ticket, why: str) -> Ticket | None:
    """By no word of its owner, so it must not hang on the state that they left it in: where it can't be given back it
    begins anew."""
    return await let_go(act, ticket, why, to=(await flow_of(act, ticket)).when_left(ticket.state))


async def let_go(act: Act, ticket: Ticket, why: str, *, to: TicketState | None = None) -> Ticket | None:
    """Its owner has it no more, and its role is asked anew, in the state `to` if that is given; None if it has just
    changed hands."""
    assert ticket.owner_id is not None, "somebody has it"
    state = to or (await flow_of(act, ticket)).when_released(ticket.state)
    freed = await tickets.free(act.tx, ticket.id, was=ticket.owner_id, state=state.code, now=act.now)
    if freed is None:
        return None
    await prompts.withdraw(act, ticket.id, state="withdrawn")
    await act.journal(
        "ticket_released",
        ticket_id=ticket.id,
        role_id=ticket.role_id,
        texts={"why": why},
        state=freed.state,
        owner=None,
        was=ticket.owner_id,
    )
    await timeouts.offer(act, freed, await need_role_of(act, freed), "released")
    return freed
