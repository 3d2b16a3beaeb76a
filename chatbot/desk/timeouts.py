"""The end of an offer that nobody took: it is journalled, and the role that follows is asked."""

from chatbot.desk import absence, escalation, prompts, staying
from chatbot.desk.act import Act
from chatbot.desk.escalation import Step
from chatbot.desk.prompts import Before
from store import members, roles, tickets
from store import prompts as offers
from store.records import Prompt, Role, Ticket

EMPTY, ABSENT = "empty", "absent"
UNASKED = frozenset({EMPTY, ABSENT})
"""Why an offer ends that nobody could be asked: its role has nobody, or nobody of it is here."""


async def offer(act: Act, ticket: Ticket, role: Role, why: str) -> Prompt:
    """Offer it to a role, or at once to the one that follows, where that role has nobody to ask, or nobody is here."""
    prompt = await prompts.open_to_role(act, ticket, role, why)
    if await pass_over(act, prompt, ticket) is None:
        return prompt
    now = await offers.get_open_to_role(act.tx, ticket.id)
    assert now is not None, "there is a role to ask next"
    return now


async def pass_over(act: Act, prompt: Prompt, ticket: Ticket) -> str | None:
    """The name of the role that is asked at once in its place; None where it isn't passed over."""
    why = await why_vain(act, prompt, ticket)
    return await time_out(act, prompt, why) if why else None


async def why_vain(act: Act, prompt: Prompt, ticket: Ticket) -> str | None:
    """Why an offer to a role is in vain, be it now, while another role could be asked: it is empty, or it is absent and
    somebody of the other is here. None: it isn't."""
    step = await escalation.step(act, prompt, ticket)
    if step.role is None:
        return None
    if not await prompts.to_ask(act, prompt, ticket):
        return EMPTY
    return ABSENT if step.here and not await absence.somebody_is_here(act, prompt, ticket) else None


async def time_out(act: Act, prompt: Prompt, why: str) -> str | None:
    """It stays open. `why`: lifetime; after or prompts, since the next role's turn has come; declined when all who were
    asked said no; empty or absent, see above; or gone, of a question to one person.

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
    if step.role is None:
        await staying.given_up(act, prompt, ticket)
        return None
    await _escalate(act, prompt, ticket, step.role, why)
    return step.role.name


async def _escalate(act: Act, prompt: Prompt, ticket: Ticket, role: Role, why: str) -> None:
    """Offer it to the next role; it stays a ticket of its own role."""
    tried = await escalation.tried_before(act, ticket)
    asked = await escalation.asked_before(act, ticket, tried)
    unasked = why in UNASKED and len(tried) == 1
    before = Before(prompt, 0 if unasked else len(asked), int((act.now - tried[0].opened_at).total_seconds()))
    await prompts.open_to_role(act, ticket, role, "escalated", before=before)


async def _journal_role(act: Act, prompt: Prompt, why: str, step: Step) -> None:
    await act.journal(
        "ticket_timed_out",
        ticket_id=prompt.ticket_id,
        role_id=prompt.role_id,
        prompt_id=prompt.id,
        why=why,
        heard=prompt.heard_at is not None,
        members=len(await roles.list_members(act.tx, prompt.role_id)),
        passed=await offers.count_answers(act.tx, prompt.id),
        prompts=prompt.repeats + 1,
        lifetime=int((act.now - prompt.opened_at).total_seconds()),
        next=step.role.name if step.role else None,
        empty=", ".join(step.empty) or None,
        absent=", ".join(step.absent) or None,
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
