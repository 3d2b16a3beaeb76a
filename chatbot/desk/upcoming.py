"""What dibs will do by itself next: a table from the kind of a timer to what it is about, as who asks may see it."""

from collections.abc import Awaitable, Callable, Iterable, Mapping
from datetime import datetime

from msgspec import Struct

from chatbot.desk import (
    asking,
    dictating,
    digests,
    escalation,
    forgotten,
    holding,
    keeping,
    prompts,
    snoozing,
    staying,
    storms,
    turns,
)
from chatbot.desk.act import Act
from chatbot.desk.checks import need_role
from chatbot.desk.lifecycle import kind_of
from chatbot.desk.views import TicketView, need_readable, need_ticket, view, workflow_of
from store import dictations, roles, snoozes, stopwatches, timers
from store import prompts as offers
from store import storms as storm_rows
from store.records import Prompt, Timer

MOST = 100
"""Things that one answer tells."""
LOOKED_AT = 1000
"""Timers, the soonest first, among which those are sought that concern who asks."""
BATCH = 100


class Coming(Struct, frozen=True):
    """At that moment a timer of that `kind` fires. `role`: that it is about, in whose `channel` something is read.

    `then`: the role that is asked in the end, the state that the ticket comes into, or what becomes of it; None where
    there is none. `state`: the kind of state that it is in. `to_person`: it is about who was asked in person; `mine`:
    that is who asks.
    """

    kind: str
    at: datetime
    seen: TicketView | None = None
    role: str = ""
    channel: str | None = None
    then: str | None = None
    state: str = ""
    to_person: bool = False
    mine: bool = False


class Upcoming(Struct, frozen=True):
    """`until`: what is due later than that wasn't looked at; None where all was."""

    coming: tuple[Coming, ...]
    until: datetime | None


async def list_next(act: Act, role_name: str | None) -> Upcoming:
    """All of the desk for admins; for others what concerns them: their roles, and the tickets that are theirs."""
    role = await need_role(act, role_name) if role_name is not None else None
    found: list[Coming] = []
    last: Timer | None = None
    for start in range(0, LOOKED_AT, BATCH):
        batch = await timers.list_next(act.tx, limit=BATCH, start=start)
        for last in batch:
            coming = [one for one in await _of(act, last) if role is None or one.role == role.name]
            found += [one for one in coming if await _concerns(act, one)]
            if len(found) >= MOST:
                return Upcoming(_sorted(found), last.due_at)
        if len(batch) < BATCH:
            return Upcoming(_sorted(found), None)
    return Upcoming(_sorted(found), last.due_at if last else None)


def _sorted(found: Iterable[Coming]) -> tuple[Coming, ...]:
    return tuple(sorted(found, key=lambda one: one.at))


async def _concerns(act: Act, one: Coming) -> bool:
    """What is private is nothing where others read, nor to those who may not."""
    if one.seen is not None:
        return one.seen.readable and (act.admin or bool(one.seen.relations))
    if act.admin or not one.role or act.member is None:
        return act.admin
    role = await need_role(act, one.role)
    return await roles.get_membership(act.tx, role.id, act.member.id) is not None


async def of_ticket(act: Act, number: int) -> tuple[TicketView, tuple[Coming, ...]]:
    seen = await need_readable(act, number)
    return seen, await due_of(act, seen)


async def due_of(act: Act, seen: TicketView) -> tuple[Coming, ...]:
    """All that will be done about one ticket, the soonest first."""
    subjects = await _subjects(act, seen)
    found = [await timers.get(act.tx, kind, one) for kind, about in ABOUT.items() for one in subjects.get(about, ())]
    coming = [one for timer in found if timer for one in await _of(act, timer)]
    if kept := await keeping.of(act, seen.ticket):
        coming.append(Coming(keeping.END, kept.until, seen, seen.role.name, then=kept.afterwards))
    return _sorted(coming)


Finder = Callable[[Act, Timer], Awaitable[Iterable[Coming]]]


async def _subjects(act: Act, seen: TicketView) -> Mapping[Finder, list[int]]:
    number = seen.ticket.id
    open_ = [await offers.get_open_to_role(act.tx, number), await offers.get_open_to_person(act.tx, number)]
    found = [one.id for one in open_ if one is not None]
    later = [each.id for one in found for each in await snoozes.list_of_prompt(act.tx, one, now=act.now)]
    noted = [one.id for one in await dictations.list_of_ticket(act.tx, number)]
    worked = [one.id for one in await stopwatches.list_of_ticket(act.tx, number)]
    return {
        _of_prompt: found,
        _of_rest: [number],
        _of_stay: [number],
        _of_snooze: later,
        _of_dictation: noted,
        _of_stopwatch: worked,
    }


async def _of(act: Act, timer: Timer) -> Iterable[Coming]:
    return await ABOUT[timer.kind](act, timer)


async def _of_prompt(act: Act, timer: Timer) -> list[Coming]:
    prompt = await offers.get(act.tx, timer.subject_id)
    if prompt is None or prompt.state != "open":
        return []
    seen, role = await view(act, await need_ticket(act, prompt.ticket_id)), await roles.get(act.tx, prompt.role_id)
    assert role is not None, "a foreign key"
    if timer.kind == prompts.HALF and role.channel is None:
        return []  # nobody reads of it
    then = await _asked_then(act, prompt, seen) if timer.kind in {prompts.END, prompts.ABSENT} else None
    mine = prompt.member_id is not None and prompt.member_id == act.member_id
    to_person = prompt.member_id is not None
    at = turns.full_end(prompt) if timer.kind == prompts.END and _goes_on(prompt, then) else timer.due_at
    return [Coming(timer.kind, at, seen, role.name, role.channel, then, to_person=to_person, mine=mine)]


async def _asked_then(act: Act, prompt: Prompt, seen: TicketView) -> str | None:
    if prompt.member_id is not None:
        return None
    step = await escalation.step(act, prompt, seen.ticket)
    return step.role.name if step.role else None


def _goes_on(prompt: Prompt, then: str | None) -> bool:
    """It would end early, for the sake of a role that nobody could be asked of by now."""
    return prompt.ends_by in turns.EARLY and then is None


async def _of_rest(act: Act, timer: Timer) -> list[Coming]:
    """What ended a hold left its timer; it will find nothing to do."""
    seen = await view(act, await need_ticket(act, timer.subject_id))
    until = seen.ticket.held_until
    holds = until is not None and (until <= timer.due_at or timer.kind == asking.AGAIN)
    if not holds or (timer.kind == asking.AGAIN and not await asking.is_asked(act, seen.ticket)):
        return []
    return [Coming(timer.kind, timer.due_at, seen, seen.role.name)]


async def _of_stay(act: Act, timer: Timer) -> list[Coming]:
    seen = await view(act, await need_ticket(act, timer.subject_id))
    flow = await workflow_of(act, seen.ticket.type)
    onward = seen.state.onward if timer.kind == staying.END else None
    then = flow.states[onward].name if onward is not None else None
    return [Coming(timer.kind, timer.due_at, seen, seen.role.name, then=then, state=kind_of(seen.state))]


async def _of_snooze(act: Act, timer: Timer) -> list[Coming]:
    snooze = await snoozes.get(act.tx, timer.subject_id)
    offer = await offers.get(act.tx, snooze.prompt_id) if snooze else None
    if snooze is None or offer is None or offer.state != "open":
        return []
    seen = await view(act, await need_ticket(act, offer.ticket_id))
    return [Coming(timer.kind, timer.due_at, seen, seen.role.name, mine=snooze.member_id == act.member_id)]


async def _of_dictation(act: Act, timer: Timer) -> list[Coming]:
    """What somebody says in a channel is noted on it, until then."""
    found = await dictations.get(act.tx, timer.subject_id)
    if found is None:
        return []
    seen = await view(act, await need_ticket(act, found.ticket_id))
    return [Coming(timer.kind, timer.due_at, seen, seen.role.name, found.channel)]


async def _of_stopwatch(act: Act, timer: Timer) -> list[Coming]:
    """Somebody works on it."""
    found = await stopwatches.get(act.tx, timer.subject_id)
    if found is None:
        return []
    seen = await view(act, await need_ticket(act, found.ticket_id))
    return [Coming(timer.kind, timer.due_at, seen, seen.role.name, mine=found.member_id == act.member_id)]


async def _of_role(act: Act, timer: Timer) -> list[Coming]:
    role = await roles.get(act.tx, timer.subject_id)
    if role is None or role.deleted_at is not None or role.channel is None:
        return []
    return [Coming(timer.kind, timer.due_at, role=role.name, channel=role.channel)]


async def _of_storm(act: Act, timer: Timer) -> list[Coming]:
    storm = await storm_rows.get(act.tx, timer.subject_id)
    role = await roles.get(act.tx, storm.role_id) if storm and storm.ended_at is None else None
    return [Coming(timer.kind, timer.due_at, role=role.name, channel=role.channel)] if role else []


async def _of_what_is_kept(act: Act, _timer: Timer) -> list[Coming]:
    """There is one timer for all of it: the first of each type."""
    found = await keeping.list_next(act)
    seen = [(one, await view(act, one.ticket)) for one in found]
    return [Coming(keeping.END, one.until, each, each.role.name, then=one.afterwards) for one, each in seen]


async def _of_desk(_act: Act, timer: Timer) -> list[Coming]:
    return [Coming(timer.kind, timer.due_at)]


ABOUT: Mapping[str, Finder] = {
    prompts.REPEAT: _of_prompt,
    prompts.HALF: _of_prompt,
    prompts.END: _of_prompt,
    prompts.ABSENT: _of_prompt,
    holding.WAKE: _of_rest,
    asking.AGAIN: _of_rest,
    staying.END: _of_stay,
    staying.WAIT: _of_stay,
    snoozing.END: _of_snooze,
    dictating.END: _of_dictation,
    forgotten.STILL: _of_stopwatch,
    forgotten.END: _of_stopwatch,
    digests.DIGEST: _of_role,
    storms.WORD: _of_storm,
    storms.END: _of_storm,
    keeping.END: _of_what_is_kept,
    keeping.SCRUB: _of_desk,
}
"""What each kind of timer is about; chatbot/commands/upcoming.py has the words."""
