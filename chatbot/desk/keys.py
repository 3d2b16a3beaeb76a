"""What systems report, by keys of their own: opened once, counted when it is said again, closed when it is over."""

import re

from msgspec import Struct

from chatbot.desk import checks, tickets
from chatbot.desk.act import Act
from chatbot.desk.entering import New
from chatbot.desk.refused import Refused
from chatbot.desk.tickets import Opened
from chatbot.desk.views import TicketView, view
from chatbot.desk.wording import TYPE
from store import keys
from store.records import Ticket

RECOVERED = "recovered"
"""How a ticket ends whose system says that it is over."""

_KEY = re.compile(r"[A-Za-z0-9][!#-~]*", re.ASCII)


class Repeated(Struct, frozen=True):
    """It was open, and is counted."""

    seen: TicketView


async def report(act: Act, wanted: New, key: str) -> Opened | Repeated:
    """Open it, or count it where this reporter has it open. Whoever has it, and however it rests, nobody is told."""
    found = await _open_under(act, key)
    if found is None:
        return await tickets.open_ticket(act, wanted, key=key)
    if wanted.private and not found.private:
        raise Refused(f"#{found.id} has that key and isn't private. What is to be private needs another key.")
    checks.need_title(act, wanted.title)
    checks.need_text(act, wanted.description, "The description")
    counted = await keys.count_again(act.tx, found.id, was=found.times, now=act.now)
    assert counted is not None, "SQLite has one writer; another engine would run this body again"
    await act.journal(
        "ticket_repeated",
        ticket_id=counted.id,
        role_id=counted.role_id,
        texts={
            "text": _new(wanted.title, found.title),
            "description": _new(wanted.description, found.description),
        },
        times=counted.times,
    )
    return Repeated(await view(act, counted))


def _new(said: str, known: str) -> str:
    """What is said otherwise this time."""
    return said if said != known else ""


async def recover(act: Act, key: str, words: str) -> TicketView:
    """The system says that it is over: closed, whoever has it."""
    checks.need_text(act, words, "The closing comment")
    found = await _open_under(act, key)
    if found is None:
        raise Refused(f"Nothing of yours is open under the key {key}. Nothing changed.")
    return await tickets.end(act, found, RECOVERED, words)


async def _open_under(act: Act, key: str) -> Ticket | None:
    member = checks.need_member(act, "use key=")
    most = act.settings.bounds.key
    if len(key) > most:
        raise Refused(f"key= has at most {most} characters, this one {len(key)}.")
    if not _KEY.fullmatch(key):
        raise Refused(
            f"key= is letters, digits and signs without a space, and begins with a letter or digit:"
            f" {TYPE}new key=db1/disk <what is wrong>"
        )
    return await keys.get_open(act.tx, member.id, key)
