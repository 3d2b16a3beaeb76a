"""Who was refused what for want of a right: written down for admins, never with a title or a text."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from msgspec import Struct

from chatbot.desk import checks, identity, people
from chatbot.desk.act import Act, Caller
from chatbot.desk.habits import own_zone
from chatbot.desk.people import Person
from chatbot.desk.refused import NoRight, Refused
from chatbot.desk.wording import TYPE, clean, fit
from chatbot.wire import Channel
from store import denials
from store.database import Transaction
from store.records import Denial

ALIKE = timedelta(hours=1)
"""What is alike within it is one row, and counted."""
DAY = timedelta(days=1)
MOST_A_DAY = 100
"""Rows of one person; what is more is one row without a verb, and counted."""
MOST = 10_000
"""Rows. Who has many addresses pushes the oldest out, and fills no disk."""
LONGEST_WHO = 200
SHOWN = 40

What = tuple[str, int | None, str]
"""Verb, ticket and which right."""
MANY: What = ("", None, "many")


class Denied(Struct, frozen=True):
    """The newest ones. `name`: of the member whom they are of, or empty."""

    name: str
    found: list[Denial]
    zone: ZoneInfo


async def note(tx: Transaction, caller: Caller, refused: NoRight, now: datetime) -> None:
    """A row, or one more of the same."""
    number = caller.number if refused.ticket_id is None else refused.ticket_id
    what: What = (caller.verb, number, refused.right)
    if await _again(tx, caller, what, now - ALIKE, now):
        return
    who = _who(caller)
    if await denials.count_of(tx, network=caller.principal.network, who=who, since=now - DAY) < MOST_A_DAY:
        await _add(tx, caller, what, now)
    elif not await _again(tx, caller, MANY, now - DAY, now):
        await _add(tx, caller, MANY, now)
    await denials.drop_beyond(tx, MOST)


def _who(caller: Caller) -> str:
    return fit(clean(caller.principal.key), LONGEST_WHO)


async def _again(tx: Transaction, caller: Caller, what: What, since: datetime, now: datetime) -> int:
    verb, ticket_id, kind = what
    return await denials.count_again(
        tx,
        network=caller.principal.network,
        who=_who(caller),
        verb=verb,
        ticket_id=ticket_id,
        kind=kind,
        now=now,
        since=since,
    )


async def _add(tx: Transaction, caller: Caller, what: What, now: datetime) -> None:
    principal = caller.principal
    member = await identity.find(tx, principal, now)
    verb, ticket_id, kind = what
    await denials.add(
        tx,
        network=principal.network,
        who=_who(caller),
        method=principal.method,
        member_id=member.id if member else None,
        verb=verb,
        ticket_id=ticket_id,
        kind=kind,
        now=now,
    )


async def audit(act: Act, person: Person | None) -> Denied:
    """For admins, and never aloud."""
    checks.need_admin(act, "see who was refused what")
    if isinstance(act.caller.audience, Channel):
        raise Refused(f"What was refused to whom isn't said aloud. In private: {TYPE}audit")
    zone = await own_zone(act)
    if person is None:
        return Denied("", await denials.list_newest(act.tx, limit=SHOWN), zone)
    member = await people.need_member(act, person)
    return Denied(member.name, await denials.list_of_member(act.tx, member.id, limit=SHOWN), zone)
