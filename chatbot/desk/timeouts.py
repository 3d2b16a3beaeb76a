"""The end of an offer that nobody took: it is journalled, and the role that follows is asked."""

from chatbot.desk import escalation, prompts, staying
from chatbot.desk.act import Act
from chatbot.desk.escalation import Step
from store import members, roles, tickets
from store import prompts as offers
from store.records import Prompt, Role, Ticket


async def offer(act: Act, ticket: Ticket, role: Role, why: str) -> Prompt:
    """Offer it to a role, or at once to the one that follows, where that role has nobody to ask."""
    prompt = await prompts.open_to_role(act, ticket, role, why)
    if await prompts.to_ask(act, prompt, ticket) or (await escalation.step(act, prompt, ticket)).role is None:
        return prompt
    await time_out(act, prompt, "empty")
    passed_on = await offers.get_open_to_role(act.tx, ticket.id)
    assert passed_on is not None, "there is a role to ask next"
    return passed_on


async def time_out(act: Act, prompt: Prompt, why: str) -> str | None:
    """`why`: lifetime, declined when all who were asked said no, or empty when there was nobody to ask. It stays open.

    The name of the role that is asked now, None if there is none.
    """
    if await prompts.end(act, prompt, state="timed_out") is None:
        return None
    if prompt.member_id is not None:
        await _journal_person(act, prompt, why)
        return None
    ticket = await tickets.get(act.tx, prompt.ticket_id)
    assert ticket is not None, "a foreign key"
    step = await escalation.step(act, prompt, ticket)
    await _journal_role(act, prompt, why, step)
    return await _ask_next(act, prompt, ticket, step)


async def _ask_next(act: Act, prompt: Prompt, ticket: Ticket, step: Step) -> str | None:
    if step.role is None:
        await staying.given_up(act, prompt, ticket)
        return None
    await escalation.escalate(act, prompt, ticket, step.role)
    return step.role.name


async def _journal_role(act: Act, prompt: Prompt, why: str, step: Step) -> None:
    await act.journal(
        "ticket_timed_out",
        ticket_id=prompt.ticket_id,
        role_id=prompt.role_id,
        prompt_id=prompt.id,
        why=why,
        heard=prompt.heard_at is not None,
        members=len(await roles.list_members(act.tx, prompt.role_id)),
        lifetime=int((act.now - prompt.opened_at).total_seconds()),
        next=step.role.name if step.role else None,
        empty=", ".join(step.empty) or None,
    )


async def _journal_person(act: Act, prompt: Prompt, why: str) -> None:
    assert prompt.member_id is not None, "made to a person"
    person = await members.get(act.tx, prompt.member_id)
    await act.journal(
        "assignment_timed_out",
        ticket_id=prompt.ticket_id,
        role_id=prompt.role_id,
        prompt_id=prompt.id,
        why=why,
        heard=prompt.heard_at is not None,
        lifetime=int((act.now - prompt.opened_at).total_seconds()),
        person=prompt.member_id,
        person_name=person.name if person else None,
        asker=prompt.asker_id,
        bundle=prompt.bundle,
    )
