"""What a ticket is linked to elsewhere: addresses on the web, and numbers in trackers that are configured.

They are what people wrote, so they stand where such texts do, beside the events: whatever erases those erases these.
"""

import re
from collections.abc import Mapping, Sequence
from urllib.parse import urlsplit

from msgspec import Struct

from chatbot.desk.act import Act
from chatbot.desk.refused import Refused
from chatbot.desk.standing import in_force
from chatbot.desk.suggest import no_such
from chatbot.desk.views import TicketView, need_right
from chatbot.desk.wording import TYPE
from store import journal
from store.records import Event

NUMBER = "{number}"
"""Stands in a tracker's address for the number."""

_ITEM = re.compile(r"([A-Za-z][A-Za-z0-9_]{0,19})-([0-9]{1,9})", re.ASCII)
_PLAIN = re.compile(r"[!#-;=?-_a-~]+")
"""ASCII, without quotes and angle brackets: others have them as %22."""


class Weblink(Struct, frozen=True):
    """`shown`: as people read it, `JIRA-45 https://jira.example.org/browse/JIRA-45`, or the address alone."""

    seen: TicketView
    shown: str


def names_elsewhere(text: str) -> bool:
    """Whether it is one word that isn't a ticket of ours."""
    return "://" in text or _ITEM.fullmatch(text) is not None


def problem_of(address: str) -> str:
    """What is wrong with an address, in a few words; empty if it is one of the web."""
    if not _PLAIN.fullmatch(address):
        return "has other signs than an address has: copy it from where the browser shows it"
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return "isn't an address, such as https://example.org/7"
    if parts.scheme.lower() not in ("http", "https"):
        return "isn't of the web: it begins with http:// or https://"
    if not host:
        return "names no server, such as https://example.org/7"
    if parts.username is not None:
        return "has a name or a password in it, before the @: leave that out"
    return ""


async def link(act: Act, number: int, said: str) -> Weblink:
    seen = await need_right(act, "link", number)
    kept = need_weblink(act, said)
    events = await journal.list_of_ticket(act.tx, number)
    there = weblinks(events)
    if kept in there.values():
        raise Refused(f"#{number} is linked to that already. Not so? {TYPE}unlink {number} {kept}")
    most = act.settings.bounds.weblinks
    if len(there) >= most:
        raise Refused(
            f"#{number} has {most} links to elsewhere, and that is the most. What it has: {TYPE}show {number}"
        )
    await act.journal("weblink_added", ticket_id=number, role_id=seen.role.id, texts={"link": kept})
    return Weblink(seen, shown(kept, act.settings.trackers))


async def unlink(act: Act, number: int, said: str) -> Weblink:
    seen = await need_right(act, "unlink", number)
    wanted = _as_kept(said)
    there = weblinks(await journal.list_of_ticket(act.tx, number))
    found = next((event_id for event_id, kept in there.items() if kept == wanted), None)
    if found is None:
        raise Refused(f"#{number} isn't linked to that. What it has: {TYPE}show {number}")
    await act.journal("weblink_removed", ticket_id=number, role_id=seen.role.id, of=found)
    return Weblink(seen, shown(wanted, act.settings.trackers))


def need_weblink(act: Act, said: str) -> str:
    """As it is kept: `JIRA-45`, or an address."""
    most = act.settings.bounds.weblink
    if len(said) > most:
        raise Refused(f"An address has at most {most} characters, this one {len(said)}. Shorten it, or comment it.")
    item = _ITEM.fullmatch(said)
    if item is None:
        if problem := problem_of(said):
            raise Refused(f"That {problem}.")
        return said
    trackers = act.settings.trackers
    if item[1].upper() not in trackers:
        raise Refused(
            no_such("tracker", item[1].upper(), trackers)
            + " Who runs dibs names them in [trackers]. An address can be linked as it is."
        )
    return _as_kept(said)


def _as_kept(said: str) -> str:
    item = _ITEM.fullmatch(said)
    return f"{item[1].upper()}-{int(item[2])}" if item else said


def weblinks(events: Sequence[Event]) -> Mapping[int, str]:
    """Those of a ticket, told by its events: what is kept, by the event that says so. What was erased is none."""
    found: dict[int, str] = {}
    for event in in_force(events):
        if event.kind == "weblink_added" and names_elsewhere(event.texts.get("link", "")):
            found[event.id] = event.texts["link"]
        elif event.kind == "weblink_removed":
            found.pop(int(event.data["of"]), None)
    return found


def shown(kept: str, trackers: Mapping[str, str]) -> str:
    """Of a tracker that isn't configured any more the number is left."""
    item = _ITEM.fullmatch(kept)
    if item is None or item[1] not in trackers:
        return kept
    return f"{kept} {trackers[item[1]].replace(NUMBER, item[2])}"
