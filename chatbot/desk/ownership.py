"""Who has a ticket: accept, decline, assign, release. Nobody is assigned; everybody says yes themselves."""

from msgspec import Struct

from chatbot.desk import checks, leaving, patience, people, prompts, timeouts
from chatbot.desk.act import Act
from chatbot.desk.durations import ago
from chatbot.desk.people import Person
from chatbot.desk.refused import Refused
from chatbot.desk.views import TicketView, flow_of, need_may_know, need_right, need_ticket, need_words, view
from chatbot.desk.wording import TYPE
from store import prompts as offers
from store import roles, tickets
from store.records import Prompt, Ticket, TicketState


class Declined(Struct, frozen=True):
    """`asker`: who had offered it in person, None if it was offered to the role. `last`: nobody is left to ask."""

    seen: TicketView
    asker: str | None
    last: bool
    next: str | None = None
    """The role that is asked now, where they were the last of theirs."""


class Assigned(Struct, frozen=True):
    seen: TicketView
    person: str
    lifetime: int


async def accept(act: Act, number: int, *, to: TicketState | None = None) -> TicketView:
    """Take it, into the state `to` if that is given: exactly one of those who try becomes the owner, the others are
    told who."""
    seen = await view(act, await need_ticket(act, number))
    need_may_know(seen)
    need_words(seen)
    _need_still_free(act, seen)
    await checks.need_may_accept(act, seen)
    assert act.member is not None, "only members pass the check"
    state = to or (await flow_of(act, seen.ticket)).when_accepted(seen.ticket.state)
    taken = await tickets.own(
        act.tx, number, was=seen.ticket.owner_id, owner_id=act.member.id, state=state.code, now=act.now
    )
    assert taken is not None, "SQLite has one writer; another engine would run this body again"
    offer = await offers.get_open_to_person(act.tx, number)
    mine = offer if offer is not None and offer.member_id == act.member.id else None
    await prompts.withdraw(act, number, state="accepted", person_state="accepted" if mine else "withdrawn")
    await _journal_accepted(act, taken, seen, mine)
    return await view(act, taken)


def _need_still_free(act: Act, seen: TicketView) -> None:
    ticket = seen.ticket
    if ticket.closed_at is not None:
        raise Refused(f"#{ticket.id} is closed. To open it again: {TYPE}reopen {ticket.id}")
    if "owner" in seen.relations:
        raise Refused(f"#{ticket.id} is yours already. {seen.when_done}")
    if ticket.owner_id is not None and "asked" not in seen.relations:
        if not seen.readable:
            raise Refused(f"#{ticket.id} is taken. Who has it is said in private alone: {TYPE}show {ticket.id}")
        when = ago(ticket.accepted_at or ticket.changed_at, act.now)
        follow = f"To follow it: {TYPE}watch" if act.member else f"To see it: {TYPE}show"
        raise Refused(f"#{ticket.id} went to {seen.owner} {when}. {follow} {ticket.id}")


async def _journal_accepted(act: Act, taken: Ticket, seen: TicketView, offer: Prompt | None) -> None:
    await act.journal(
        "ticket_accepted",
        ticket_id=taken.id,
        role_id=taken.role_id,
        prompt_id=offer.id if offer else (seen.prompt.id if seen.prompt else None),
        state=taken.state,
        owner=taken.owner_id,
        was=seen.ticket.owner_id,
        asker=offer.asker_id if offer else None,
        bundle=offer.bundle if offer else None,
    )


async def decline(act: Act, number: int, why: str) -> Declined:
    """Say no to an offer: that member isn't asked again; when all have said so, the offer is over at once."""
    checks.need_text(act, why, "The reason")
    seen = await need_right(act, "decline", number)
    assert act.member is not None, "only members pass the check"
    offer = await offers.get_open_to_person(act.tx, number)
    if offer is not None and offer.member_id == act.member.id:
        return await _decline_assignment(act, seen, offer, why)
    if seen.prompt is None:
        raise Refused(f"#{number} isn't offered to anybody now. {TYPE}show {number} says where it stands.")
    await _need_in(act, seen, seen.prompt.role_id)
    if not await offers.add_answer(act.tx, seen.prompt.id, act.member.id, answer="declined", now=act.now):
        raise Refused(
            f"#{number}: you declined it already, you aren't asked again. You may still: {TYPE}accept {number}"
        )
    await act.journal(
        "ticket_declined",
        ticket_id=number,
        role_id=seen.role.id,
        prompt_id=seen.prompt.id,
        texts={"why": why},
    )
    if await prompts.to_ask(act, seen.prompt, seen.ticket):
        passed_on = await timeouts.pass_over(act, seen.prompt, seen.ticket)
        return Declined(seen, None, last=passed_on is not None, next=passed_on)
    return Declined(seen, None, last=True, next=await timeouts.time_out(act, seen.prompt, "declined"))


async def _need_in(act: Act, seen: TicketView, role_id: int) -> None:
    """Its own role isn't asked any more where another is."""
    assert act.member is not None, "only members pass the check"
    if await roles.get_membership(act.tx, role_id, act.member.id) is None:
        asked = await roles.get(act.tx, role_id)
        assert asked is not None, "a foreign key"
        number = seen.ticket.id
        raise Refused(
            f"#{number}: {asked.name} is asked now, {seen.role.name} no more. You may still: {TYPE}accept {number}"
        )


async def _decline_assignment(act: Act, seen: TicketView, offer: Prompt, why: str) -> Declined:
    await prompts.end(act, offer, state="declined")
    await act.journal(
        "assignment_declined",
        ticket_id=seen.ticket.id,
        role_id=seen.role.id,
        prompt_id=offer.id,
        texts={"why": why},
        asker=offer.asker_id,
        free=seen.free,
        bundle=offer.bundle,
    )
    return Declined(seen, offer.asker_name, last=False)


async def assign(act: Act, number: int, person: Person) -> Assigned:
    """Ask one person in private. Nobody is assigned by a machine, nor by another: it is theirs when they say yes."""
    seen = await need_right(act, "assign", number)
    target = await people.need_member(act, person)
    await checks.need_may_ask(act, seen, target)
    prompt = await prompts.open_to_person(act, seen.ticket, seen.role, target)
    return Assigned(seen, target.name, prompt.lifetime)


async def release(act: Act, number: int, why: str) -> TicketView:
    """Give it back: it is offered to its role anew."""
    checks.need_text(act, why, "The reason")
    seen = await need_right(act, "release", number)
    ticket = seen.ticket
    if ticket.owner_id is None or ticket.closed_at is not None:
        raise Refused(f"#{number} is {'closed' if ticket.closed_at else 'free already'}. Nothing changed.")
    await patience.need_few_offers(act)
    await patience.need_few_anew(act, number)
    freed = await leaving.let_go(act, ticket, why)
    if freed is None:
        raise Refused(f"#{number} changed hands just now. {TYPE}show {number} says where it stands.")
    return await view(act, freed)
