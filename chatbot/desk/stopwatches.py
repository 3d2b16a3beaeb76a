"""Time that is measured while somebody works: `start 12`, `stop`. One ticket at a time for each person.

It becomes an entry as by `log`, one for one stretch of work, on the day of their calendar on which it began, midnight
or not: so what is rounded for a client is rounded once. Nothing is logged without their word.
"""

from datetime import datetime, timedelta
from typing import NoReturn

from msgspec import Struct

from chatbot.desk import checks, forgotten
from chatbot.desk.act import Act
from chatbot.desk.atwork import MINUTE, Running, running_of, whole_minutes
from chatbot.desk.durations import format_duration
from chatbot.desk.habits import zone_of
from chatbot.desk.refused import NoRight, Refused
from chatbot.desk.views import TicketView, need_right, need_ticket, view
from chatbot.desk.wall import Here
from chatbot.desk.wording import TYPE
from chatbot.desk.working import Logged, enter, hours, need_room
from store import journal, search, stopwatches, tickets
from store.records import Member, Stopwatch


class Stopped(Struct, frozen=True):
    """`ran`: so long in all; `logged` is None where nothing of it was. `overnight`: it began on another day."""

    seen: TicketView
    ran: timedelta
    logged: Logged | None
    overnight: bool = False


class Started(Struct, frozen=True):
    """`before`: what ran until now on another ticket. `again`: it ran on this one already."""

    running: Running
    before: Stopped | None = None
    again: bool = False

    @property
    def seen(self) -> TicketView:
        return self.running.seen


class Stop(Struct, frozen=True):
    """What `stop` asks for. `minutes`: only so many count; all where that is None."""

    number: int | None = None
    minutes: int | None = None
    text: str = ""


async def start(act: Act, number: int, text: str) -> Started:
    member = checks.need_member(act, "log time")
    seen = await need_right(act, "log", number)
    checks.need_text(act, text, "The text")
    found = await stopwatches.get_of_member(act.tx, member.id)
    if found is not None and found.ticket_id == number:
        return await _go_on(act, seen, found, text)
    before = await _stop(act, member, found, Stop()) if found else None
    await tickets.touch(act.tx, number, now=act.now)
    event_id = await act.journal(
        "timer_started",
        ticket_id=number,
        role_id=seen.role.id,
        texts={"text": text},
        person=member.id,
        stopped=before.logged.entry.event_id if before and before.logged else None,
    )
    return Started(await running_of(act, await run(act, number, member.id, event_id, act.now)), before)


async def run(act: Act, number: int, member_id: int, event_id: int, began_at: datetime) -> Stopwatch:
    one = await stopwatches.add(
        act.tx, ticket_id=number, member_id=member_id, event_id=event_id, began_at=began_at, now=act.now
    )
    await forgotten.plan(act, one)
    return one


async def _go_on(act: Act, seen: TicketView, found: Stopwatch, text: str) -> Started:
    """Said again, it isn't forgotten."""
    running = await running_of(act, found)
    if text:
        raise Refused(
            f"{seen.number}: your timer runs since {running.since} already. What you do goes behind its end: {TYPE}stop"
            " <text>"
        )
    await stopwatches.put_asked(act.tx, found.id, asked=0, asked_from=act.now)
    await forgotten.plan(act, await forgotten.need(act, found.id))
    return Started(running, again=True)


async def stop(act: Act, wanted: Stop) -> Stopped:
    member = checks.need_member(act, "log time")
    checks.need_text(act, wanted.text, "The text")
    return await _stop(act, member, await _need_running(act, member, wanted.number), wanted)


async def drop(act: Act, number: int | None) -> Stopped:
    """Nothing of it is logged, which wants no right."""
    member = checks.need_member(act, "log time")
    found = await _need_running(act, member, number)
    await forgotten.throw_away(act, found)
    return Stopped(await view(act, await need_ticket(act, found.ticket_id)), act.now - found.began_at, None)


async def _need_running(act: Act, member: Member, number: int | None) -> Stopwatch:
    found = await stopwatches.get_of_member(act.tx, member.id)
    if found is None:
        raise Refused(
            f"No timer of yours runs. To begin: {TYPE}start <ticket>. Without one: {TYPE}log <ticket> 15m <text>"
        )
    if number is not None and number != found.ticket_id:
        raise Refused(
            f"#{number}: your timer runs on #{found.ticket_id}. To end it: {TYPE}stop. Only 15m of it: {TYPE}stop 15m"
        )
    return found


async def _stop(act: Act, member: Member, found: Stopwatch, wanted: Stop) -> Stopped:
    seen = await _need_right(act, member, found)
    ran = act.now - found.began_at
    minutes = _minutes(act, found, whole_minutes(ran), wanted.minutes)
    zone = await zone_of(act, member.id)
    day = Here(found.began_at, zone).today
    await need_room(act, member.id, day.isoformat(), minutes, f"Less of it: {TYPE}stop 15m. Nothing: {TYPE}stop drop")
    said = await journal.texts_of(act.tx, found.event_id)
    moved = bool(said) and not wanted.text
    logged = await enter(act, seen, member, minutes, wanted.text, day=day.isoformat(), of=found, moved=moved)
    if moved:
        await move_text(act, found.event_id, logged.entry.event_id)
    await forgotten.put_away(act, found)
    return Stopped(seen, ran, logged, overnight=day != Here(act.now, zone).today)


async def _need_right(act: Act, member: Member, found: Stopwatch) -> TicketView:
    """Who may log no time there any more ends it without; what they worked before is for an admin to judge."""
    try:
        return await need_right(act, "log", found.ticket_id)
    except NoRight as refused:
        _say_what_they_may(act, member, found, refused)


def _say_what_they_may(act: Act, member: Member, found: Stopwatch, refused: NoRight) -> NoReturn:
    """Where it isn't proved surely enough who they are, that is all that is missing."""
    if refused.right == "proof":
        raise refused
    spent = hours(whole_minutes(act.now - found.began_at)).replace(" ", "")
    raise NoRight(
        f"#{found.ticket_id}: you may log no time on it any more. Throw it away: {TYPE}stop drop. Or an admin says:"
        f" {TYPE}log {found.ticket_id} {spent} for={member.name}",
        refused.right,
        refused.ticket_id,
    ) from None


def _minutes(act: Act, found: Stopwatch, ran: int, wanted: int | None) -> int:
    """As many as count."""
    most = act.settings.bounds.longest_entry
    if wanted is not None and wanted > ran:
        raise Refused(
            f"#{found.ticket_id}: your timer ran {hours(ran)}, less than that. All of it: {TYPE}stop."
            f" Besides it: {TYPE}log {found.ticket_id} 15m"
        )
    if (wanted or ran) * MINUTE > most:
        raise Refused(
            f"#{found.ticket_id}: your timer ran {hours(ran)}, and {format_duration(most)} are the most. How much of it"
            f" counts? {TYPE}stop 3h"
        )
    return wanted or ran


async def move_text(act: Act, event_id: int, to: int) -> None:
    """What was said at the beginning stands beside the entry, so that it is there once. The tickets may be two."""
    await journal.move_texts(act.tx, event_id, to=to)
    for one in (event_id, to):
        event = await journal.get(act.tx, one)
        if event is not None and event.ticket_id is not None:
            await search.put(act.tx, event.ticket_id)
