"""Time that was worked on a ticket. Its time is the sum of its entries, always.

An entry belongs to who worked. Only they, or an admin, correct it: by `undo` while it is fresh, else by an entry below
zero, which takes something off the newest one that has so much.
"""

from collections.abc import Sequence
from datetime import date, timedelta

from msgspec import Struct

from chatbot.desk import checks, people
from chatbot.desk.act import Act
from chatbot.desk.atwork import whole_minutes
from chatbot.desk.days import parse_day
from chatbot.desk.habits import zone_of
from chatbot.desk.people import Person
from chatbot.desk.refused import NoRight, Refused
from chatbot.desk.views import TicketView, need_right
from chatbot.desk.wall import Here, show_day
from chatbot.desk.wording import TYPE
from store import bills, tickets, worked
from store.records import Event, Member, Stopwatch, Worked
from store.times import to_text


class Entry(Struct, frozen=True):
    """What `log` asks for. `minutes` below zero correct; `day` as it was typed; `whose`: an admin may say for whom."""

    minutes: int
    text: str = ""
    day: str | None = None
    whose: Person | None = None


class Logged(Struct, frozen=True):
    """`total`: all minutes on that ticket by now."""

    seen: TicketView
    entry: Worked
    total: int


async def log(act: Act, number: int, wanted: Entry) -> Logged:
    member = checks.need_member(act, "log time")
    seen = await need_right(act, "log", number)
    checks.need_text(act, wanted.text, "The text")
    whose = await _whose(act, member, wanted.whose)
    if wanted.minutes < 0:
        return await _correct(act, seen, whose, wanted)
    day = await _day(act, whose, wanted.day)
    await need_room(act, whose.id, day, wanted.minutes)
    return await enter(act, seen, whose, wanted.minutes, wanted.text, day=day)


async def _whose(act: Act, member: Member, named: Person | None) -> Member:
    whose = await people.need_member(act, named) if named else member
    if whose.id != member.id and not act.admin:
        raise NoRight(f"Only {whose.name} or an admin logs what {whose.name} worked. Nothing changed.", "admin")
    return whose


async def _day(act: Act, whose: Member, typed: str | None) -> str:
    here = Here(act.now, await zone_of(act, whose.id))
    try:
        return (parse_day(typed, here) if typed is not None else here.today).isoformat()
    except ValueError as wrong:
        said = f"{wrong} Nothing changed."
        raise Refused(said) from None


async def need_room(act: Act, member_id: int, day: str, minutes: int, instead: str = "") -> None:
    most = act.settings.bounds.longest_entry
    already = await worked.minutes_on(act.tx, member_id, day)
    if timedelta(minutes=already + minutes) > most:
        taken = f"{hours(already)} are logged for {shown_day(day)} already."
        raise Refused(f"A day has at most {hours(whole_minutes(most))}, and {taken} {instead}".rstrip(" "))


async def enter(
    act: Act,
    seen: TicketView,
    whose: Member,
    minutes: int,
    text: str,
    *,
    day: str,
    corrects: int | None = None,
    of: Stopwatch | None = None,
    moved: bool = False,
) -> Logged:
    """`of`: the timer that measured it; `moved`: the text comes along that was said when that began."""
    number = seen.ticket.id
    await tickets.touch(act.tx, number, now=act.now)
    event_id = await act.journal(
        "time_logged",
        ticket_id=number,
        role_id=seen.role.id,
        texts={"text": text},
        minutes=minutes,
        day=day,
        person=whose.id,
        corrects=corrects,
        started=of.event_id if of else None,
        began=to_text(of.began_at) if of else None,
        moved=moved,
    )
    added = await worked.add(
        act.tx,
        ticket_id=number,
        member_id=whose.id,
        minutes=minutes,
        day=day,
        corrects=corrects,
        event_id=event_id,
        now=act.now,
    )
    entry = await worked.get(act.tx, added)
    assert entry is not None, "it was written a line ago"
    return Logged(seen, entry, total(await worked.list_of_ticket(act.tx, number)))


async def _correct(act: Act, seen: TicketView, whose: Member, wanted: Entry) -> Logged:
    """It stands on the day of what it corrects, so that days stay true as well."""
    number = seen.ticket.id
    if wanted.day is not None:
        raise Refused(f"A correction stands on the day of what it corrects: {TYPE}log {number} -15m <why>")
    theirs = [one for one in await worked.list_of_ticket(act.tx, number) if one.member_id == whose.id]
    left = remaining(theirs)
    fits = [one for one in theirs if left.get(one.id, 0) >= -wanted.minutes]
    if not fits:
        most = max(left.values(), default=0)
        at_most = f"the longest entry has {hours(most)}" if most else "there is none"
        raise Refused(f"#{number}: no entry of {whose.name} has {hours(-wanted.minutes)} to take off; {at_most}.")
    of = fits[-1]
    return await enter(act, seen, whose, wanted.minutes, wanted.text, day=of.day, corrects=of.id)


def remaining(entries: Sequence[Worked]) -> dict[int, int]:
    """By entry, what its corrections leave of it."""
    left = {one.id: one.minutes for one in entries if one.corrects is None}
    for one in entries:
        if one.corrects is not None:
            left[one.corrects] += one.minutes
    return left


def total(entries: Sequence[Worked]) -> int:
    return sum(one.minutes for one in entries)


async def unlog(act: Act, of: Event) -> Worked:
    """It is as if it had never been logged: the entry that was."""
    entry = await worked.get_of_event(act.tx, of.id)
    assert entry is not None, "what is undone once isn't undone again"
    if bill := await bills.bill_of(act.tx, [entry.id]):
        raise Refused(
            f"Can't undo that: it is on bill {bill}. Instead, for the next bill: {TYPE}log {entry.ticket_id} -15m <why>"
        )
    if await worked.list_corrections(act.tx, entry.id):
        raise Refused(
            f"Can't undo that: #{entry.ticket_id}'s entry was corrected since. Instead: {TYPE}log {entry.ticket_id}"
            " -15m <why>"
        )
    if entry.minutes < 0:  # what it took off comes back, and other time may have its room by now
        await need_room(act, entry.member_id, entry.day, -entry.minutes, f"Which: {TYPE}timesheet {entry.day}")
    await worked.drop(act.tx, entry.id)
    return entry


def hours(minutes: int) -> str:
    """`1h 30m`, `0m`, `-15m`; days are calendar days, so there are none in it."""
    whole, rest = divmod(abs(minutes), 60)
    text = " ".join([*([f"{whole}h"] if whole else []), *([f"{rest}m"] if rest or not whole else [])])
    return f"-{text}" if minutes < 0 else text


def shown_day(day: str) -> str:
    """`Thu 26 Nov`, without a zone: it is a day of theirs."""
    return show_day(date.fromisoformat(day))
