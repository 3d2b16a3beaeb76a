"""Reading many tickets at once, each only where its audience may read it."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from msgspec import Struct

from chatbot.desk import access, atwork, checks, escalation, uniting, weblinks
from chatbot.desk.act import Act
from chatbot.desk.atwork import Running
from chatbot.desk.habits import own_zone
from chatbot.desk.refused import Refused
from chatbot.desk.related import Related, masked, related
from chatbot.desk.spent import Spent, spent
from chatbot.desk.standing import in_force
from chatbot.desk.views import TicketView, is_reporter, need_readable, view, views
from store import journal, members, reporters, roles, tickets
from store.records import Event, Ticket
from store.times import from_text

LONGEST_LIST = 100
"""Tickets that one answer looks at; more is for search."""


SPOKEN = frozenset(
    {
        "ticket_accepted",
        "ticket_declined",
        "ticket_released",
        "ticket_commented",
        "time_logged",
        "ticket_closed",
        "ticket_reopened",
        "ticket_withdrawn",
        "ticket_stolen",
        "ticket_moved",
        "ticket_advanced",
        "ticket_edited",
        "ticket_held",
        "ticket_asked",
        "ticket_answered",
        "ticket_urgent",
        "ticket_resumed",
        "ticket_merged",
        "ticket_split",
        "comment_moved",
        "assignment_offered",
        "assignment_declined",
    }
)
"""Events that are a ticket's last word: somebody did something."""


class Listed(Struct, frozen=True):
    """`total`: all that are open and may be seen; `more`: how many of those asked for aren't in `seen`."""

    seen: list[TicketView]
    role: str | None
    total: int
    more: int
    zone: ZoneInfo


class Shown(Struct, frozen=True):
    """`last`: the newest event in which somebody did something, None if it was only opened. `roles`: those that were
    asked one after the other since it was last offered to its own, which is the first. `related`: of other tickets.
    `spent`: whose it is, and the time on it."""

    seen: TicketView
    last: Event | None
    names: dict[int, str]
    zone: ZoneInfo
    roles: tuple[str, ...]
    related: Sequence[Related]
    merged_into: int | None
    """The ticket under which it goes on, if that may be read here."""
    elsewhere: Sequence[str]
    """What it is linked to that is no ticket."""
    spent: Spent
    running: Sequence[Running]
    """Who works on it just now."""


class Mine(Struct, frozen=True):
    owned: list[TicketView]
    reported: list[TicketView]
    running: Running | None = None


class History(Struct, frozen=True):
    seen: TicketView
    events: list[Event]
    names: dict[int, str]
    """Of the members that events speak of."""
    zone: ZoneInfo
    """By whose clock it is read."""


async def list_tickets(act: Act, role_name: str | None, *, free: bool) -> Listed:
    """Open ones of a role, or of all roles; free ones first."""
    role = await checks.need_role(act, role_name) if role_name else None
    found = await (tickets.list_of_role(act.tx, role.id) if role else tickets.list_open(act.tx))
    found.sort(key=lambda ticket: ticket.owner_id is not None)
    readable = [ticket for ticket in found if await _may_be_read(act, ticket)]
    wanted = [ticket for ticket in readable if ticket.owner_id is None or not free]
    seen = await views(act, wanted[:LONGEST_LIST])
    return Listed(seen, role.name if role else None, len(readable), len(wanted) - len(seen), await own_zone(act))


async def _may_be_read(act: Act, ticket: Ticket) -> bool:
    return not ticket.private or (await view(act, ticket)).readable


async def show(act: Act, number: int) -> Shown:
    seen = await need_readable(act, number)
    events = await journal.list_of_ticket(act.tx, number)
    events = await masked(act, events)
    done = [event for event in in_force(events) if event.kind in SPOKEN and _is_here(event)]
    last = max(reversed(done), key=said_at, default=None)  # of those of one moment the last one
    names = await _names(act, [last] if last else [])
    roles_asked, others = await _roles_asked(act, seen.ticket), await related(act, number)
    elsewhere = [weblinks.shown(kept, act.settings.trackers) for kept in weblinks.weblinks(events).values()]
    zone, time, into = await own_zone(act), await spent(act, number), uniting.merged_into(events)
    running = await atwork.list_running(act, number)
    return Shown(seen, last, names, zone, roles_asked, others, into, elsewhere, time, running)


def _is_here(event: Event) -> bool:
    """A comment that came from another ticket may have gone on, or back."""
    return event.kind != "comment_moved" or uniting.is_comment(event)


def said_at(event: Event) -> datetime:
    """When it was done; of a comment that came from another ticket, when it was said."""
    return from_text(str(event.data["said"])) if event.kind == "comment_moved" else event.at


async def _roles_asked(act: Act, ticket: Ticket) -> tuple[str, ...]:
    found = [await roles.get(act.tx, one.role_id) for one in await escalation.tried_before(act, ticket)]
    return tuple(role.name for role in found if role is not None)


async def mine(act: Act) -> Mine:
    """What this person owns, and what they reported that is still open."""
    if act.member is None:
        if act.admin:
            raise Refused("Whose? Say who you are: --as <member>")
        reported = [ticket for ticket in await tickets.list_open(act.tx) if is_reporter(act, ticket)]
        return Mine([], await _readable(act, reported))
    owned = await tickets.list_of_owner(act.tx, act.member.id)
    reported = await reporters.list_open(act.tx, act.member.id)
    return Mine(
        await _readable(act, owned),
        await _readable(act, [ticket for ticket in reported if ticket.owner_id != act.member.id]),
        await atwork.mine(act),
    )


async def _readable(act: Act, found: Sequence[Ticket]) -> list[TicketView]:
    seen = await views(act, found)
    return [one for one in seen if access.visible(one.ticket, act.caller.audience, one.relations)]


async def history(act: Act, number: int) -> History:
    seen = await need_readable(act, number)
    events = await masked(act, await journal.list_of_ticket(act.tx, number))
    return History(seen, events, await _names(act, events), await own_zone(act))


async def _names(act: Act, events: Sequence[Event]) -> dict[int, str]:
    ids = {event.data.get(key) for event in events for key in ("owner", "was", "person", "asker")}
    found = {one: await members.get(act.tx, one) for one in ids if isinstance(one, int)}
    return {one: member.name for one, member in found.items() if member is not None}
