"""Changing what a ticket says: its title, its description, its priority."""

from collections.abc import Collection, Mapping

from msgspec import Struct

from chatbot.desk import accounts, checks
from chatbot.desk.act import Act
from chatbot.desk.priorities import NAMES
from chatbot.desk.refused import Refused
from chatbot.desk.views import TicketView, need_right, view
from chatbot.desk.wording import TYPE, clean, fit
from store import changes, clients
from store.records import Ticket

FIELDS = ("title", "description", "priority")
ACCOUNT = ("client", "project")
SHOWN = 40
"""Characters of what stands there now."""


class Edit(Struct, frozen=True):
    """What `edit` may change; None leaves it. `description` "" takes the description away, `client` none
    whose it is."""

    title: str | None = None
    description: str | None = None
    priority: int | None = None
    client: str | None = None
    project: str | None = None


class Edited(Struct, frozen=True):
    """`what`: the names of what is different now: `title, priority`."""

    seen: TicketView
    what: str


async def standing(act: Act, number: int) -> Mapping[str, str]:
    """What `edit` may change, by its names, as it stands: for who may change it; else Refused."""
    seen = await need_right(act, "edit", number)
    _need_open(seen)
    _need_right_now(seen)
    return await _standing(act, seen.ticket)


async def need_as_it_was(act: Act, number: int, before: Mapping[str, str], names: Collection[str]) -> None:
    """Refused where somebody else has changed one of these since it stood as in `before`."""
    seen = await need_right(act, "edit", number)
    now = await _standing(act, seen.ticket)
    other = [name for name in now if name in names and now[name] != before[name]]
    if other:
        told = [name if name == "description" else f"{name} ({_shown(now[name])})" for name in other]
        raise Refused(f"#{number} was changed meanwhile: {', '.join(told)}. As it stands: {TYPE}show {number}")


async def _standing(act: Act, ticket: Ticket) -> Mapping[str, str]:
    client = await clients.of_ticket(act.tx, ticket.id)
    project = await clients.project_of_ticket(act.tx, ticket.id)
    return {
        "title": ticket.title,
        "priority": NAMES[ticket.priority],
        "client": client.name if client else "",
        "project": project.name if project else "",
        "description": ticket.description,
    }


def _shown(value: str) -> str:
    return f"now {fit(clean(value), SHOWN)}" if value else "none now"


async def edit(act: Act, number: int, wanted: Edit) -> Edited:
    """Its reporter may while nobody has it: afterwards others work by what it says."""
    seen = await need_right(act, "edit", number)
    _need_edit(act, seen, wanted)
    _need_right_now(seen)
    changed = await _put(act, seen.ticket, wanted)
    before = await accounts.of_ticket(act, number)
    account = await accounts.changed(act, number, before, wanted.client, wanted.project)
    what = [name for name in FIELDS if getattr(changed, name) != getattr(seen.ticket, name)]
    what += [name for name in ACCOUNT if getattr(account, f"{name}_id") != getattr(before, f"{name}_id")]
    if not what:
        raise Refused(f"#{number} says that already. Nothing changed.")
    await act.journal(
        "ticket_edited",
        ticket_id=number,
        role_id=changed.role_id,
        texts={
            "title": changed.title if "title" in what else "",
            "description": changed.description if "description" in what else "",
        },
        what=", ".join(what),
        priority=changed.priority,
        owner=changed.owner_id,
        client=account.client_id,
        project=account.project_id,
    )
    return Edited(await view(act, changed), ", ".join(what))


def _need_edit(act: Act, seen: TicketView, wanted: Edit) -> None:
    number = seen.ticket.id
    if wanted == Edit():
        raise Refused(f"What changes? {TYPE}edit {number} priority=high, or title=<title>, or description=<text>")
    _need_open(seen)
    if wanted.title is not None:
        _need_title(act, number, wanted.title)
    checks.need_text(act, wanted.description or "", "The description")


def _need_open(seen: TicketView) -> None:
    number = seen.ticket.id
    if seen.ticket.closed_at is not None:
        raise Refused(f"#{number} is closed. To open it again: {TYPE}reopen {number}")


def _need_title(act: Act, number: int, title: str) -> None:
    most = act.settings.bounds.title
    if not clean(title).strip():
        raise Refused(f"#{number} needs a title: {TYPE}edit {number} title=<title>")
    if len(title) > most:
        raise Refused(
            f"A title has at most {most} characters, this one {len(title)}."
            f" The rest goes into: {TYPE}edit {number} description=<text>"
        )


def _need_right_now(seen: TicketView) -> None:
    if seen.ticket.owner_id is None or seen.relations - {"reporter", "joined", "asked"}:
        return
    who = seen.owner if seen.readable else "somebody"
    raise Refused(
        f"{seen.number}: {who} has it by now, and works by what it says. You may: {TYPE}comment {seen.ticket.id} <text>"
    )


async def _put(act: Act, ticket: Ticket, wanted: Edit) -> Ticket:
    changed = await changes.put_texts(
        act.tx,
        ticket.id,
        title=ticket.title if wanted.title is None else wanted.title,
        description=ticket.description if wanted.description is None else wanted.description,
        priority=ticket.priority if wanted.priority is None else wanted.priority,
        now=act.now,
    )
    assert changed is not None, "it was read in this transaction"
    return changed
