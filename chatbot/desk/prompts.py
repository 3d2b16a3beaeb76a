"""Offers: to a role, repeated until one member takes it, all decline, or its lifetime is over; and to one person."""

from datetime import datetime, timedelta

from msgspec import Struct
from msgspec.structs import replace

from chatbot.desk import awake, escalation, turns
from chatbot.desk.act import Act
from store import prompts, rounds, timers, workflows
from store.records import Member, Membership, Prompt, Role, Ticket, TicketState, TicketType

REPEAT, HALF, END, ABSENT = "prompt_repeat", "prompt_half", "prompt_end", "prompt_absent"
"""The timers of a prompt: its next private repeat, the channel's line at half the lifetime, its end; and soon after
somebody wasn't there to be told of it, since then perhaps nobody is."""

UNTIL_SURE = timedelta(seconds=10)
"""Others may be told meanwhile, and who isn't here may be found elsewhere."""


async def durations(act: Act, ticket: Ticket, role: Role) -> tuple[timedelta, timedelta]:
    """Lifetime and notification frequency, as the state, the type, the role or the desk sets them, in that order.

    A state in which tickets aren't offered says how long they may stay there, which is nothing to whom is asked.
    """
    sources = await _sources(act, ticket, role)
    lifetime = next((source.lifetime for source in sources if source.lifetime is not None), None)
    every = next((source.every for source in sources if source.every is not None), None)
    return (
        timedelta(seconds=lifetime) if lifetime is not None else act.settings.lifetime,
        timedelta(seconds=every) if every is not None else act.settings.every,
    )


SETTERS = ("state", "type", "role", "desk")
"""Who may set how long an offer lives and how often it is repeated; the first who does is heard."""


async def set_by(act: Act, ticket: Ticket, role: Role) -> tuple[str, str]:
    """Which of the SETTERS sets the lifetime, and which the notification frequency."""
    sources = await _sources(act, ticket, role)
    lifetime = next((at for at, source in enumerate(sources) if source.lifetime is not None), -1)
    every = next((at for at, source in enumerate(sources) if source.every is not None), -1)
    return SETTERS[lifetime], SETTERS[every]


async def _sources(act: Act, ticket: Ticket, role: Role) -> tuple[TicketState, TicketType, Role]:
    type_ = await workflows.get(act.tx, ticket.type)
    states = await workflows.list_states(act.tx, ticket.type)
    assert type_ is not None, "a foreign key"
    state = next(state for state in states if state.code == ticket.state)
    return state if state.offered else replace(state, lifetime=None, every=None), type_, role


class Before(Struct, frozen=True):
    """What was tried in vain: the last offer, how many were asked in all, and for how many seconds."""

    last: Prompt
    asked: int
    seconds: int


async def open_to_role(act: Act, ticket: Ticket, role: Role, why: str, *, before: Before | None = None) -> Prompt:
    """Offer it to the members of a role. `why`: opened, released, reopened, moved; or escalated, and what was `before`.

    Who has said no already isn't asked again as a member of the next role.
    """
    prompt = await _open(act, ticket, role, member_id=None, asker=before.last if before else None)
    if before is not None:
        await rounds.copy_answers(act.tx, before.last.id, prompt.id)
    prompt = await _with_its_turn(act, prompt, ticket, role)
    asked = await to_ask(act, prompt, ticket)
    await timers.put(act.tx, HALF, prompt.id, due_at=turns.half(prompt))
    await act.journal(
        "prompt_opened",
        ticket_id=ticket.id,
        role_id=role.id,
        prompt_id=prompt.id,
        why=why,
        asked=len(await awake.who_hear(act, asked, urgent=awake.wakes(ticket))),
        lifetime=seconds_left(prompt, act.now),
        before=before.asked if before else 0,
        waited=before.seconds if before else 0,
    )
    return prompt


async def _with_its_turn(act: Act, prompt: Prompt, ticket: Ticket, role: Role) -> Prompt:
    """It ends sooner where another role is to be asked then, and could be."""
    turn = turns.turn_of(prompt, role)
    if turn.by not in turns.EARLY or (await escalation.step(act, prompt, ticket)).role is None:
        return prompt
    return await put_end(act, prompt, prompt.opened_at + turn.length, by=turn.by)


async def put_end(act: Act, prompt: Prompt, at: datetime, *, by: str) -> Prompt:
    """It ends then, and is repeated until then. `by`: see desk/turns.py."""
    moved = await prompts.put_end(act.tx, prompt.id, at, by=by)
    assert moved is not None, "it is open"
    await timers.put(act.tx, END, moved.id, due_at=moved.expires_at)
    await timers.drop(act.tx, REPEAT, moved.id)
    await plan_repeat(act, moved)
    return moved


async def open_to_person(
    act: Act, ticket: Ticket, role: Role, person: Member, *, together: bool = False, first: Prompt | None = None
) -> Prompt:
    """In place of anybody else who was asked to take it. `together`: one question for several tickets, of which this is
    one, and `first` the first."""
    if offer := await prompts.get_open_to_person(act.tx, ticket.id):
        await end(act, offer, state="withdrawn")
    prompt = await _open(act, ticket, role, member_id=person.id)
    bundle = (first or prompt).id if together else None
    await rounds.put_bundle(act.tx, prompt.id, bundle)
    await act.journal(
        "assignment_offered",
        ticket_id=ticket.id,
        role_id=role.id,
        prompt_id=prompt.id,
        person=person.id,
        person_name=person.name,
        lifetime=prompt.lifetime,
        bundle=bundle,
    )
    return prompt


async def _open(act: Act, ticket: Ticket, role: Role, *, member_id: int | None, asker: Prompt | None = None) -> Prompt:
    """`asker`: the offer whose asker asks once more; else it is who acts."""
    lifetime, every = await durations(act, ticket, role)
    prompt = await prompts.add(
        act.tx,
        ticket_id=ticket.id,
        role_id=role.id,
        member_id=member_id,
        asker_id=asker.asker_id if asker else act.member_id,
        asker_name=asker.asker_name if asker else act.name,
        lifetime=int(lifetime.total_seconds()),
        every=int(every.total_seconds()),
        expires_at=act.now + lifetime,
        now=act.now,
    )
    await timers.put(act.tx, END, prompt.id, due_at=prompt.expires_at)
    await plan_repeat(act, prompt)
    return prompt


def repeat_due(prompt: Prompt, before: int) -> datetime:
    """`before`: how many repeats there were."""
    return prompt.opened_at + timedelta(seconds=prompt.every) * 2**before


async def plan_repeat(act: Act, prompt: Prompt) -> None:
    """The n-th repeat comes 1, 2, 4... times `every` after the beginning, while the offer lives."""
    if prompt.repeats >= act.settings.max_repeats:
        return
    due = repeat_due(prompt, prompt.repeats)
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
    for kind in (REPEAT, HALF, END, ABSENT):
        await timers.drop(act.tx, kind, prompt.id)
    return await prompts.end(act.tx, prompt.id, state=state, now=act.now)


async def heard(act: Act, prompt_id: int) -> None:
    """The server took a line of this offer for the first time; those that were made together with it are in that line.

    If that comes late because the link was down, people still get one notification period to answer.
    """
    for one in [prompt_id, *(other.id for other in await rounds.list_open_of_bundle(act.tx, prompt_id))]:
        await _heard(act, one)


async def _heard(act: Act, prompt_id: int) -> None:
    prompt = await prompts.mark_heard(act.tx, prompt_id, now=act.now)
    if prompt is None or prompt.state != "open":
        return
    least = act.now + timedelta(seconds=min(prompt.every, prompt.lifetime))
    if least > prompt.expires_at:
        await prompts.put_expiry(act.tx, prompt.id, least)
        await timers.put(act.tx, END, prompt.id, due_at=least)


def seconds_left(prompt: Prompt, now: datetime) -> int:
    """To the nearest: what is on the disk has lost the microseconds."""
    return max(0, round((prompt.expires_at - now).total_seconds()))
