"""What must still hold when a notice is said: looked at when it was made, and again just before it goes."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta

from msgspec import Struct

from chatbot.desk.bridged import addressed, relay_of
from chatbot.desk.habits import zone_in
from chatbot.desk.watching import may_hear
from chatbot.desk.when import on_clock
from chatbot.desk.wording import TYPE
from chatbot.services import back, holding
from chatbot.services.back import Part
from store import journal, members, outbox, prompts, rounds, spoken, stopwatches, tickets
from store.database import Transaction
from store.records import Notice, Ticket

ON_PURPOSE = frozenset({"digest_due", "morning_came", "storm_began", "storm_grew", "storm_over"})
"""Events of which what is said is of some while anyhow: a delay of it would be noise."""
STANDING = frozenset({"Still waiting", "Still free"})
"""Reminders: they say how things stand when they are said, whenever that was to be."""
FRESH = timedelta(minutes=1)
"""After that, what a notice says of the time left isn't true any more."""


class Checked(Struct, frozen=True):
    """A due notice. `outdated`: why it need not be said any more. `keys`: the addresses of its member on that network.

    `text` and `brief` are what may be said; `late`: it had to wait, for its person, a link, or the line before it.
    """

    notice: Notice
    outdated: str | None
    keys: tuple[str, ...]
    text: str
    brief: str
    address: str
    """Of a channel, or of a stranger who hasn't quit since; else empty."""
    late: bool = False
    until: datetime | None = None
    """It waits until then, since its channel has read enough."""
    rests: bool = False
    """Its person wants to hear only what is urgent now."""
    back: Part | None = None
    """What it is in the one line with all that was held back."""
    due_at: datetime | None = None
    """Since when it could have been said; None where a delay is meant, or says nothing."""
    title: str = ""
    """Of its ticket, as it may stand in the text."""
    relay: str = ""
    """The bridge over which its person hears, in a channel."""
    known: tuple[tuple[str, str], ...] = ()
    """All addresses of its member, as (network, folded account)."""


async def list_due(tx: Transaction, network: str, now: datetime, limit: int) -> list[Notice]:
    """The next few; and with what was held back all else that was, since it is said in one line."""
    due = await outbox.list_due(tx, network, now, limit=limit)
    found = {notice.id: notice for notice in due}
    for member_id in {notice.member_id for notice in due if notice.held and notice.member_id is not None}:
        found |= {notice.id: notice for notice in await outbox.list_held_due(tx, network, member_id, now)}
    return list(found.values())


async def check(tx: Transaction, network: str, now: datetime, notices: Sequence[Notice]) -> list[Checked]:
    return [await _check(tx, network, now, notice) for notice in notices]


async def _check(tx: Transaction, network: str, now: datetime, notice: Notice) -> Checked:
    ticket = await tickets.get(tx, notice.ticket_id) if notice.ticket_id else None
    zone = await zone_in(tx, notice.member_id)
    text, brief = (on_clock(said, now, zone) for said in _masked(notice, ticket))
    outdated = await _outdated(tx, notice, ticket)
    known = await members.list_identities(tx, notice.member_id) if notice.member_id else []
    keys = tuple([identity.value for identity in known if identity.network == network])
    everywhere = tuple([(identity.network, identity.value) for identity in known])
    late = now - notice.created_at > FRESH
    rests = await holding.rests(tx, notice, now)
    part = await back.part_of(tx, notice, ticket)
    relay = relay_of(ticket.reporter_mask) if ticket and notice.holds.startswith(BRIDGED) else ""
    if ticket and relay:
        text, brief = addressed(text, ticket.reporter_name), brief and f"{brief}, for {ticket.reporter_name}"
    meant = part or notice.joined in STANDING or await journal.kind_of(tx, notice.event_id) in ON_PURPOSE
    return Checked(
        notice,
        outdated,
        keys,
        text,
        brief,
        _address(notice, ticket),
        late,
        rests=rests,
        back=part,
        due_at=None if meant else notice.due_at,
        title=ticket.title if ticket and not ticket.private else "",
        relay=relay,
        known=everywhere,
    )


async def _outdated(tx: Transaction, notice: Notice, ticket: Ticket | None) -> str | None:
    wanted = notice.holds.removeprefix(BRIDGED).strip()
    still = STILL["missed" if notice.held and wanted == "offer" else wanted]
    over = _bridged(ticket) if notice.holds.startswith(BRIDGED) else None
    return over or await _suspended(tx, notice) or await still(tx, notice, ticket)


async def _suspended(tx: Transaction, notice: Notice) -> str | None:
    """Whoever sits behind a suspended account by now reads nothing that was meant for its owner."""
    member = await members.get(tx, notice.member_id) if notice.member_id else None
    return "they are suspended" if member and member.suspended_at else None


def _address(notice: Notice, ticket: Ticket | None) -> str:
    """A stranger is where they are by now: under another nick perhaps, or gone."""
    if notice.target != "mask" or ticket is None:
        return notice.address
    return (ticket.reporter_mask or notice.address) if ticket.reporter_bound else ""


def _masked(notice: Notice, ticket: Ticket | None) -> tuple[str, str]:
    """A ticket that became private since: nothing of what was written then is said, only its number."""
    if ticket is None or notice.masked or not ticket.private:
        return notice.text, notice.brief
    return f"#{ticket.id} (private) has news. {TYPE}show {ticket.id}", f"#{ticket.id} (private)"


async def _always(_tx: Transaction, _notice: Notice, _ticket: Ticket | None) -> str | None:
    return None


async def _offer(tx: Transaction, notice: Notice, _ticket: Ticket | None) -> str | None:
    prompt = await prompts.get(tx, notice.prompt_id) if notice.prompt_id else None
    if prompt is not None and prompt.bundle == prompt.id and not notice.joined:
        return None if await rounds.list_open_of_bundle(tx, prompt.id) else "all of it is answered"
    if prompt is None or prompt.state != "open":
        return f"the offer is over: {prompt.state if prompt else 'gone'}"
    if notice.member_id is None:
        return None
    answer = await prompts.get_answer(tx, prompt.id, notice.member_id)
    if answer:
        return f"{answer.answer} already"
    left = {one.member_id for one in await prompts.list_unanswered(tx, prompt)}
    return None if prompt.member_id or notice.member_id in left else "they may not answer it any more"


async def _missed(tx: Transaction, notice: Notice, ticket: Ticket | None) -> str | None:
    """An offer that was held back may be over, and is worth telling as long as they can still take the ticket."""
    prompt = await prompts.get(tx, notice.prompt_id) if notice.prompt_id else None
    if prompt is None or prompt.member_id is not None:
        return await _offer(tx, notice, ticket)
    if await spoken.was_asked_since(tx, notice):
        return "they were asked since"
    if notice.member_id not in {one.member_id for one in await prompts.list_unanswered(tx, prompt)}:
        return "they may not answer it any more"
    return await _free(tx, notice, ticket)


async def _free(_tx: Transaction, _notice: Notice, ticket: Ticket | None) -> str | None:
    return None if ticket and ticket.owner_id is None and ticket.closed_at is None else "it isn't free any more"


async def _closed(_tx: Transaction, _notice: Notice, ticket: Ticket | None) -> str | None:
    return "it is open again" if ticket and not ticket.closed_at else None


async def _announced(tx: Transaction, notice: Notice, _ticket: Ticket | None) -> str | None:
    said = notice.ticket_id and await spoken.was_announced(
        tx, notice.ticket_id, network=notice.network, address=notice.address
    )
    return None if said else "it was never announced there"


async def _asked(tx: Transaction, notice: Notice, _ticket: Ticket | None) -> str | None:
    said = notice.ticket_id and notice.member_id and await spoken.was_asked(tx, notice.ticket_id, notice.member_id)
    return None if said else "they were never asked"


async def _watching(tx: Transaction, notice: Notice, ticket: Ticket | None) -> str | None:
    still = ticket and notice.member_id and await may_hear(tx, ticket, notice.member_id)
    return None if still else "they watch it no more, or may not read it"


async def _newest(tx: Transaction, notice: Notice, _ticket: Ticket | None) -> str | None:
    return "a newer one follows" if await spoken.has_newer(tx, notice) else None


async def _running(tx: Transaction, notice: Notice, ticket: Ticket | None) -> str | None:
    found = await stopwatches.get_of_member(tx, notice.member_id) if notice.member_id else None
    return None if found and ticket and found.ticket_id == ticket.id else "that timer runs no more"


def _bridged(ticket: Ticket | None) -> str | None:
    """Nothing private goes over a bridge."""
    return None if ticket and ticket.reporter_bound and not ticket.private else "it is private, or its reporter gone"


STILL: dict[str, Callable[[Transaction, Notice, Ticket | None], Awaitable[str | None]]] = {
    "": _always,
    "offer": _offer,
    "missed": _missed,
    "free": _free,
    "closed": _closed,
    "newest": _newest,
    "running": _running,
    "announced": _announced,
    "asked": _asked,
    "watching": _watching,
}
BRIDGED = "bridged"
"""Before whatever else must hold (services/overbridge.py)."""
