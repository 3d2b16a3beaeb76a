"""What people do with tickets. Each verb: check the right, change by compare-and-set, journal; one transaction."""

from datetime import datetime
from zoneinfo import ZoneInfo

from msgspec import Struct

from chatbot.desk import asking, awake, checks, entering, escalation, keeping, prompts, requests, uniting
from chatbot.desk.act import Act
from chatbot.desk.durations import ago
from chatbot.desk.entering import New
from chatbot.desk.habits import known_zone
from chatbot.desk.refused import Refused
from chatbot.desk.related import masked
from chatbot.desk.views import TicketView, flow_of, need_right, need_ticket, view, view_offered
from chatbot.desk.wording import TYPE
from store import journal, roles, tickets
from store.records import Prompt, Role, Ticket, TicketState

RESOLUTIONS = ("done", "fixed", "duplicate", "invalid", "wontfix")
SIGNS = frozenset(".,:;!")
"""How a ticket ended; the first is what a plain `close` means."""


class Opened(Struct, frozen=True):
    """`asked`: how many members were asked; `lifetime`: seconds until the reporter hears."""

    seen: TicketView
    asked: int
    lifetime: int
    members: int
    hushed: bool
    """All who could be asked have it quiet for good, and hear only what is urgent."""
    awake_at: datetime | None
    """When the first of those who are asked is awake; None where somebody is."""
    zone: ZoneInfo | None
    """By whose clock it is told, if it is known."""
    next: str | None = None
    """The role that is asked in its own one's place, which has nobody to ask, or (`absent`) of which nobody is here."""
    absent: bool = False


async def open_ticket(act: Act, wanted: New, *, key: str | None = None) -> Opened:
    """`key`: what the system that reports it calls it (desk/keys.py)."""
    wanted = await entering.settled(act, wanted)
    await checks.need_may_open(act, keyed=key is not None)
    checks.need_title(act, wanted.title)
    checks.need_text(act, wanted.description, "The description")
    if wanted.private and act.principal.relay:
        raise Refused("Over a bridge nothing is private: everybody there reads along. Say it on IRC itself.")
    role = await checks.need_role_for(act, wanted.role)
    if wanted.private and role.open:
        raise Refused(
            f"{role.name} is open to anyone, so nothing in it is private. Choose another role, or an admin sets:"
            f" {TYPE}role set {role.name} open=no"
        )
    whose = await requests.need_reporter(act, wanted.whose)
    ticket, prompt = await entering.enter(act, wanted, role, whose, key=key)
    could = await prompts.to_ask(act, prompt, ticket)
    asked = await awake.who_hear(act, could, urgent=awake.wakes(ticket))
    return Opened(
        await view_offered(act, ticket, [prompt]),
        len(asked),
        prompts.seconds_left(prompt, act.now),
        await checks.count_members(act, role),
        len(could) > 0 and not asked,
        await awake.nobody_before(act, asked),
        await known_zone(act),
        await _asked_instead(act, prompt, role),
        absent=bool(await escalation.could_be_asked(act, role, ticket)),
    )


async def _asked_instead(act: Act, prompt: Prompt, role: Role) -> str | None:
    found = await roles.get(act.tx, prompt.role_id) if prompt.role_id != role.id else None
    return found.name if found else None


async def comment(act: Act, number: int, text: str) -> TicketView:
    checks.need_text(act, text, "The comment")
    seen = await need_right(act, "comment", number)
    await _need_not_merged(act, seen)
    if "reporter" in seen.relations and await asking.is_asked(act, seen.ticket):
        return await asking.answered(act, seen, text)
    return await asking.added(act, seen, text)


async def _need_not_merged(act: Act, seen: TicketView) -> None:
    """What is said to a number that goes on under another would be read by few."""
    if seen.ticket.resolution == uniting.RESOLUTION:
        events = await masked(act, await journal.list_of_ticket(act.tx, seen.ticket.id))
        if into := uniting.merged_into(events):
            raise Refused(f"{seen.number} was merged into #{into}. Say it there: {TYPE}comment {into} <text>")


async def describe(act: Act, number: int, line: str) -> TicketView:
    """Add a line to the description: what its reporter pastes behind a `new`."""
    seen = await view(act, await need_ticket(act, number))
    if "reporter" not in seen.relations:
        raise Refused(
            f"{seen.number}: only who opened it adds to its description. You may: {TYPE}comment {number} <text>"
        )
    description = f"{seen.ticket.description}\n{line}".strip("\n")
    checks.need_text(act, description, "The description")
    await tickets.put_description(act.tx, number, description, now=act.now)
    await act.journal("ticket_described", ticket_id=number, role_id=seen.role.id, texts={"description": description})
    return seen


async def close(act: Act, number: int, words: str) -> TicketView:
    """A known resolution first, else all of it is the closing comment."""
    resolution, text = _resolved(words)
    checks.need_text(act, text, "The closing comment")
    seen = await need_right(act, "close", number)
    if seen.ticket.closed_at is not None:
        raise Refused(
            f"#{number} is closed already, {ago(seen.ticket.closed_at, act.now)}."
            f" To add to it: {TYPE}comment {number} <text>"
        )
    return await end(act, seen.ticket, resolution, text)


def _resolved(words: str) -> tuple[str, str]:
    """A sign behind it is as people write: `fixed: toner`, `fixed.`"""
    first, _, rest = words.partition(" ")
    known = first.lower() if first[-1:] not in SIGNS else first[:-1].lower()
    return (known, rest.strip()) if known in RESOLUTIONS else (RESOLUTIONS[0], words)


async def end(act: Act, ticket: Ticket, resolution: str, text: str, *, to: TicketState | None = None) -> TicketView:
    """Close it, into the final state `to` if that is given, whoever has it, and whatever is offered of it."""
    state = to or (await flow_of(act, ticket)).when_closed(ticket.state)
    closed = await tickets.close(
        act.tx, ticket.id, was=ticket.state, state=state.code, resolution=resolution, now=act.now
    )
    if closed is None:
        raise Refused(f"#{ticket.id} changed just now. {TYPE}show {ticket.id} says where it stands.")
    await prompts.withdraw(act, ticket.id, state="withdrawn")
    await act.journal(
        "ticket_closed",
        ticket_id=ticket.id,
        role_id=closed.role_id,
        texts={"text": text},
        state=closed.state,
        resolution=resolution,
        owner=closed.owner_id,
    )
    await keeping.plan(act, closed)
    return await view(act, closed)
