"""Offers as they were before a change: those that it made are over, those that it ended live on for what was left."""

from collections.abc import Sequence
from datetime import timedelta

from chatbot.desk import prompts, staying, turns
from chatbot.desk.act import Act
from chatbot.desk.standing import UNDONE, in_force
from chatbot.desk.undotable import OPENS, UNDO, Undo
from store import timers, undoing
from store.records import Event, Prompt

ASKS = frozenset({"assignment_offered"})
"""Events with which one person is asked."""

LEAST = timedelta(minutes=1)
"""An offer lives at least so long once more, so that somebody can answer."""


async def bring_back(act: Act, of: Event, how: Undo, events: Sequence[Event]) -> None:
    """`events`: of the ticket, all."""
    made = {event.prompt_id for event in events if event.id >= of.id and event.kind in OPENS} | _unmade(events)
    offers = await undoing.list_offers(act.tx, of.ticket_id or 0)
    for offer in offers:
        if offer.id in made and offer.state == "open":
            await prompts.end(act, offer, state="withdrawn")
    over = _over_already(of, events)
    for offer in _last_before(offers, made):
        if offer.state in how.ended and offer.ended_at == of.at and offer.id not in over:
            await _open_again(act, offer)


def _over_already(of: Event, events: Sequence[Event]) -> set[int | None]:
    """Offers that something else had ended before, in the very same moment."""
    before = [event for event in in_force(events) if event.id < of.id and event.at == of.at]
    ending = [event for event in before if event.kind in UNDO and UNDO[event.kind].ended]
    return {one for event in ending for one in _ended_by(event, [each for each in events if each.id < of.id])}


def _ended_by(by: Event, events: Sequence[Event]) -> set[int | None]:
    """A no ends the one question, or the offer if it was the last no; who asks one person ends only other questions."""
    if by.kind == "assignment_declined":
        return {by.prompt_id}
    if by.kind == "ticket_declined":
        out = [event for event in events if event.kind == "ticket_timed_out" and event.id > by.id]
        return {event.prompt_id for event in out if (event.prompt_id, event.member_id) == (by.prompt_id, by.member_id)}
    opened = ASKS if by.kind in ASKS else OPENS
    return {event.prompt_id for event in events if event.kind in opened and event.id < by.id}


def _unmade(events: Sequence[Event]) -> set[int | None]:
    """Offers that came of a change that was undone since: what was open before them still was the last one."""
    undone = [(event.data["of"], event.id) for event in events if event.kind == UNDONE]
    opened = [event for event in events if event.kind in OPENS]
    return {event.prompt_id for event in opened for of, by in undone if of <= event.id < by}


def _last_before(offers: Sequence[Prompt], made: set[int | None]) -> list[Prompt]:
    """The last one to a role and the last one to a person: no other was open. `offers` come newest first."""
    before = [offer for offer in offers if offer.id not in made]
    to_role = [offer for offer in before if offer.member_id is None]
    to_person = [offer for offer in before if offer.member_id is not None]
    return to_role[:1] + to_person[:1]


async def _open_again(act: Act, offer: Prompt) -> None:
    """What of it nobody has heard because it was over is said after all."""
    assert offer.ended_at is not None, "it is over"
    slept = act.now - offer.ended_at
    expires_at = max(offer.expires_at + slept, act.now + LEAST)
    opened = await undoing.open_again(act.tx, offer.id, expires_at=expires_at)
    assert opened is not None, "it is over"
    await timers.put(act.tx, prompts.END, offer.id, due_at=expires_at)
    half = turns.half(offer)
    if offer.member_id is None:
        await timers.drop(act.tx, staying.END, offer.ticket_id)
    if offer.member_id is None and half > offer.ended_at:
        await timers.put(act.tx, prompts.HALF, offer.id, due_at=half + slept)
    await prompts.plan_repeat(act, opened)
    await undoing.revive(act.tx, offer.id, since=offer.ended_at)
