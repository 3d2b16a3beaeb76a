"""What was added to a ticket is a matter of its own: that comment becomes another ticket, which follows the first."""

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from chatbot.desk import access, checks, entering, requests, uniting
from chatbot.desk.act import Act
from chatbot.desk.entering import New
from chatbot.desk.people import Person
from chatbot.desk.refused import Refused
from chatbot.desk.requests import Reporter
from chatbot.desk.views import TicketView, need_readable, need_right, need_ticket, need_words, relations_of_member, view
from chatbot.desk.wording import TYPE
from chatbot.wire import Channel
from store import clients, journal, members, relations, search
from store.records import Event, Member, Ticket


class Comment(Struct, frozen=True):
    """Numbered from 1; the numbers stay, though some of them are gone."""

    number: int
    event: Event


class Split(Struct, frozen=True):
    seen: TicketView
    opened: TicketView


async def comments(act: Act, number: int) -> list[Comment]:
    """To choose from them, they must be read, so never aloud."""
    seen = await need_readable(act, number)
    need_words(seen)
    if isinstance(act.caller.audience, Channel):
        raise Refused(f"#{number}: which comment? They are numbered in private, by split {number}.")
    return numbered(await journal.list_of_ticket(act.tx, number))


def numbered(events: Sequence[Event]) -> list[Comment]:
    said = [event for event in events if event.kind in uniting.SAID]
    return [Comment(place, event) for place, event in enumerate(said, 1) if uniting.is_comment(event)]


async def split(act: Act, number: int, place: int, title: str) -> Split:
    seen = await need_right(act, "split", number)
    checks.need_title(act, title)
    comment = await _need_comment(act, number, place)
    if seen.role.deleted_at is not None:
        raise Refused(f"#{number} was for {seen.role.name}, which is gone. First: {TYPE}move {number} <@role>")
    await checks.need_may_open(act)
    whose, person = await _whose(act, seen.ticket, comment)
    client, project = await clients.of_ticket(act.tx, number), await clients.project_of_ticket(act.tx, number)
    new = New(title, role=seen.role.name, private=seen.ticket.private, whose=person)
    new = replace(new, client=client.name if client else None, project=project.name if project else None)
    wanted = await entering.settled(act, new)
    opened, _ = await entering.enter(act, wanted, seen.role, whose)
    await relations.add(act.tx, opened.id, relations.FOLLOWS, number, now=act.now)
    by = await act.journal("ticket_split", ticket_id=number, role_id=seen.role.id, other=opened.id, comment=place)
    await uniting.move_comment(act, comment, opened, by=by)
    for one in (number, opened.id):
        await search.put(act.tx, one)
    return Split(seen, await view(act, await need_ticket(act, opened.id)))


async def _need_comment(act: Act, number: int, place: int) -> Event:
    found = numbered(await journal.list_of_ticket(act.tx, number))
    chosen = next((one.event for one in found if one.number == place), None)
    if chosen is None:
        if not found:
            raise Refused(f"#{number} has no comment {place}; it has none.")
        which = ", ".join(str(one.number) for one in found[-10:])
        raise Refused(f"#{number} has no comment {place}; it has {which}. In private: {TYPE}split {number}")
    return chosen


async def _whose(act: Act, ticket: Ticket, comment: Event) -> tuple[Reporter, Person | None]:
    """Who wrote it, if they may be told of it; else who splits it off. The person, where that is somebody else."""
    author = await members.get(act.tx, comment.member_id) if comment.member_id else None
    if author is not None and await _may_be_told(act, ticket, author):
        person = Person(author.name, exact=True)
        return await requests.need_reporter(act, person), person
    stranger = author is None and comment.kind == "ticket_commented" and comment.actor == ticket.reporter_name
    if stranger and ticket.reporter_id is None and ticket.reporter_bound and ticket.reporter_mask:
        reporter = Reporter(None, ticket.reporter_name, ticket.reporter_network, ticket.reporter_mask)
        return reporter, Person(ticket.reporter_name)
    return await requests.need_reporter(act, None), None


async def _may_be_told(act: Act, ticket: Ticket, author: Member) -> bool:
    if act.member is None or author.id == act.member.id or author.suspended_at is not None:
        return False
    return not ticket.private or bool(access.READS_PRIVATE & await relations_of_member(act.tx, ticket, author))


async def take_back(act: Act, of: Event) -> None:
    """What isn't the new ticket's own, which is withdrawn."""
    number, other = of.ticket_id or 0, int(of.data["other"])
    await uniting.bring_back(act, other, by=of.id)
    await relations.drop(act.tx, other, relations.FOLLOWS, number)
    for one in (number, other):
        await search.put(act.tx, one)
