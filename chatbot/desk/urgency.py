"""`urgent`: everybody who is asked hears at once, whatever their hours. So it is for members, and seldom."""

from datetime import timedelta

from msgspec import Struct
from msgspec.structs import replace

from chatbot.desk import checks, prompts, timeouts
from chatbot.desk.act import Act
from chatbot.desk.entering import New
from chatbot.desk.priorities import PRIORITIES
from chatbot.desk.refused import Refused
from chatbot.desk.views import TicketView, need_right, view
from chatbot.desk.wording import TYPE
from store import changes, journal
from store.records import Ticket

URGENT = PRIORITIES["urgent"]
DAY = timedelta(hours=24)


class Called(Struct, frozen=True):
    """`asked`: how many hear of it now; 0 where its owner does."""

    seen: TicketView
    asked: int


async def call(act: Act, number: int) -> Called:
    """Who has it hears of it; where nobody does, all who may take it are asked, again if need be."""
    checks.need_member(act, "call a ticket urgent")
    seen = await need_right(act, "urgent", number)
    if seen.ticket.closed_at is not None:
        raise Refused(f"#{number} is closed. To open it again: {TYPE}reopen {number}")
    most = act.settings.bounds.urgent
    if await _count(act) >= most:
        raise Refused(
            f"#{number}: you said urgent {most} times within a day, and that is the most. You may:"
            f" {TYPE}edit {number} priority=high"
        )
    called = await _put(act, seen.ticket)
    await act.journal(
        "ticket_urgent",
        ticket_id=number,
        role_id=seen.prompt.role_id if seen.prompt else seen.role.id,
        prompt_id=seen.prompt.id if seen.prompt else None,
        priority=URGENT,
        owner=called.owner_id,
    )
    offer = seen.prompt
    if offer is None and called.owner_id is None:
        offer = await timeouts.offer(act, called, seen.role, "urgent")
    asked = len(await prompts.to_ask(act, offer, called)) if offer else 0
    return Called(await view(act, called), asked)


async def bounded(act: Act, wanted: New) -> New:
    """Nothing is lost that is called urgent too often, or by who isn't logged in: it is opened as high."""
    if wanted.priority is None or wanted.priority < URGENT:
        return wanted
    may = act.member is not None and await _count(act) < act.settings.bounds.urgent
    return wanted if may or (act.member is None and act.admin) else replace(wanted, priority=PRIORITIES["high"])


async def _count(act: Act) -> int:
    """How often this member said urgent within a day, as a verb or of a new ticket; a system's keys don't count."""
    assert act.member is not None, "checked before"
    said = await journal.list_of_member(act.tx, act.member.id, since=act.now - DAY)
    return sum(event.kind == "ticket_urgent" or _opened_so(event.kind, event.data) for event in said)


def _opened_so(kind: str, data: dict[str, object]) -> bool:
    return kind == "ticket_opened" and data.get("priority") == URGENT


async def _put(act: Act, ticket: Ticket) -> Ticket:
    changed = await changes.put_texts(
        act.tx, ticket.id, title=ticket.title, description=ticket.description, priority=URGENT, now=act.now
    )
    assert changed is not None, "it was read in this transaction"
    return changed
