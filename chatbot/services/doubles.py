"""The same is not said twice to the same people: not within five minutes, unless something happened in between."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from msgspec.structs import replace

from chatbot.services.holds import Checked
from store import crowds
from store.database import Transaction
from store.records import Notice

LATELY = timedelta(minutes=5)
SAID = "the same was said just now"


async def without_said(tx: Transaction, rows: Sequence[Checked], now: datetime) -> list[Checked]:
    """What says again what was said is outdated."""
    return [replace(one, outdated=SAID) if await _was_said(tx, one, now) else one for one in rows]


def without_doubles(rows: Sequence[Checked]) -> list[Checked]:
    """So is what another of these says."""
    seen, found = set[object](), list[Checked]()
    for one in rows:
        key = _key(one.notice)
        found.append(replace(one, outdated=SAID) if key in seen and one.outdated is None else one)
        seen |= {key} if one.outdated is None else set()
    return found


def _key(notice: Notice) -> object:
    """Lines that join others may name the same ticket: there it is the line that says it once."""
    if notice.ticket_id is None or notice.joined:
        return notice.id
    to = (notice.target, notice.network, notice.address, notice.member_id)
    return (*to, notice.ticket_id, notice.prompt_id, notice.text)


async def _was_said(tx: Transaction, one: Checked, now: datetime) -> bool:
    if one.outdated is not None or one.notice.ticket_id is None:
        return False
    return await crowds.was_said(tx, one.notice, since=now - LATELY)
