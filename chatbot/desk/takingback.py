"""A change is taken back, whoever made it: how the ticket stood before is put in its place, and that is an event."""

from collections.abc import Sequence
from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace

from chatbot.desk import (
    accounts,
    checks,
    firing,
    keeping,
    prompts,
    relating,
    reoffering,
    restarting,
    splitting,
    timeouts,
    uniting,
)
from chatbot.desk.accounts import Account
from chatbot.desk.act import Act
from chatbot.desk.holding import WAKE
from chatbot.desk.refused import Refused
from chatbot.desk.standing import Standing, in_force, standing, words_of
from chatbot.desk.undotable import BESIDE, BY_TIME, UNDO, Undo, instead_of, named, undo_of
from chatbot.desk.views import TicketView, flow_of, need_role_of, need_ticket, need_words, view
from chatbot.desk.withdrawing import RESOLUTION
from store import journal, members, roles, timers, undoing, watchers
from store import prompts as offers
from store.keeping import ERASED
from store.records import Event, Ticket

SAID = frozenset({"ticket_commented", "text_redacted"})
"""What changes nothing of how a ticket stands."""


class Undone(Struct, frozen=True):
    """`at`: when what is taken back was done. `left`: for how many seconds its role is asked again, 0 if it isn't."""

    seen: TicketView
    at: datetime
    how: Undo
    left: int


async def take_back(act: Act, seen: TicketView, of: Event, *, rollback: bool = False) -> Undone:
    """Whoever's it was: `undo` and `member rollback` come together here. Refused once others changed it since.

    `rollback`: it may be a suspended member's again, on its way back to what was before; and what was only added to it
    since keeps nothing from being taken back.
    """
    need_words(seen)
    how = undo_of(of)
    events = await journal.list_of_ticket(act.tx, seen.ticket.id)
    passed = SAID if rollback else frozenset[str]()
    _need_last(seen, of, how, [event for event in events if event.kind not in passed])
    await _unsay(act, of, how)
    ticket = await _back(act, seen.ticket, of, events, owner_may_be_out=rollback)
    await _journal(act, seen, ticket, of, how)
    await _end_vain(act, ticket)
    now = await view(act, ticket)
    return Undone(now, of.at, how, prompts.seconds_left(now.prompt, act.now) if now.prompt else 0)


def _need_last(seen: TicketView, of: Event, how: Undo, events: Sequence[Event]) -> None:
    """What came of the change itself, in the same moment, is no change of others."""
    if how.how in BESIDE:
        return
    for event in in_force(events):
        by_time = BY_TIME.get(event.kind, "")
        if event.id <= of.id or not (by_time or (event.kind in UNDO and UNDO[event.kind].done)):
            continue
        if by_time and (event.at, event.member_id) == (of.at, of.member_id):
            continue
        who = event.actor if seen.readable else "somebody"
        since = f"{by_time} since" if by_time else f"{who} {UNDO[event.kind].done} since"
        raise Refused(f"Can't undo {named(how, of)}: {since}. {instead_of(how, of)}")


async def _unsay(act: Act, of: Event, how: Undo) -> None:
    assert of.ticket_id is not None, "all that can be undone is about a ticket"
    if how.how not in BESIDE:
        await undoing.unsay(act.tx, of.ticket_id, from_event=of.id, now=act.now)
    if how.how == "unlog":
        await restarting.give_text_back(act, of)
    if how.how in {"erase", "unlog", "start"}:
        await undoing.erase_texts(act.tx, of.id)


async def _back(act: Act, ticket: Ticket, of: Event, events: Sequence[Event], *, owner_may_be_out: bool) -> Ticket:
    how = undo_of(of)
    if how.how == "watch":
        assert of.member_id is not None, "only members watch"
        if of.kind == "ticket_watched":
            await watchers.drop(act.tx, ticket.id, of.member_id)
        else:
            await watchers.add(act.tx, ticket.id, of.member_id, now=act.now)
        return ticket
    if how.how == "link":
        await relating.take_back(act, of)
        return ticket
    if how.how in BESIDE:
        await _back_beside(act, of, how, rollback=owner_may_be_out)
        return ticket
    if how.how == "split":
        await _end_split_off(act, of)
        return ticket
    if how.how == "merge":
        await uniting.take_back(act, of)
    if how.how == "answer":
        await undoing.drop_answer(act.tx, of.prompt_id or 0, of.member_id or 0)
    to = await _withdrawn(act, ticket) if how.how == "withdraw" else _before(ticket, of, events)
    await _need_possible(act, ticket, to)
    if not owner_may_be_out and to.owner_id is not None:
        await _need_owner(act, ticket, to, of)
    put = await _put(act, ticket, to)
    await reoffering.bring_back(act, of, how, events)
    return put


def _before(ticket: Ticket, of: Event, events: Sequence[Event]) -> Standing:
    """What no change since has reworded stays as it reads: its writer may be forgotten, and events tell it no more."""
    before = standing([event for event in events if event.id < of.id])
    changed = {what for event in in_force(events) if event.id >= of.id for what in words_of(event)}
    return replace(
        before,
        title=before.title or ERASED if "title" in changed else ticket.title,
        description=before.description if "description" in changed else ticket.description,
    )


async def _back_beside(act: Act, of: Event, how: Undo, *, rollback: bool) -> None:
    """A rollback takes each change back by itself."""
    if how.how == "unlog":
        await restarting.unlog(act, of)
    elif how.how == "drop":
        await restarting.undrop(act, of)
    elif (stopped := await restarting.unstart(act, of)) and not rollback:
        event = await journal.get(act.tx, stopped)
        assert event is not None, "the journal keeps all"
        await take_back(act, await view(act, await need_ticket(act, event.ticket_id or 0)), event)


async def _end_split_off(act: Act, of: Event) -> None:
    """The new one as if its opening were taken back: not once others went on from there."""
    seen = await view(act, await need_ticket(act, int(of.data["other"])))
    await take_back(act, seen, (await journal.list_of_ticket(act.tx, seen.ticket.id))[0])
    await splitting.take_back(act, of)


async def _end_vain(act: Act, ticket: Ticket) -> None:
    """Who asked and who was asked may be one person by now (`merging`); and who could answer may be gone."""
    offer = await offers.get_open_to_person(act.tx, ticket.id)
    if offer is not None and offer.member_id in (offer.asker_id, ticket.owner_id):
        await prompts.end(act, offer, state="withdrawn")
    elif offer is not None and await _is_out(act, offer.member_id or 0):
        await timeouts.time_out(act, offer, "gone")
    to_role = await offers.get_open_to_role(act.tx, ticket.id)
    role = await roles.get(act.tx, to_role.role_id) if to_role else None
    if to_role and role and role.deleted_at is not None:  # it was the next one, which a role without tickets may be
        await timeouts.time_out(act, to_role, "lifetime")
    elif to_role:
        await firing.look_at(act, to_role)


async def _is_out(act: Act, member_id: int) -> bool:
    member = await members.get(act.tx, member_id)
    return member is None or member.suspended_at is not None


async def _withdrawn(act: Act, ticket: Ticket) -> Standing:
    """A number is never given back, so a ticket that should not be is one that was withdrawn."""
    state = (await flow_of(act, ticket)).when_closed(ticket.state)
    account = await accounts.of_ticket(act, ticket.id)
    return Standing(
        state.code,
        ticket.role_id,
        ticket.priority,
        ticket.title,
        ticket.description,
        resolution=RESOLUTION,
        closed_at=act.now,
        client_id=account.client_id,
        project_id=account.project_id,
    )


async def _put(act: Act, ticket: Ticket, to: Standing) -> Ticket:
    put = await undoing.put_back(
        act.tx,
        ticket,
        state=to.state,
        owner_id=to.owner_id,
        role_id=to.role_id,
        priority=to.priority,
        title=to.title,
        description=to.description,
        resolution=to.resolution,
        accepted_at=to.accepted_at,
        closed_at=to.closed_at,
        archived_at=to.archived_at,
        held_until=to.held_until,
        held_by=to.held_by,
        now=act.now,
    )
    assert put is not None, "it was read in this transaction"
    await accounts.put(act, put.id, Account(to.client_id, to.project_id))
    if put.held_until:
        await timers.put(act.tx, WAKE, put.id, due_at=put.held_until)
    await keeping.plan(act, put)
    return put


async def _need_possible(act: Act, ticket: Ticket, to: Standing) -> None:
    """What else may have changed meanwhile: its role, a newer ticket of its key."""
    role = await need_role_of(act, replace(ticket, role_id=to.role_id))
    if role.deleted_at is not None or (ticket.private and role.open and ticket.role_id != to.role_id):
        gone = "gone" if role.deleted_at else "open to anyone"
        raise Refused(f"Can't undo that: #{ticket.id} was for {role.name}, which is {gone} by now. Nothing changed.")
    if ticket.closed_at is not None and to.closed_at is None:
        await checks.need_no_other(act, ticket)


async def _need_owner(act: Act, ticket: Ticket, to: Standing, of: Event) -> None:
    """Whose it would be again may do nothing any more, or has gone from the role meanwhile. What was closed is theirs
    all the time, and who goes from a role keeps that; but who is suspended has nothing that is open."""
    owner = await members.get(act.tx, to.owner_id or 0)
    assert owner is not None, "whoever had a ticket stays a row"
    out = "is suspended" if owner.suspended_at is not None and to.closed_at is None else ""
    if owner.id != ticket.owner_id and await undoing.has_left(act.tx, to.role_id, owner.id, since_event=of.id):
        out = "has left its role since"
    if out:
        again = f"#{of.ticket_id} would be {owner.name}'s again, who {out}"
        raise Refused(f"Can't undo that: {again}. {instead_of(undo_of(of), of)}")


async def _journal(act: Act, seen: TicketView, now: Ticket, of: Event, how: Undo) -> None:
    account = await accounts.of_ticket(act, now.id)
    await act.journal(
        "change_undone",
        ticket_id=now.id,
        role_id=now.role_id,
        prompt_id=of.prompt_id,
        texts={
            "title": now.title if now.title != seen.ticket.title else "",
            "description": now.description if now.description != seen.ticket.description else "",
        },
        of=of.id,
        verb=how.verb,
        state=now.state,
        owner=now.owner_id,
        was=seen.ticket.owner_id,
        priority=now.priority,
        resolution=now.resolution,
        client=account.client_id,
        project=account.project_id,
    )
