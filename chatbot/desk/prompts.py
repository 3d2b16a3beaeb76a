"""Offers: to a role, repeated until one member takes it, all decline, or its lifetime is over; and to one person."""

from datetime import datetime, timedelta

from chatbot.desk.act import Act
from store import members, prompts, roles, timers, workflows
from store.records import Membership, Prompt, Role, Ticket

REPEAT, HALF, END = "prompt_repeat", "prompt_half", "prompt_end"
"""The timers of a prompt: its next private repeat, the channel's line at half the lifetime, its end."""


async def durations(act: Act, ticket: Ticket, role: Role) -> tuple[timedelta, timedelta]:
    """Lifetime and notification frequency, as the state, the type, the role or the desk sets them, in that order."""
    type_ = await workflows.get(act.tx, ticket.type)
    states = await workflows.list_states(act.tx, ticket.type)
    state = next(state for state in states if state.code == ticket.state)
    assert type_ is not None, "a foreign key"
    sources = (state, type_, role)
    lifetime = next((source.lifetime for source in sources if source.lifetime is not None), None)
    every = next((source.every for source in sources if source.every is not None), None)
    return (
        timedelta(seconds=lifetime) if lifetime is not None else act.settings.lifetime,
        timedelta(seconds=every) if every is not None else act.settings.every,
    )


async def open_to_role(act: Act, ticket: Ticket, role: Role, why: str) -> Prompt:
    """Offer it to the members of its role. `why`: opened, released, reopened."""
    prompt = await _open(act, ticket, role, member_id=None)
    asked = await to_ask(act, prompt, ticket)
    await timers.put(act.tx, HALF, prompt.id, due_at=act.now + timedelta(seconds=prompt.lifetime) / 2)
    await act.journal(
        "prompt_opened",
        ticket_id=ticket.id,
        role_id=role.id,
        prompt_id=prompt.id,
        why=why,
        asked=len(asked),
        lifetime=prompt.lifetime,
    )
    return prompt


async def open_to_person(act: Act, ticket: Ticket, role: Role, member_id: int) -> Prompt:
    return await _open(act, ticket, role, member_id=member_id)


async def _open(act: Act, ticket: Ticket, role: Role, *, member_id: int | None) -> Prompt:
    lifetime, every = await durations(act, ticket, role)
    prompt = await prompts.add(
        act.tx,
        ticket_id=ticket.id,
        role_id=role.id,
        member_id=member_id,
        asker_id=act.member_id,
        asker_name=act.name,
        lifetime=int(lifetime.total_seconds()),
        every=int(every.total_seconds()),
        expires_at=act.now + lifetime,
        now=act.now,
    )
    await timers.put(act.tx, END, prompt.id, due_at=prompt.expires_at)
    await plan_repeat(act, prompt)
    return prompt


async def plan_repeat(act: Act, prompt: Prompt) -> None:
    """The n-th repeat comes 1, 2, 4... times `every` after the beginning, while the offer lives."""
    if prompt.repeats >= act.settings.max_repeats:
        return
    due = prompt.opened_at + timedelta(seconds=prompt.every) * 2**prompt.repeats
    while due <= act.now:  # missed while dibs was down: once is enough to make up for all of them
        due += due - prompt.opened_at
    if due < prompt.expires_at:
        await timers.put(act.tx, REPEAT, prompt.id, due_at=due)


async def to_ask(act: Act, prompt: Prompt, ticket: Ticket) -> list[Membership]:
    """Who may still answer an offer to a role. Who reported it knows of it and isn't asked."""
    left = await prompts.list_unanswered(act.tx, prompt)
    return [membership for membership in left if membership.member_id != ticket.reporter_id]


async def withdraw(act: Act, ticket_id: int, *, state: str, person_state: str | None = None) -> None:
    """End what is offered of a ticket: to its role as `state`, to a person as `person_state` (else the same)."""
    if offer := await prompts.get_open_to_role(act.tx, ticket_id):
        await end(act, offer, state=state)
    if offer := await prompts.get_open_to_person(act.tx, ticket_id):
        await end(act, offer, state=person_state or state)


async def end(act: Act, prompt: Prompt, *, state: str) -> Prompt | None:
    for kind in (REPEAT, HALF, END):
        await timers.drop(act.tx, kind, prompt.id)
    return await prompts.end(act.tx, prompt.id, state=state, now=act.now)


async def time_out(act: Act, prompt: Prompt, why: str) -> None:
    """Nobody took it. `why`: lifetime, or declined when all who were asked said no. The ticket stays open."""
    ended = await end(act, prompt, state="timed_out")
    if ended is None:
        return
    kind = "ticket_timed_out" if prompt.member_id is None else "assignment_timed_out"
    asked = await roles.list_members(act.tx, prompt.role_id)
    person = await members.get(act.tx, prompt.member_id) if prompt.member_id else None
    await act.journal(
        kind,
        ticket_id=prompt.ticket_id,
        role_id=prompt.role_id,
        prompt_id=prompt.id,
        why=why,
        members=len(asked),
        lifetime=int((act.now - prompt.opened_at).total_seconds()),
        person=prompt.member_id,
        person_name=person.name if person else None,
        asker=prompt.asker_id,
    )


async def heard(act: Act, prompt_id: int) -> None:
    """The server took a line of this offer for the first time.

    If that comes late because the link was down, people still get one notification period to answer.
    """
    prompt = await prompts.mark_heard(act.tx, prompt_id, now=act.now)
    if prompt is None or prompt.state != "open":
        return
    least = act.now + timedelta(seconds=min(prompt.every, prompt.lifetime))
    if least > prompt.expires_at:
        await prompts.put_expiry(act.tx, prompt.id, least)
        await timers.put(act.tx, END, prompt.id, due_at=least)


def seconds_left(prompt: Prompt, now: datetime) -> int:
    return max(0, int((prompt.expires_at - now).total_seconds()))
