"""Reading many tickets at once, each only where its audience may read it."""

from collections.abc import Sequence
from dataclasses import dataclass

from chatbot.desk import access, checks
from chatbot.desk.act import Act
from chatbot.desk.refused import Refused
from chatbot.desk.views import TicketView, is_reporter, need_readable, view
from store import journal, members, tickets
from store.records import Event, Ticket

LONGEST_LIST = 100
"""Tickets that one answer looks at; more is for search."""


@dataclass(frozen=True, slots=True)
class Listed:
    seen: list[TicketView]
    role: str | None
    more: int


@dataclass(frozen=True, slots=True)
class Mine:
    owned: list[TicketView]
    reported: list[TicketView]


@dataclass(frozen=True, slots=True)
class History:
    seen: TicketView
    events: list[Event]
    names: dict[int, str]
    """Of the members that events speak of."""


async def list_tickets(act: Act, role_name: str | None, *, free: bool) -> Listed:
    """Open ones of a role, or of all roles; free ones first."""
    role = await checks.need_role(act, role_name) if role_name else None
    found = await (tickets.list_of_role(act.tx, role.id) if role else tickets.list_open(act.tx))
    wanted = [ticket for ticket in found if not free or ticket.owner_id is None]
    seen = await _readable(act, wanted)
    seen.sort(key=lambda one: not one.free)
    return Listed(seen[:LONGEST_LIST], role.name if role else None, max(0, len(seen) - LONGEST_LIST))


async def mine(act: Act) -> Mine:
    """What this person owns, and what they reported that is still open."""
    if act.member is None:
        if act.admin:
            raise Refused("Whose? Say who you are: --as <member>")
        reported = [ticket for ticket in await tickets.list_open(act.tx) if is_reporter(act, ticket)]
        return Mine([], await _readable(act, reported))
    owned = await tickets.list_of_owner(act.tx, act.member.id)
    reported = await tickets.list_of_reporter(act.tx, act.member.id)
    return Mine(
        await _readable(act, owned),
        await _readable(act, [ticket for ticket in reported if ticket.owner_id != act.member.id]),
    )


async def _readable(act: Act, found: Sequence[Ticket]) -> list[TicketView]:
    seen = [await view(act, ticket) for ticket in found[:LONGEST_LIST]]
    return [one for one in seen if access.visible(one.ticket, act.caller.audience, one.relations)]


async def history(act: Act, number: int) -> History:
    seen = await need_readable(act, number)
    events = await journal.list_of_ticket(act.tx, number)
    return History(seen, events, await _names(act, events))


async def last_word(act: Act, number: int) -> Event | None:
    """The newest event of a ticket in which somebody did something."""
    events = await journal.list_of_ticket(act.tx, number)
    return next((event for event in reversed(events) if event.actor != "dibs"), None)


async def _names(act: Act, events: Sequence[Event]) -> dict[int, str]:
    ids = {event.data.get(key) for event in events for key in ("owner", "was", "person", "asker")}
    found = {one: await members.get(act.tx, one) for one in ids if isinstance(one, int)}
    return {one: member.name for one, member in found.items() if member is not None}
