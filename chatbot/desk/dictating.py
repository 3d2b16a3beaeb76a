"""`on 12`: what somebody says in a channel becomes comments of a ticket, until `off`, or until its time is over.

It goes by the account, under whatever nick; of who isn't logged in by the whole nick!user@host, as they may comment.
"""

from datetime import datetime

from msgspec import Struct

from chatbot.desk import tickets
from chatbot.desk.act import Act
from chatbot.desk.durations import format_duration
from chatbot.desk.refused import Refused
from chatbot.desk.views import TicketView, need_right
from chatbot.desk.wording import TYPE
from chatbot.wire import Channel, Principal
from store import dictations, timers
from store import tickets as rows
from store.records import Dictation

END = "dictation_end"
"""The timer."""


class Begun(Struct, frozen=True):
    """`before`: what was on for another ticket until now. `again`: it was on for this one already."""

    seen: TicketView
    before: Dictation | None
    again: bool


async def begin(act: Act, number: int) -> Begun:
    here = _need_channel(act, number)
    seen = await need_right(act, "comment", number)
    if seen.ticket.private:
        raise Refused(f"{seen.number} is private, and others read here. In private: {TYPE}comment {number} <text>")
    found = await _of(act, here)
    again = found is not None and found.ticket_id == number and found.until >= act.now
    before = found if found and not again else None
    if before:
        await _end(act, before, "switched" if before.until >= act.now else "time")
    await _put(act, here, seen)
    return Begun(seen, before if before and before.until >= act.now else None, again)


def _need_channel(act: Act, number: int) -> Channel:
    here = act.caller.audience
    if act.principal.relay:
        raise Refused(f"Over a bridge nobody is proved, so say each line by itself: {TYPE}comment {number} <text>")
    if not isinstance(here, Channel):
        raise Refused(
            f"#{number}: on is for channels, what you say there is noted then. Here: {TYPE}re {number} <text>"
        )
    return here


async def _put(act: Act, here: Channel, seen: TicketView) -> None:
    until = act.now + act.settings.bounds.dictation
    on = await dictations.put(
        act.tx,
        ticket_id=seen.ticket.id,
        member_id=act.member_id,
        network=here.network,
        channel=here.name.lower(),
        who=act.principal.key,
        now=act.now,
        until=until,
    )
    await timers.put(act.tx, END, on.id, due_at=until)
    await act.journal("dictation_begun", ticket_id=seen.ticket.id, role_id=seen.role.id, person=act.member_id)


async def is_on(act: Act) -> bool:
    """Whether what they say here is noted."""
    here = act.caller.audience
    found = await _of(act, here) if isinstance(here, Channel) else None
    return found is not None and found.until >= act.now


async def add(act: Act, text: str) -> None:
    """What they said here, as a comment. Refused where they may not comment any more, or it has become too much."""
    here = act.caller.audience
    found = await _of(act, here) if isinstance(here, Channel) else None
    if found is None or found.until < act.now:
        return
    most = act.settings.bounds.dictated
    if found.comments >= most:
        raise Refused(
            f"#{found.ticket_id}: {most} comments are the most of one on. To go on: {TYPE}on {found.ticket_id}"
        )
    await tickets.comment(act, found.ticket_id, text)
    await dictations.count_up(act.tx, found.id)


async def end(act: Act) -> Dictation:
    """By their own word."""
    here = act.caller.audience
    found = await _of(act, here) if isinstance(here, Channel) else None
    if found is None or found.until < act.now:
        longest = format_duration(act.settings.bounds.dictation)
        raise Refused(f"Nothing of yours is noted here; on lasts {longest} at most. To begin: {TYPE}on <ticket>")
    await _end(act, found, "said")
    return found


async def stop(act: Act, who: Principal, here: Channel) -> Dictation | None:
    """They were refused to go on, and are told so; None if it has ended already."""
    found = await dictations.get_of(act.tx, network=here.network, channel=here.name.lower(), who=who.key)
    if found is not None:
        await _end(act, found, "refused")
    return found


async def is_left_on(act: Act, network: str, who: str) -> bool:
    """Whether anything that they say on that network is noted."""
    return bool(await dictations.list_of(act.tx, network=network, who=who))


async def left(act: Act, network: str, channel: str, who: str, at: datetime) -> None:
    """They left that channel at that moment. What began later isn't meant."""
    for found in await dictations.list_of(act.tx, network=network, who=who):
        if channel.lower() == found.channel and found.began_at < at:
            await _end(act, found, "left")


async def fire_end(act: Act, dictation_id: int) -> None:
    found = await dictations.get(act.tx, dictation_id)
    if found is not None:
        await _end(act, found, "time")


async def _of(act: Act, here: Channel) -> Dictation | None:
    return await dictations.get_of(act.tx, network=here.network, channel=here.name.lower(), who=act.principal.key)


async def _end(act: Act, found: Dictation, why: str) -> None:
    await dictations.drop(act.tx, found.id)
    await timers.drop(act.tx, END, found.id)
    ticket = await rows.get(act.tx, found.ticket_id)
    await act.journal(
        "dictation_ended",
        ticket_id=found.ticket_id,
        role_id=ticket.role_id if ticket else None,
        person=found.member_id,
        channel=found.channel,
        comments=found.comments,
        why=why,
    )
