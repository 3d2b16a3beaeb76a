"""A timer that may be forgotten is asked about, and one that nobody ends ends by itself. Nothing is logged by that."""

from collections.abc import Sequence

from chatbot.desk.act import Act
from chatbot.desk.habits import zone_of
from chatbot.desk.wall import Here
from store import stopwatches, tickets, timers
from store.records import Stopwatch
from store.times import to_text

STILL, END = "stopwatch_still", "stopwatch_end"
"""Timers: it may be forgotten; it has run for as long as a day has."""


async def put_away(act: Act, found: Stopwatch) -> None:
    """It runs no more."""
    await stopwatches.drop(act.tx, found.id)
    for kind in (STILL, END):
        await timers.drop(act.tx, kind, found.id)


async def need(act: Act, stopwatch: int) -> Stopwatch:
    found = await stopwatches.get(act.tx, stopwatch)
    assert found is not None, "it was there a line ago"
    return found


async def plan(act: Act, one: Stopwatch) -> None:
    """When it is asked about: each time after twice as long, and not beyond its end."""
    last = one.began_at + act.settings.bounds.longest_entry
    due_at = one.asked_from + act.settings.forgotten * 2**one.asked
    await timers.put(act.tx, END, one.id, due_at=last)
    if due_at < last:
        await timers.put(act.tx, STILL, one.id, due_at=due_at)
    else:
        await timers.drop(act.tx, STILL, one.id)


async def fire_still(act: Act, stopwatch: int) -> None:
    """Whether it was forgotten: who started it is asked, and nothing is logged meanwhile."""
    found = await stopwatches.get(act.tx, stopwatch)
    if found is None:
        return
    asked = found.asked + 1
    while found.asked_from + act.settings.forgotten * 2**asked <= act.now:
        asked += 1  # what was missed, since dibs was down, isn't made up for
    await stopwatches.put_asked(act.tx, found.id, asked=asked, asked_from=found.asked_from)
    await plan(act, await need(act, found.id))
    ticket = await tickets.get(act.tx, found.ticket_id)
    await act.journal(
        "timer_asked",
        ticket_id=found.ticket_id,
        role_id=ticket.role_id if ticket else None,
        person=found.member_id,
        ran=int((act.now - found.began_at).total_seconds()),
        count=asked,
    )


async def fire_end(act: Act, stopwatch: int) -> None:
    """As long as a day has: nobody works for so long, and how much of it was work nobody said."""
    found = await stopwatches.get(act.tx, stopwatch)
    if found is not None:
        await end(act, found, "time")


async def end_all(act: Act, found: Sequence[Stopwatch], why: str) -> None:
    for one in found:
        await end(act, one, why)


async def end(act: Act, found: Stopwatch, why: str) -> None:
    """By no word of theirs, and nothing of it is logged."""
    await _over(act, found, "timer_ended", why=why)


async def throw_away(act: Act, found: Stopwatch) -> None:
    """By their word."""
    await _over(act, found, "timer_dropped", why="said")


async def _over(act: Act, found: Stopwatch, kind: str, *, why: str) -> None:
    await put_away(act, found)
    ticket = await tickets.get(act.tx, found.ticket_id)
    await act.journal(
        kind,
        ticket_id=found.ticket_id,
        role_id=ticket.role_id if ticket else None,
        person=found.member_id,
        started=found.event_id,
        began=to_text(found.began_at),
        day=Here(found.began_at, await zone_of(act, found.member_id)).today.isoformat(),
        ran=int((act.now - found.began_at).total_seconds()),
        why=why,
    )
