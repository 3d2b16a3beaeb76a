"""Opening a ticket once: a line that is said again, because its answer was lost, is no second ticket."""

from datetime import timedelta

from msgspec import Struct

from chatbot.desk import accounts, checks, entering, tickets, urgency
from chatbot.desk.accounts import Account
from chatbot.desk.act import Act
from chatbot.desk.entering import New
from chatbot.desk.tickets import Opened
from chatbot.desk.views import TicketView, need_ticket, view
from store import reporters
from store.records import Event, Role

AGAIN = timedelta(seconds=60)
"""The same words within that time are taken for the same line."""


class Already(Struct, frozen=True):
    """It is open since then, by the very same words."""

    seen: TicketView


async def open_once(act: Act, wanted: New) -> Opened | Already:
    """Open it, unless the same person has just opened the same. A system's keys say better what is the same."""
    wanted = await urgency.bounded(act, await entering.settled(act, wanted))
    return await _opened_already(act, wanted) or await tickets.open_ticket(act, wanted)


async def _opened_already(act: Act, wanted: New) -> Already | None:
    openings = await _openings(act, _texts(wanted))
    if not openings:
        return None
    role = await checks.need_role_for(act, wanted.role)
    account = await accounts.named(act, wanted.client, wanted.project)
    found = next((event.ticket_id for event in openings if _is_meant(event, wanted, role, account)), None)
    return Already(await view(act, await need_ticket(act, found))) if found else None


async def _openings(act: Act, texts: dict[str, str]) -> list[Event]:
    """Of theirs, in these very words, as they were said: what was edited or pasted since makes it no other line."""
    since, who = act.now - AGAIN, act.principal
    if act.member is not None:
        return await reporters.list_openings(act.tx, act.member.id, since=since, texts=texts)
    if not who.mask:
        return []
    return await reporters.list_openings_of_mask(act.tx, network=who.network, mask=who.mask, since=since, texts=texts)


def _is_meant(event: Event, wanted: New, role: Role, account: Account) -> bool:
    """By what was said beside the words, wherever it was moved since."""
    options = (event.role_id, event.data["type"], event.data["priority"], event.data["private"])
    meant = (role.id, wanted.type, wanted.priority, wanted.private)
    whose = Account(event.data.get("client"), event.data.get("project"))
    return (options, whose) == (meant, account)


def _texts(wanted: New) -> dict[str, str]:
    said = {"title": wanted.title, "description": wanted.description}
    return {name: text for name, text in said.items() if text}
