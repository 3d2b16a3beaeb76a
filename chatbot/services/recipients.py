"""From a notice's target to those who are meant, by the rows of the store. Who is there now is decided later."""

from collections.abc import Awaitable, Callable, Mapping

from msgspec import Struct, field

from chatbot.desk import aloud
from chatbot.desk.bridged import relay_of
from chatbot.desk.priorities import PRIORITIES
from chatbot.desk.watching import may_hear
from chatbot.plugin import Admins, Announced, Asked, Notice, OthersAsked, Person, Reporter, Role, Told, Watchers
from chatbot.services import overbridge
from store import habits, members, prompts, roles, snoozes, spoken, tickets, watchers
from store.database import Transaction
from store.records import Event, Snooze, Ticket
from store.records import Notice as Row
from store.records import Role as RoleRow


class Recipient(Struct, frozen=True):
    """`keys`: the addresses of a member, as (network, folded value). `heard_in`: channels, as (network, name), where
    the same is said aloud; who sits in one of them isn't told in private."""

    target: str
    network: str | None
    address: str = ""
    member_id: int | None = None
    keys: tuple[tuple[str, str], ...] = ()
    heard_in: tuple[tuple[str, str], ...] = field(default=())
    spoke_in: tuple[str, str] | None = None
    """Leave them out if they spoke in this channel lately."""
    holds: str = ""


class Wanted(Struct, frozen=True):
    """A notice that a plugin made of an event, and the transaction to look its recipients up in."""

    tx: Transaction
    row: Event
    notice: Notice


TOLD_ANYWAY: Mapping[str, tuple[str, ...]] = {
    "ticket_accepted": ("was", "asker"),
    "ticket_stolen": ("was",),
    "ticket_released": ("was",),
    "ticket_moved": ("was",),
}
"""Whom an event names in its data, and who is told of it whether they watch the ticket or not."""

MERGED = "ticket_merged"

Resolver = Callable[[Wanted], Awaitable[list[Recipient]]]


async def resolve(tx: Transaction, row: Event, notice: Notice) -> list[Recipient]:
    """Nobody is told what they did themselves."""
    found = await RESOLVERS[type(notice.to)](Wanted(tx, row, notice))
    return [one for one in found if not _is_actor(one, row)]


def _is_actor(one: Recipient, row: Event) -> bool:
    """A stranger is known by nick and network here: no stranger but its reporter can do anything to a ticket."""
    if one.target == "mask" and row.member_id is None:
        return (one.network, one.address.partition("!")[0]) == (row.network, row.actor)
    return one.member_id is not None and one.member_id == row.member_id


async def _role(want: Wanted) -> list[Recipient]:
    assert isinstance(want.notice.to, Role)
    role = await roles.get_by_name(want.tx, want.notice.to.name)
    if role is None or role.channel is None or not await _is_said(want, role):
        return []
    return [Recipient("channel", role.network, role.channel)]


async def _is_said(want: Wanted, role: RoleRow) -> bool:
    """Whether a channel reads of it, for that role; always of a ticket that is urgent."""
    if aloud.is_said(role, want.row.kind, urgent=want.notice.urgent, chatty=want.notice.chatty):
        return True
    ticket = await tickets.get(want.tx, want.row.ticket_id) if want.row.ticket_id else None
    return ticket is not None and ticket.priority >= PRIORITIES["urgent"]


async def _asked(want: Wanted) -> list[Recipient]:
    assert isinstance(want.notice.to, Asked)
    prompt = await prompts.get(want.tx, want.row.prompt_id) if want.row.prompt_id else None
    if prompt is None:
        return []
    if prompt.member_id is not None:
        return [] if await _snoozing(want) else [await _member(want.tx, prompt.member_id)]
    ticket = await tickets.get(want.tx, prompt.ticket_id)
    role = await roles.get(want.tx, prompt.role_id)
    if ticket and role and role.channel and not ticket.reporter_id and ticket.reporter_mask:
        return []  # prompting must not become a stranger's way to pester people: the channel's line is enough
    reporter = ticket.reporter_id if ticket else None
    spoke = (role.network or "", role.channel) if want.notice.to.unless_spoke and role and role.channel else None
    left = await prompts.list_unanswered(want.tx, prompt)
    snoozing = [] if want.notice.urgent else await _snoozing(want)
    hushed = [] if want.notice.urgent else await habits.list_hushed(want.tx, prompt.role_id)
    not_now = {reporter, *(one.member_id for one in (*snoozing, *hushed))}
    return [await _member(want.tx, one.member_id, spoke_in=spoke) for one in left if one.member_id not in not_now]


async def _snoozing(want: Wanted) -> list[Snooze]:
    """Those who said later, and whose time hasn't come."""
    return await snoozes.list_of_prompt(want.tx, want.row.prompt_id or 0, now=want.row.at)


async def _announced(want: Wanted) -> list[Recipient]:
    role = await roles.get(want.tx, want.row.role_id) if want.row.role_id else None
    if role is not None and not await _is_said(want, role):
        return []
    here = (want.row.network, (want.row.place or "").lower())
    return [
        Recipient("channel", network, channel, holds="announced")
        for network, channel in await _channels(want.tx, want.row)
        if (network, channel.lower()) != here
    ]


async def _others_asked(want: Wanted) -> list[Recipient]:
    if want.row.ticket_id is None:
        return []
    heard_in = await _heard_in(want)
    ids = await spoken.list_asked(want.tx, want.row.ticket_id, ended_at=want.row.at)
    return [await _member(want.tx, one, heard_in=heard_in, holds="asked") for one in ids]


async def _heard_in(want: Wanted) -> tuple[tuple[str, str], ...]:
    """Where it was announced, and where it is done."""
    announced = tuple(await _channels(want.tx, want.row))
    return (*announced, (want.row.network, want.row.place)) if want.row.network and want.row.place else announced


async def _channels(tx: Transaction, row: Event) -> list[tuple[str, str]]:
    """Where an offer of this ticket was announced, or is just about to be."""
    found = await spoken.list_announcements(tx, row.ticket_id) if row.ticket_id else []
    return sorted({(one.network or "", one.address) for one in found})


async def _reporter(want: Wanted) -> list[Recipient]:
    ticket = await tickets.get(want.tx, want.row.ticket_id) if want.row.ticket_id else None
    if ticket is None:
        return []
    if ticket.reporter_id is not None:
        return [await _member(want.tx, ticket.reporter_id)]
    if not ticket.reporter_mask:
        return []  # opened at the shell: they see it there
    if relay_of(ticket.reporter_mask):
        place = await overbridge.place_for(want.tx, want.row, ticket, await _channels(want.tx, want.row))
        return [Recipient("channel", *place, holds=overbridge.holds(want.notice.holds))] if place else []
    return [Recipient("mask", ticket.reporter_network, ticket.reporter_mask)]


async def _person(want: Wanted) -> list[Recipient]:
    assert isinstance(want.notice.to, Person)
    member = await members.get(want.tx, want.notice.to.id)
    return [await _member(want.tx, member.id)] if member else []


async def _watchers(want: Wanted) -> list[Recipient]:
    assert isinstance(want.notice.to, Watchers)
    ticket = await tickets.get(want.tx, want.row.ticket_id) if want.row.ticket_id else None
    if ticket is None:
        return []
    aloud = want.notice.to.unless_heard
    told = {
        ticket.reporter_id,
        ticket.owner_id,
        *(want.row.data.get(key) for key in TOLD_ANYWAY.get(want.row.kind, ())),
    }
    told |= set(await spoken.list_asked(want.tx, ticket.id, ended_at=want.row.at)) if aloud else set()
    heard_in = await _heard_in(want) if aloud else ()
    ids = [one for one in await _list_watchers(want.tx, ticket) if one not in told]
    watching = [await _member(want.tx, one, heard_in=heard_in, holds="watching") for one in ids]
    others = await _of_the_other(want) if want.row.kind == MERGED else []
    return watching + [await _member(want.tx, one) for one in others if one not in {*told, *ids}]


async def _of_the_other(want: Wanted) -> list[int]:
    """Those who follow, reported or have the ticket that another was merged into; each once."""
    other = await tickets.get(want.tx, int(want.row.data["other"]))
    if other is None:
        return []
    found = [other.owner_id, other.reporter_id, *await _list_watchers(want.tx, other)]
    return [one for one in dict.fromkeys(found) if one is not None]


async def _list_watchers(tx: Transaction, ticket: Ticket) -> list[int]:
    found = [one.member_id for one in await watchers.list_of_ticket(tx, ticket.id)]
    return [one for one in found if await may_hear(tx, ticket, one)]


async def _told(want: Wanted) -> list[Recipient]:
    """Not where it is undone: they read it there."""
    of, ticket_id = want.row.data.get("of"), want.row.ticket_id
    if not isinstance(of, int) or ticket_id is None:
        return []
    here = (want.row.network, (want.row.place or "").lower())
    heard = await spoken.list_told(want.tx, ticket_id, from_event=of, to_event=want.row.id)
    found = [await _again(want.tx, one) for one in heard]
    return [
        one for one in dict.fromkeys(found) if one.target != "channel" or (one.network, one.address.lower()) != here
    ]


async def _again(tx: Transaction, heard: Row) -> Recipient:
    if heard.member_id is not None:
        return await _member(tx, heard.member_id)
    return Recipient(heard.target, heard.network, heard.address)


async def _admins(want: Wanted) -> list[Recipient]:
    return [await _member(want.tx, member.id) for member in await members.list_admins(want.tx)]


async def _member(
    tx: Transaction,
    member_id: int,
    *,
    spoke_in: tuple[str, str] | None = None,
    heard_in: tuple[tuple[str, str], ...] = (),
    holds: str = "",
) -> Recipient:
    known = await members.list_identities(tx, member_id)
    keys = tuple([(identity.network, identity.value) for identity in known])
    network = keys[0][0] if keys else None
    return Recipient("member", network, "", member_id, keys, heard_in, spoke_in, holds)


RESOLVERS: dict[type, Resolver] = {
    Role: _role,
    Asked: _asked,
    OthersAsked: _others_asked,
    Announced: _announced,
    Reporter: _reporter,
    Person: _person,
    Admins: _admins,
    Watchers: _watchers,
    Told: _told,
}
