"""Why a ticket stands where it stands: who was asked, by which settings, who said no, and what comes next and when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from chatbot.desk import awake, escalation, keeping, prompts
from chatbot.desk.act import Act
from chatbot.desk.keeping import Kept
from chatbot.desk.priorities import PRIORITIES
from chatbot.desk.views import TicketView, need_readable
from store import journal, members, roles, rounds, timers
from store import prompts as offers
from store.records import Event, Prompt, Role

THEN = "then"
"""Set by whoever it was when people were asked; it is another by now."""


@dataclass(frozen=True, slots=True)
class Pass:
    """Who said no, and why, where they said."""

    name: str
    why: str


@dataclass(frozen=True, slots=True)
class Offer:
    """To a role. `count`: how many were asked; `names` of those who are in it now. `lifetime_of`, `every_of`: who set
    them, one of the SETTERS of desk/prompts.py, or THEN."""

    role: str
    prompt: Prompt
    count: int
    names: tuple[str, ...]
    passed: tuple[Pass, ...]
    lifetime_of: str
    every_of: str


@dataclass(frozen=True, slots=True)
class Question:
    """To one person."""

    person: str
    asker: str
    until: datetime


@dataclass(frozen=True, slots=True)
class Why:
    """`offers`: since it was last offered to its own role, in order. `next`: the role that is asked where the last of
    them isn't taken, `empty` those that have nobody to ask. `repeat`: when people are reminded next. `kept`: what
    becomes of it by time, where it is over."""

    seen: TicketView
    offers: tuple[Offer, ...]
    question: Question | None
    next: str | None
    empty: tuple[str, ...]
    repeat: datetime | None
    kept: Kept | None


async def why(act: Act, number: int) -> Why:
    seen = await need_readable(act, number)
    tried = await rounds.list_round(act.tx, number, seen.ticket.role_id)
    events = await journal.list_of_ticket(act.tx, number)
    step = await escalation.step(act, tried[-1], seen.ticket) if tried else escalation.Step(None)
    return Why(
        seen,
        tuple([await _offer(act, seen, one, events) for one in tried]),
        await _question(act, number),
        step.role.name if step.role else None,
        step.empty,
        await _repeat(act, seen.prompt),
        await keeping.of(act, seen.ticket),
    )


async def _offer(act: Act, seen: TicketView, prompt: Prompt, events: Sequence[Event]) -> Offer:
    role = await roles.get(act.tx, prompt.role_id)
    assert role is not None, "a foreign key"
    lifetime_of, every_of = await _set_by(act, seen, role, prompt)
    return Offer(
        role.name,
        prompt,
        _count(prompt, events),
        await _names(act, seen, role),
        tuple(_passed(prompt, events)),
        lifetime_of,
        every_of,
    )


async def _set_by(act: Act, seen: TicketView, role: Role, prompt: Prompt) -> tuple[str, str]:
    """Whoever sets them now didn't set what was something else when people were asked."""
    lifetime, every = await prompts.durations(act, seen.ticket, role)
    lifetime_of, every_of = await prompts.set_by(act, seen.ticket, role)
    return (
        lifetime_of if lifetime.total_seconds() == prompt.lifetime else THEN,
        every_of if every.total_seconds() == prompt.every else THEN,
    )


def _count(prompt: Prompt, events: Sequence[Event]) -> int:
    """As it was written down when they were asked: who is in the role may have changed since."""
    found = (event for event in events if event.kind == "prompt_opened" and event.prompt_id == prompt.id)
    opened = next(found, None)
    return int(opened.data.get("asked") or 0) if opened else 0


async def _names(act: Act, seen: TicketView, role: Role) -> tuple[str, ...]:
    could = await escalation.could_be_asked(act, role, seen.ticket)
    asked = await awake.who_hear(act, could, urgent=seen.ticket.priority >= PRIORITIES["urgent"])
    return tuple(one.name for one in asked)


def _passed(prompt: Prompt, events: Sequence[Event]) -> list[Pass]:
    said = [event for event in events if event.kind == "ticket_declined" and event.prompt_id == prompt.id]
    return [Pass(event.actor, event.texts.get("why", "")) for event in said]


async def _question(act: Act, number: int) -> Question | None:
    offer = await offers.get_open_to_person(act.tx, number)
    if offer is None or offer.member_id is None:
        return None
    person = await members.get(act.tx, offer.member_id)
    assert person is not None, "a foreign key"
    return Question(person.name, offer.asker_name, offer.expires_at)


async def _repeat(act: Act, prompt: Prompt | None) -> datetime | None:
    timer = await timers.get(act.tx, prompts.REPEAT, prompt.id) if prompt else None
    return timer.due_at if timer else None
