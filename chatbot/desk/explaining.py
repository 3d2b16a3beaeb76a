"""Why a ticket stands where it stands: who was asked, by which settings, who said no, and what comes next and when."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from msgspec import Struct

from chatbot.desk import awake, escalation, keeping, prompts, turns, upcoming
from chatbot.desk.act import Act
from chatbot.desk.escalation import Step
from chatbot.desk.hindrances import Hindrance, hindrance
from chatbot.desk.keeping import Kept
from chatbot.desk.turns import Turn
from chatbot.desk.upcoming import Coming
from chatbot.desk.views import TicketView, need_readable
from store import journal, members, roles, rounds, timers
from store import prompts as offers
from store.records import Event, Prompt, Role

THEN = "then"
"""Set by whoever it was when people were asked; it is another by now."""


class Pass(Struct, frozen=True):
    """Who said no, and why, where they said."""

    name: str
    why: str


class Offer(Struct, frozen=True):
    """To a role. `count`: how many were asked; `names`: those of them who are in it still. `turn`: how long it was to
    have its turn, and by what. `turn_of`, `every_of`: who set them, one of the SETTERS of desk/prompts.py, or THEN.
    `ended`: why it is over, where nobody took it (desk/timeouts.py)."""

    role: str
    prompt: Prompt
    count: int
    names: tuple[str, ...]
    passed: tuple[Pass, ...]
    turn: Turn
    turn_of: str
    every_of: str
    ended: str | None


class Question(Struct, frozen=True):
    """To one person."""

    person: str
    asker: str
    until: datetime


class Why(Struct, frozen=True):
    """`offers`: since it was last offered to its own role, in order. `step`: the role that is asked where the last of
    them isn't taken, and `until` when that is. `repeat`: when people are reminded next. `kept`:
    what becomes of it by time, where it is over. `coming`: all that will be done about it."""

    seen: TicketView
    offers: tuple[Offer, ...]
    question: Question | None
    step: Step
    until: datetime | None
    repeat: datetime | None
    kept: Kept | None
    coming: tuple[Coming, ...]
    hindrance: Hindrance | None


async def why(act: Act, number: int) -> Why:
    seen = await need_readable(act, number)
    tried = await rounds.list_round(act.tx, number, seen.ticket.role_id)
    events = await journal.list_of_ticket(act.tx, number)
    step = await escalation.step(act, tried[-1], seen.ticket) if tried else Step(None)
    return Why(
        seen,
        tuple([await _offer(act, seen, one, events) for one in tried]),
        await _question(act, number),
        step,
        _until(seen.prompt, step),
        await _repeat(act, seen.prompt),
        await keeping.of(act, seen.ticket),
        await upcoming.due_of(act, seen),
        await hindrance(act, number),
    )


def _until(prompt: Prompt | None, step: Step) -> datetime | None:
    """It ends early only for somebody's sake."""
    if prompt is None or step.role or prompt.ends_by not in turns.EARLY:
        return prompt.expires_at if prompt else None
    return max(turns.full_end(prompt), prompt.expires_at)


async def _offer(act: Act, seen: TicketView, prompt: Prompt, events: Sequence[Event]) -> Offer:
    role = await roles.get(act.tx, prompt.role_id)
    assert role is not None, "a foreign key"
    opened = _of(prompt, events, "prompt_opened")
    over = _of(prompt, events, "ticket_timed_out")
    turn = _turn(prompt, opened)
    return Offer(
        role.name,
        prompt,
        int(opened.get("asked") or 0),
        await _names(act, seen, role, prompt),
        tuple(_passed(prompt, events)),
        turn,
        *await _set_by(act, seen, role, prompt, turn),
        str(over["why"]) if over and prompt.state == "timed_out" else None,
    )


def _of(prompt: Prompt, events: Sequence[Event], kind: str) -> Mapping[str, Any]:
    """As it was written down then: who is in the role may have changed since."""
    found = [event.data for event in events if event.kind == kind and event.prompt_id == prompt.id]
    return found[-1] if found else dict[str, Any]()


def _turn(prompt: Prompt, opened: Mapping[str, Any]) -> Turn:
    """It may have got longer since, by people who heard of it late."""
    seconds = prompt.lifetime if prompt.ends_by == turns.LIFETIME else int(opened.get("lifetime") or prompt.lifetime)
    return Turn(timedelta(seconds=seconds), prompt.ends_by)


async def _set_by(act: Act, seen: TicketView, role: Role, prompt: Prompt, turn: Turn) -> tuple[str, str]:
    """Whoever sets them now didn't set what was something else when people were asked."""
    lifetime, every = await prompts.durations(act, seen.ticket, role)
    lifetime_of, every_of = await prompts.set_by(act, seen.ticket, role)
    now = turns.turn(role, lifetime=lifetime, every=every) if turn.by in turns.EARLY else Turn(lifetime, turn.by)
    return (
        THEN if now != turn else "role" if turn.by in turns.EARLY else lifetime_of,
        every_of if every.total_seconds() == prompt.every else THEN,
    )


async def _names(act: Act, seen: TicketView, role: Role, prompt: Prompt) -> tuple[str, ...]:
    """Whoever came into the role afterwards wasn't asked."""
    could = await escalation.could_be_asked(act, role, seen.ticket)
    asked = await awake.who_hear(act, could, urgent=awake.wakes(seen.ticket))
    return tuple(one.name for one in asked if one.joined_at <= _last_asked(prompt))


def _last_asked(prompt: Prompt) -> datetime:
    """At first, or by the last repeat."""
    return prompts.repeat_due(prompt, prompt.repeats - 1) if prompt.repeats else prompt.opened_at


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
