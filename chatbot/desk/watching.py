"""Following a ticket that one neither has nor reported: in private, as long as one may read it."""

from chatbot.desk import access, checks
from chatbot.desk.act import Act
from chatbot.desk.refused import Refused
from chatbot.desk.views import TicketView, need_may_know, need_ticket, need_words, relations_of_member, view
from chatbot.desk.wording import TYPE
from store import members, watchers
from store.database import Transaction
from store.records import Ticket


async def watch(act: Act, number: int) -> TicketView:
    """Anybody may follow what anybody may read."""
    member = checks.need_member(act, "watch tickets")
    seen = await view(act, await need_ticket(act, number))
    need_may_know(seen)
    need_words(seen)
    if "reporter" in seen.relations:
        raise Refused(f"#{number}: you reported it, so you hear of it anyway. Nothing changed.")
    await _need_room(act, number)
    if not await watchers.add(act.tx, number, member.id, now=act.now):
        raise Refused(f"#{number}: you watch it already. Enough? {TYPE}unwatch {number}")
    await act.journal("ticket_watched", ticket_id=number, role_id=seen.role.id)
    return seen


async def _need_room(act: Act, number: int) -> None:
    most = act.settings.bounds.watchers
    if await watchers.count(act.tx, number) >= most:
        raise Refused(f"#{number} has {most} watchers, and that is the most. Now and then: {TYPE}show {number}")


async def unwatch(act: Act, number: int) -> TicketView:
    """Whoever may no longer read it may still have enough of it."""
    member = checks.need_member(act, "watch tickets")
    seen = await view(act, await need_ticket(act, number))
    if not await watchers.drop(act.tx, number, member.id):
        need_may_know(seen)
        raise Refused(f"#{number}: you don't watch it. To follow it: {TYPE}watch {number}")
    await act.journal("ticket_unwatched", ticket_id=number, role_id=seen.role.id)
    return seen


async def may_hear(tx: Transaction, ticket: Ticket, member_id: int) -> bool:
    """Whether a watcher is still one to whom it may be told."""
    member = await members.get(tx, member_id)
    if member is None or member.suspended_at is not None or not await watchers.get(tx, ticket.id, member_id):
        return False
    return not ticket.private or bool(access.READS_PRIVATE & await relations_of_member(tx, ticket, member))
