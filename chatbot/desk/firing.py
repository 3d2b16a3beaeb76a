"""What happens to an offer as time passes: repeats, the line at half its lifetime, the end; and when people leave."""

from datetime import timedelta

from chatbot.desk import escalation, timeouts, turns
from chatbot.desk import prompts as offering
from chatbot.desk.act import Act
from store import cursors, journal, outbox, prompts, tickets, timers
from store.records import Prompt


async def fire_repeat(act: Act, prompt_id: int) -> None:
    prompt = await _still_open(act, prompt_id)
    if prompt is None:
        return
    await prompts.put_repeats(act.tx, prompt.id, prompt.repeats + 1)
    again = await prompts.get(act.tx, prompt.id)
    assert again is not None, "it was there a line ago"
    await offering.plan_repeat(act, again)
    await _journal_repeat(act, again, "prompt_repeated")


async def fire_half(act: Act, prompt_id: int) -> None:
    if prompt := await _still_open(act, prompt_id):
        await _journal_repeat(act, prompt, "prompt_half_over")


async def fire_end(act: Act, prompt_id: int) -> None:
    """The lifetime is over: a timeout, unless nobody could hear of the offer because a link or dibs itself was down."""
    prompt = await _still_open(act, prompt_id)
    if prompt is None:
        return
    later = act.now + timedelta(seconds=max(prompt.every, 60))
    if prompt.heard_at is None and await _waits_for_a_link(act, prompt):
        await timers.put(act.tx, offering.END, prompt.id, due_at=later)
    elif prompt.heard_at is None and await _not_yet_read(act, prompt):
        await prompts.put_expiry(act.tx, prompt.id, later)
        await timers.put(act.tx, offering.END, prompt.id, due_at=later)
    elif not await _goes_on(act, prompt):
        await timeouts.time_out(act, prompt, prompt.ends_by)


async def _goes_on(act: Act, prompt: Prompt) -> bool:
    """Its end came early for the sake of the next role, which nobody could be asked of by now: it has its lifetime."""
    if prompt.ends_by not in turns.EARLY or turns.full_end(prompt) <= act.now:
        return False
    ticket = await tickets.get(act.tx, prompt.ticket_id)
    assert ticket is not None, "a foreign key"
    if (await escalation.step(act, prompt, ticket)).role is not None:
        return False
    await offering.put_end(act, prompt, turns.full_end(prompt), by=turns.LIFETIME)
    return True


async def _waits_for_a_link(act: Act, prompt: Prompt) -> bool:
    """Whether a line of it is still to be said on a network that this desk is on; no other will ever come up."""
    unheard = await outbox.list_unheard(act.tx, prompt.bundle or prompt.id)
    known = act.settings.networks
    return any(notice.network is not None and (not known or notice.network in known) for notice in unheard)


async def _not_yet_read(act: Act, prompt: Prompt) -> bool:
    """Whether a plugin is yet to read of the offer, as after a stop that came first and lasted longer than its life.

    Believed once: a plugin that reads no more must not hold the timeout up for ever.
    """
    if prompt.expires_at > prompt.opened_at + timedelta(seconds=prompt.lifetime):
        return False
    opened = await journal.first_of_prompt(act.tx, prompt.ticket_id, prompt.id)
    return opened is not None and await cursors.count_behind(act.tx, opened) > 0


async def _still_open(act: Act, prompt_id: int) -> Prompt | None:
    prompt = await prompts.get(act.tx, prompt_id)
    return prompt if prompt is not None and prompt.state == "open" else None


async def _journal_repeat(act: Act, prompt: Prompt, kind: str) -> None:
    ticket = await tickets.get(act.tx, prompt.ticket_id)
    assert ticket is not None, "a foreign key"
    await act.journal(
        kind,
        ticket_id=ticket.id,
        role_id=prompt.role_id,
        prompt_id=prompt.id,
        person=prompt.member_id,
        left=offering.seconds_left(prompt, act.now),
        count=prompt.repeats,
    )


async def fire_absent(act: Act, prompt_id: int) -> None:
    """Somebody wasn't there to be told of an offer to their role; where nobody was, the next role is asked at once."""
    prompt = await _still_open(act, prompt_id)
    ticket = await tickets.get(act.tx, prompt.ticket_id) if prompt else None
    if prompt and ticket:
        await timeouts.pass_over(act, prompt, ticket)


async def look_again(act: Act, role_id: int) -> None:
    """Somebody left a role, or may do nothing any more: an offer that all others have declined is over at once."""
    for prompt in await prompts.list_open_of_role(act.tx, role_id):
        await look_at(act, prompt)


async def look_at(act: Act, prompt: Prompt) -> None:
    """An offer to a role."""
    ticket = await tickets.get(act.tx, prompt.ticket_id)
    assert ticket is not None, "a foreign key"
    declined = await prompts.count_answers(act.tx, prompt.id)
    if declined and not await offering.to_ask(act, prompt, ticket):
        await timeouts.time_out(act, prompt, "declined")
