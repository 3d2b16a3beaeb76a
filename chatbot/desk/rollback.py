"""After a hijack: what somebody did since a moment is taken back, by new events, as far as nobody went on from there.

Each change is a transaction of its own: one that can't be taken back keeps no other from it. Asked again, it goes on.
"""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from msgspec import Struct

from chatbot.desk import checks, leaving, people
from chatbot.desk.act import Act, Caller
from chatbot.desk.desk import Desk
from chatbot.desk.durations import format_duration
from chatbot.desk.habits import own_zone
from chatbot.desk.people import Person
from chatbot.desk.refused import Refused
from chatbot.desk.since import parse_since
from chatbot.desk.standing import in_force
from chatbot.desk.takingback import take_back
from chatbot.desk.undotable import BY_AN_ADMIN, UNDO, undo_of
from chatbot.desk.views import need_ticket, view
from chatbot.wire import Channel
from store import journal, members, roles, undoing
from store.records import Event, Member


class Plan(Struct, frozen=True):
    """`changes`: what may be taken back, the newest first; `others`: what can't be by itself, and what to type."""

    member: Member
    since: datetime
    zone: ZoneInfo
    changes: list[Event]
    others: list[tuple[str, str]]


class Rolled(Struct, frozen=True):
    """`undone`: with their tickets, the newest first. `kept`: by ticket, why each of them is, the newest first,
    with marks before what to type."""

    plan: Plan
    undone: list[str]
    kept: dict[int, list[str]]
    freed: list[int]
    """Tickets that were still theirs afterwards, where they are suspended."""


async def rollback(desk: Desk, caller: Caller, person: Person, since: str) -> Rolled:
    plan = await desk.look(caller, make_plan, person, since)
    undone: list[str] = []
    kept: dict[int, list[str]] = {}
    for change in plan.changes:
        try:
            await desk.change(caller, take_one_back, change.id)
        except Refused as refused:
            kept.setdefault(change.ticket_id or 0, []).append(refused.marked)
        else:
            undone.append(f"{undo_of(change).verb} {change.ticket_id}")
    return Rolled(plan, undone, kept, await desk.change(caller, finish, plan, len(undone)))


async def make_plan(act: Act, person: Person, text: str) -> Plan:
    checks.need_admin(act, "roll back what others did")
    if isinstance(act.caller.audience, Channel):
        raise Refused("What somebody did is said in private alone, by member rollback <person> since 14:00")
    member = await people.need_member(act, person)
    zone = await own_zone(act)
    since = _since(act, text, zone)
    found = await undoing.list_of_member(act.tx, member.id, since=since)
    split_off = {event.data["other"] for event in found if event.kind == "ticket_split"}
    stand = await _in_force(act, {event.ticket_id for event in found if event.ticket_id})
    changes = [event for event in found if _can(event) and event.id in stand and event.ticket_id not in split_off]
    most = act.settings.bounds.rollback_changes
    if len(changes) > most:
        raise Refused(f"{len(changes)} changes since then; {most} are the most at once. A later time first.")
    others = [event for event in found if event.kind in UNDO and UNDO[event.kind].how == "no"]
    return Plan(member, since, zone, changes[::-1], await spelled(act, others))


async def _in_force(act: Act, numbers: set[int]) -> set[int]:
    """The ids of the events of those tickets that nobody has taken back."""
    found = [await journal.list_of_ticket(act.tx, number) for number in sorted(numbers)]
    return {event.id for events in found for event in in_force(events)}


def _can(event: Event) -> bool:
    return event.kind in UNDO and UNDO[event.kind].how != "no" and event.ticket_id is not None


def _since(act: Act, text: str, zone: ZoneInfo) -> datetime:
    try:
        since = parse_since(text, act.now, zone)
    except ValueError as error:
        raise Refused(str(error)) from None
    if act.now - since > act.settings.bounds.rollback:
        raise Refused(f"At most {format_duration(act.settings.bounds.rollback)} back. Nothing changed.")
    return since


async def take_one_back(act: Act, event_id: int) -> None:
    checks.need_admin(act, "roll back what others did")
    of = await journal.get(act.tx, event_id)
    assert of is not None, "it was in the plan, and the journal keeps all"
    seen = await view(act, await need_ticket(act, of.ticket_id or 0))
    await take_back(act, seen, of, rollback=True)


async def finish(act: Act, plan: Plan, count: int) -> list[int]:
    """What is left with somebody who may do nothing is offered anew."""
    checks.need_admin(act, "roll back what others did")
    await act.journal(
        "member_rolled_back",
        person=plan.member.id,
        person_name=plan.member.name,
        since=plan.since.isoformat(),
        count=count,
    )
    freed = await leaving.free_all(act, plan.member, "") if plan.member.suspended_at else []
    return freed + await _free_others(act, {change.ticket_id for change in plan.changes if change.ticket_id})


async def _free_others(act: Act, numbers: set[int]) -> list[int]:
    """Whoever has it again by what was taken back may be suspended, too."""
    found = [await need_ticket(act, number) for number in sorted(numbers)]
    owners = {ticket.owner_id: await members.get(act.tx, ticket.owner_id) for ticket in found if ticket.owner_id}
    out = {one for one, member in owners.items() if member is not None and member.suspended_at}
    return [one.id for one in found if one.owner_id in out and not one.closed_at and await leaving.free(act, one, "")]


async def spelled(act: Act, events: Sequence[Event]) -> list[tuple[str, str]]:
    """What was done, and what to type against it, with the names of roles and people; each once."""
    return list(dict.fromkeys([await _spelled(act, event) for event in events]))


async def _spelled(act: Act, event: Event) -> tuple[str, str]:
    how = UNDO[event.kind]
    against = BY_AN_ADMIN.get(event.kind, how.instead)
    role = await roles.get(act.tx, event.role_id) if event.role_id and not event.ticket_id else None
    person = str(event.data.get("person_name") or "")
    what = " ".join(word for word in (how.verb, role.name if role else "", person) if word)
    instead = against.replace("<role>", role.name if role else "<role>")
    return what, instead.replace("<person>", person or "<person>").replace("{n}", str(event.ticket_id or "<ticket>"))
