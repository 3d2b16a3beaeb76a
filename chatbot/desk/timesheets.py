"""`timesheet`: what somebody, or each in a role, worked in a period, by day and by ticket. Time alone, never money.

One's own is one's own; somebody else's is for admins and for who leads a role that they are in, in private. On it is
what may be read where it is asked: of a ticket that may not, neither its time is there nor a trace of it in the sums.
"""

from collections.abc import Hashable, Iterable, Sequence
from typing import TypeVar

from msgspec import Struct

from chatbot.desk import checks, people, proof
from chatbot.desk.act import Act
from chatbot.desk.atwork import Running, running_of
from chatbot.desk.habits import own_zone
from chatbot.desk.people import Person
from chatbot.desk.periods import Period, parse_period
from chatbot.desk.refused import NoRight, Refused
from chatbot.desk.suggest import no_such
from chatbot.desk.views import TicketView, need_ticket, view
from chatbot.desk.wall import Here
from chatbot.desk.wording import TYPE
from chatbot.wire import Private
from store import roles, stopwatches, worked
from store.records import Member, Role, Stopwatch, Worked

USUAL = "this week"

K = TypeVar("K", bound=Hashable)


class Wanted(Struct, frozen=True):
    """`person`, or all of a `role`; else it is who asks."""

    person: Person | None = None
    role: str | None = None
    period: str = USUAL


class Timesheet(Struct, frozen=True):
    """`whose`: of a person or a role by that name; `own`: of who asks. `running`: what isn't in it yet, where the
    period isn't over."""

    whose: str
    own: bool
    role: bool
    period: Period
    entries: Sequence[Worked]
    tickets: dict[int, TicketView]
    running: Sequence[Running]

    @property
    def minutes(self) -> int:
        return sum(one.minutes for one in self.entries)

    @property
    def seen(self) -> list[TicketView]:
        return list(self.tickets.values())


def sums(parts: Iterable[tuple[K, int]]) -> dict[K, int]:
    """In the order in which they come."""
    found = dict[K, int]()
    for key, minutes in parts:
        found[key] = found.get(key, 0) + minutes
    return found


async def timesheet(act: Act, wanted: Wanted) -> Timesheet:
    here = Here(act.now, await own_zone(act))
    try:
        period = parse_period(wanted.period or USUAL, here)
    except ValueError as wrong:
        raise Refused(str(wrong)) from None
    whose = await _need_role(act, wanted.role) if wanted.role is not None else await _need_person(act, wanted.person)
    entries, running = await _worked(act, whose, period)
    if not period.first <= here.today <= period.last:
        running = []
    seen = await _readable(act, [one.ticket_id for one in (*entries, *running)])
    return Timesheet(
        whose.name,
        own=isinstance(whose, Member) and whose.id == act.member_id,
        role=isinstance(whose, Role),
        period=period,
        entries=[one for one in entries if one.ticket_id in seen],
        tickets=seen,
        running=[await running_of(act, one) for one in running if one.ticket_id in seen],
    )


async def _worked(act: Act, whose: Member | Role, period: Period) -> tuple[list[Worked], list[Stopwatch]]:
    """And what runs just now."""
    first, last = period.first.isoformat(), period.last.isoformat()
    if isinstance(whose, Role):
        found = await worked.list_of_role(act.tx, whose.id, first=first, last=last)
        return found, await stopwatches.list_of_role(act.tx, whose.id)
    running = await stopwatches.get_of_member(act.tx, whose.id)
    return await worked.list_of_member(act.tx, whose.id, first=first, last=last), [running] if running else []


async def _need_person(act: Act, person: Person | None) -> Member:
    if person is None:
        return checks.need_member(act, "have a timesheet")
    _need_known(act)
    role = await roles.get_by_name(act.tx, person.name)
    instead = f" The role's: {TYPE}timesheet @{role.name}" if role is not None else ""
    member = await people.need_member(act, person, if_absent=instead)
    if member.id != act.member_id:
        led = await roles.list_led(act.tx, act.member.id) if act.member else []
        theirs = [await roles.get_membership(act.tx, one.role_id, member.id) for one in led]
        _need_lead(act, leads=any(theirs), whose=member.name)
    return member


async def _need_role(act: Act, name: str) -> Role:
    _need_known(act)
    role = await roles.get_by_name(act.tx, name)
    if role is None:
        known = [one.name for one in await roles.list_all(act.tx)]
        raise Refused(no_such("role", name, known))
    membership = await roles.get_membership(act.tx, role.id, act.member.id) if act.member else None
    _need_lead(act, leads=membership is not None and membership.lead, whose=f"@{role.name}")
    return role


def _need_known(act: Act) -> None:
    """Who isn't logged in learns of nobody, not even that they are there."""
    if not act.admin:
        checks.need_member(act, "see who worked how long")


def _need_lead(act: Act, *, leads: bool, whose: str) -> None:
    """Of others: an admin or a lead who is known surely enough, and where nobody else reads it."""
    if not isinstance(act.caller.audience, Private):
        raise Refused(f"What others worked isn't said aloud. In private: {TYPE}timesheet {whose}")
    if act.member is not None and act.member.admin:
        proof.need_reach(act, "administer")
    elif leads:
        proof.need_reach(act, "own")
    elif not act.admin:
        raise NoRight(
            f"The timesheet of {whose} is for who leads there, and for admins. Yours: {TYPE}timesheet", "role"
        )


async def _readable(act: Act, numbers: Iterable[int]) -> dict[int, TicketView]:
    """Those that may be read where it is asked."""
    seen = [await view(act, await need_ticket(act, number)) for number in sorted(set(numbers))]
    return {one.ticket.id: one for one in seen if one.readable}
