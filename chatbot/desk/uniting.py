"""Two tickets are one and the same: what was said to and worked on the one, and who follows it, goes to the other.

The comments themselves move, so that whatever erases or forgets them finds each of them once. Nobody reads more by it
than before: what is private goes only where all who read along may read it already.
"""

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from chatbot.desk import access, accounts, keeping, prompts, relating
from chatbot.desk.act import Act, Caller
from chatbot.desk.refused import Refused
from chatbot.desk.standing import in_force
from chatbot.desk.views import TicketView, flow_of, need_right, relations_of_member
from chatbot.desk.wording import TYPE
from chatbot.wire import Principal
from store import bills, journal, links, members, relations, search, stopwatches, tickets, watchers, worked
from store import prompts as offers
from store.records import Event, Ticket, Worked
from store.relations import Relation
from store.times import to_text

RESOLUTION = "duplicate"
WENT_ON = {"ticket_merged": "merged itself", "ticket_split": "split"}
"""After these, what went to a ticket may be elsewhere."""
SAID = frozenset({"ticket_commented", "comment_moved"})


class Merged(Struct, frozen=True):
    """`comments`, `followers`: how many of them went along, and how many `minutes` of work."""

    seen: TicketView
    into: TicketView
    comments: int
    followers: int
    minutes: int


async def merge(act: Act, number: int, other: int) -> Merged:
    seen, into = await need_right(act, "merge", number), await need_right(act, "comment", other)
    _need_open_and_two(seen.ticket, into.ticket)
    await _need_nobody_new(act, seen.ticket, into.ticket)
    one = Relation(number, relations.DUPLICATES, other)
    await relating.need_no_circle(act, one)
    said = [event for event in in_force(await journal.list_of_ticket(act.tx, number)) if is_comment(event)]
    most = act.settings.bounds.merged
    if len(said) > most:
        raise Refused(f"#{number} has {len(said)} comments, and {most} are the most that go along. Nothing changed.")
    followers = await _new_followers(act, seen.ticket, into.ticket)
    linked = bool(await relations.add(act.tx, one.ticket_id, one.kind, one.other_id, now=act.now))
    time = await _move_time(act, number, other)
    running = await _move_running(act, seen.ticket, into.ticket)
    merged = await _end(
        act, seen, into, linked=linked, followers=followers, time=[one.id for one in time], running=running
    )
    for event in said:
        await move_comment(act, event, into.ticket, by=merged)
    await act.journal("ticket_absorbed", ticket_id=other, role_id=into.role.id, other=number, comments=len(said))
    await _find_anew(act, number, other)
    return Merged(seen, into, len(said), len(followers), sum(one.minutes for one in time))


def _need_open_and_two(ticket: Ticket, into: Ticket) -> None:
    if ticket.id == into.id:
        raise Refused(f"#{ticket.id} can't be merged into itself. Nothing changed.")
    for one in (ticket, into):
        if one.closed_at is not None:
            raise Refused(
                f"#{one.id} is closed. First: {TYPE}reopen {one.id}, or {TYPE}link {ticket.id} see also {into.id}"
            )


async def _need_nobody_new(act: Act, ticket: Ticket, into: Ticket) -> None:
    """Of what is private nobody may read more by it than before."""
    if not ticket.private:
        return
    offer = await offers.get_open_to_role(act.tx, into.id)
    same = into.private and into.role_id == ticket.role_id and (offer is None or offer.role_id == into.role_id)
    if not (same and await _all_read(act, ticket, into)):
        raise Refused(
            f"#{ticket.id} is private, and not all who read #{into.id} may read it. Nothing changed. Instead:"
            f" {TYPE}close {ticket.id} duplicate"
        )


async def _all_read(act: Act, ticket: Ticket, into: Ticket) -> bool:
    """Those who read the other one for another reason than their role, as its reporter is."""
    asked = await offers.get_open_to_person(act.tx, into.id)
    for member_id in {into.reporter_id, into.owner_id, asked.member_id if asked else None} - {None}:
        member = await members.get(act.tx, member_id or 0)
        if member is None or not access.READS_PRIVATE & await relations_of_member(act.tx, ticket, member):
            return False
    stranger = into.reporter_id is None and into.reporter_mask
    who = (into.reporter_network, into.reporter_mask)
    return not stranger or who == (ticket.reporter_network, ticket.reporter_mask)


async def _new_followers(act: Act, ticket: Ticket, into: Ticket) -> list[int]:
    """Who follows the one, or reported it, and neither follows nor reported the other; as far as they may read that."""
    found = list[int]()
    there = {one.member_id for one in await watchers.list_of_ticket(act.tx, into.id)} | {into.reporter_id}
    for member_id in (*[one.member_id for one in await watchers.list_of_ticket(act.tx, ticket.id)], ticket.reporter_id):
        member = await members.get(act.tx, member_id) if member_id and member_id not in there else None
        if member is None or member.id in found:
            continue
        if not into.private or access.READS_PRIVATE & await relations_of_member(act.tx, into, member):
            found.append(member.id)
    most = act.settings.bounds.watchers
    if len(there) + len(found) > most + 1:
        raise Refused(f"#{into.id} would have more than {most} watchers, and that is the most. Nothing changed.")
    for member_id in found:
        await watchers.add(act.tx, into.id, member_id, now=act.now)
    return found


async def _end(
    act: Act,
    seen: TicketView,
    into: TicketView,
    *,
    linked: bool,
    followers: Sequence[int],
    time: Sequence[int],
    running: Sequence[int],
) -> int:
    """The id of the event. `hidden`: who reads of it may not know of the other one."""
    ticket = seen.ticket
    state = (await flow_of(act, ticket)).when_closed(ticket.state)
    closed = await tickets.close(
        act.tx, ticket.id, was=ticket.state, state=state.code, resolution=RESOLUTION, now=act.now
    )
    if closed is None:
        raise Refused(f"#{ticket.id} changed just now. {TYPE}show {ticket.id} says where it stands.")
    await prompts.withdraw(act, ticket.id, state="withdrawn")
    merged = await act.journal(
        "ticket_merged",
        ticket_id=ticket.id,
        role_id=closed.role_id,
        other=into.ticket.id,
        state=closed.state,
        resolution=RESOLUTION,
        owner=closed.owner_id,
        linked=linked,
        followers=" ".join(map(str, followers)),
        time=" ".join(map(str, time)),
        running=" ".join(map(str, running)),
        hidden=into.ticket.private and not ticket.private,
    )
    await keeping.plan(act, closed)
    return merged


async def _move_time(act: Act, number: int, other: int) -> list[Worked]:
    """What was worked for one client is never charged to another."""
    found = await worked.list_of_ticket(act.tx, number)
    if found and await accounts.of_ticket(act, number) != await accounts.of_ticket(act, other):
        raise Refused(
            f"#{number} has time on it, and isn't for the same client and project as #{other}. Nothing changed."
            f" First: {TYPE}edit {other} client=<client>"
        )
    if bill := await bills.bill_of(act.tx, [one.id for one in found]):
        raise Refused(
            f"#{number} has time that is on bill {bill}, so that stays there. Nothing changed. Instead:"
            f" {TYPE}close {number} duplicate, or {TYPE}merge {other} into {number}"
        )
    for one in found:
        await worked.move(act.tx, one.id, was=number, to=other)
    return found


async def _move_running(act: Act, ticket: Ticket, into: Ticket) -> list[int]:
    """Timers, by the events with which they began, that go along: where their owners may log time on the other one,
    for the same client. The others go on where they are; time may be logged on what is closed."""
    found = await stopwatches.list_of_ticket(act.tx, ticket.id)
    if not found or await accounts.of_ticket(act, ticket.id) != await accounts.of_ticket(act, into.id):
        return []
    moved = list[int]()
    for one in found:
        member = await members.get(act.tx, one.member_id)
        assert member is not None, "a foreign key"
        theirs = await relations_of_member(act.tx, into, member)
        if access.may("log", theirs) and (not into.private or access.READS_PRIVATE & theirs):
            await stopwatches.move(act.tx, one.event_id, was=ticket.id, to=into.id)
            moved.append(one.event_id)
    return moved


def is_comment(event: Event) -> bool:
    """Erased ones are none."""
    return event.kind in SAID and bool(event.texts.get("text"))


async def move_comment(act: Act, event: Event, to: Ticket, *, by: int) -> None:
    """Whoever wrote it is its author there, too. `by`: the event on account of which it goes."""
    author = await members.get(act.tx, event.member_id) if event.member_id else None
    who = Principal(event.network or "", event.actor, None, event.actor, "none")
    as_author = replace(act, member=author, caller=Caller(who, act.caller.audience))
    moved = await as_author.journal(
        "comment_moved",
        ticket_id=to.id,
        role_id=to.role_id,
        of=event.id,
        by=by,
        other=event.ticket_id,
        said=event.data.get("said") or to_text(event.at),
    )
    await journal.move_texts(act.tx, event.id, to=moved)


async def bring_back(act: Act, number: int, *, by: int) -> None:
    """Comments that went to that ticket on account of that event; what was erased meanwhile stays so."""
    for event in await journal.list_of_ticket(act.tx, number):
        if event.kind == "comment_moved" and event.data["by"] == by:
            await journal.move_texts(act.tx, event.id, to=int(event.data["of"]))


async def take_back(act: Act, of: Event) -> None:
    """All of it but how the merged one stands, which its events tell."""
    number, other = of.ticket_id or 0, int(of.data["other"])
    into = await tickets.get(act.tx, other)
    assert into is not None, "a number never goes"
    later = [event for event in in_force(await journal.list_of_ticket(act.tx, other)) if event.id > of.id]
    gone_on = next((WENT_ON[event.kind] for event in later if event.kind in WENT_ON), "")
    if gone_on:
        raise Refused(f"Can't undo merge {number}: #{other} was {gone_on} since. Instead: {TYPE}reopen {number}")
    went = [each for entry in map(int, str(of.data["time"]).split()) for each in await _with_corrections(act, entry)]
    if bill := await bills.bill_of(act.tx, went):
        raise Refused(
            f"Can't undo merge {number}: time that went to #{other} is on bill {bill} since. Instead:"
            f" {TYPE}reopen {number}"
        )
    await bring_back(act, other, by=of.id)
    people = {link.id: link.linked_to for link in await links.list_all(act.tx)}
    for member_id in map(int, str(of.data["followers"]).split()):
        watching = await watchers.get(act.tx, other, people.get(member_id, member_id))
        if watching is not None and watching.since == of.at:  # else they have said so themselves since
            await watchers.drop(act.tx, other, watching.member_id)
    for one in went:
        await worked.move(act.tx, one, was=other, to=number)
    for began in map(int, str(of.data.get("running", "")).split()):
        await stopwatches.move(act.tx, began, was=other, to=number)
    if of.data["linked"]:
        await relations.drop(act.tx, number, relations.DUPLICATES, other)
    await act.journal("ticket_parted", ticket_id=other, role_id=into.role_id, other=number)
    await _find_anew(act, number, other)


async def _with_corrections(act: Act, entry: int) -> list[int]:
    return [entry, *[each.id for each in await worked.list_corrections(act.tx, entry)]]


async def _find_anew(act: Act, *numbers: int) -> None:
    for number in numbers:
        await search.put(act.tx, number)


def merged_into(events: Sequence[Event]) -> int | None:
    """The number under which a ticket goes on, told by its events."""
    into: int | None = None
    for event in in_force(events):
        if event.kind == "ticket_merged":
            into = event.data["other"]
        elif event.kind == "ticket_reopened":
            into = None
    return into
