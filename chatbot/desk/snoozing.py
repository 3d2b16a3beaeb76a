"""`later`: one who is asked wants to be asked again then, and not before."""

from datetime import datetime, timedelta

from chatbot.desk import checks
from chatbot.desk import prompts as offering
from chatbot.desk.act import Act
from chatbot.desk.durations import format_duration
from chatbot.desk.refused import Refused
from chatbot.desk.views import TicketView, need_right
from chatbot.desk.wording import TYPE
from store import prompts, snoozes, timers
from store.records import Prompt
from store.times import to_text

END = "snooze_end"
"""The timer of a snooze; its subject is the snooze."""

LEAST_LEFT = timedelta(minutes=1)
"""Of the offer, so that there is time to answer."""


async def later(act: Act, number: int, until: datetime) -> TicketView:
    """The offer goes on without them; it isn't longer for it."""
    member = checks.need_member(act, "be asked again")
    seen = await need_right(act, "decline", number)
    offer = await _offer_to(act, seen)
    if until > offer.expires_at - LEAST_LEFT:
        left = format_duration(offer.expires_at - act.now)
        raise Refused(f"#{number}: the offer ends in {left}. Sooner than that, or: {TYPE}decline {number}")
    snooze = await snoozes.put(act.tx, offer.id, member.id, until=until)
    await timers.put(act.tx, END, snooze.id, due_at=until)
    await act.journal(
        "prompt_snoozed",
        ticket_id=number,
        role_id=offer.role_id,
        prompt_id=offer.id,
        person=member.id,
        until=to_text(until),
    )
    return seen


async def _offer_to(act: Act, seen: TicketView) -> Prompt:
    assert act.member is not None, "checked before"
    mine = await prompts.get_open_to_person(act.tx, seen.ticket.id)
    offer = mine if mine is not None and mine.member_id == act.member.id else seen.prompt
    if offer is None:
        number = seen.ticket.id
        raise Refused(f"#{number} isn't offered to anybody now. {TYPE}show {number} says where it stands.")
    if await prompts.get_answer(act.tx, offer.id, act.member.id):
        raise Refused(f"#{seen.ticket.id}: you declined it, so you aren't asked again. {TYPE}dibs {seen.ticket.id}")
    return offer


async def fire_end(act: Act, snooze_id: int) -> None:
    snooze = await snoozes.get(act.tx, snooze_id)
    offer = await prompts.get(act.tx, snooze.prompt_id) if snooze else None
    if snooze is None or offer is None:
        return
    await snoozes.drop(act.tx, snooze.id)
    if offer.state == "open":
        await act.journal(
            "prompt_snooze_over",
            ticket_id=offer.ticket_id,
            role_id=offer.role_id,
            prompt_id=offer.id,
            person=snooze.member_id,
            in_person=offer.member_id is not None,
            left=offering.seconds_left(offer, act.now),
        )
