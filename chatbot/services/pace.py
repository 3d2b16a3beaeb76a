"""How many lines a channel reads unasked: what is more than that in a short while is said together, a little later."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from msgspec.structs import replace

from chatbot.services import holds
from chatbot.services.doubles import without_doubles, without_said
from chatbot.services.holds import Checked
from store import crowds
from store.database import Transaction
from store.records import Notice

MOST = 4
"""Lines of one role in one channel within `IN` (VOICE, noise 5)."""
MOST_URGENT = 8
"""With those that can't wait."""
IN = timedelta(minutes=5)
AT_ONCE = 1000
"""Rows that one line may stand for."""


async def gather(tx: Transaction, network: str, now: datetime, limit: int) -> tuple[list[Notice], list[int]]:
    """What is due, and the numbers of all that goes into a line with it."""
    due = await holds.list_due(tx, network, now, limit)
    return due, await _their_crowd(tx, network, now, due)


async def check(tx: Transaction, network: str, now: datetime, due: Sequence[Notice]) -> list[Checked]:
    return await without_said(tx, await holds.check(tx, network, now, due), now)


async def let(tx: Transaction, network: str, now: datetime, limit: int, checked: Sequence[Checked]) -> list[Checked]:
    """What of it is said now, or ends; `until`: what has to wait, since its channel read enough."""
    rows = without_doubles(checked)
    found = [one for one in rows if not _is_counted(one)]
    for (address, role_id), counted in (await _by_role(tx, rows)).items():
        said = await crowds.list_lines_said(tx, network, address, role_id, since=now - IN)
        found += _let(counted, said, now)
    return _at_most(limit, sorted(found, key=lambda one: (not one.notice.urgent, one.notice.id)))


def _at_most(limit: int, found: Sequence[Checked]) -> list[Checked]:
    """No more lines than the wire takes at once; what is left stays due."""
    to_say = [one for one in found if one.outdated is None and one.until is None]
    let = {one.notice.id for line in _lines(to_say)[:limit] for one in line}
    return [one for one in found if one.outdated is not None or one.until is not None or one.notice.id in let]


def _is_counted(one: Checked) -> bool:
    return one.notice.target == "channel" and one.outdated is None


async def _their_crowd(tx: Transaction, network: str, now: datetime, due: Sequence[Notice]) -> list[int]:
    """All of a channel, and all that joins a line of somebody: how much that is decides how it is said."""
    found = dict[int, None]()  # in the order in which they are found
    for one in _one_of_each(due):
        if one.target == "channel":
            more = await crowds.due_aloud(tx, network, one.address, now, limit=AT_ONCE)
        else:
            more = await crowds.due_with(tx, one, now, limit=AT_ONCE)
        found |= dict.fromkeys(more)
    seen = {one.id for one in due}
    return [number for number in found if number not in seen]


def _one_of_each(due: Iterable[Notice]) -> Iterable[Notice]:
    """One of each channel, and of each line of somebody that others may join: what goes with it is looked for once."""
    return {
        (one.target, one.address, one.member_id, "" if one.target == "channel" else one.joined): one
        for one in due
        if one.target == "channel" or one.joined
    }.values()


async def _by_role(tx: Transaction, rows: Iterable[Checked]) -> dict[tuple[str, int | None], list[Checked]]:
    found: dict[tuple[str, int | None], list[Checked]] = {}
    for one in filter(_is_counted, rows):
        found.setdefault((one.notice.address, await crowds.role_of(tx, one.notice)), []).append(one)
    return found


def _let(rows: Sequence[Checked], said: Sequence[Notice], now: datetime) -> list[Checked]:
    """Said now: all of it one by one, or what is alike together, or of that what is needed most."""
    always = [one for one in rows if _may_always(one.notice, len(said))]
    others = [one for one in rows if not _may_always(one.notice, len(said))]
    left = max(0, MOST - len(said) - len(_lines(always)))
    if len(_lines(others)) > left:
        others = [_crowded(one) for one in others]
    lines, until = sorted(_lines(others), key=_by_need), _free_again(said, now)
    later = [replace(one, until=until) for line in lines[left:] for one in line]
    return [*always, *(one for line in lines[:left] for one in line), *later]


def _crowded(one: Checked) -> Checked:
    return replace(one, notice=replace(one.notice, joined=one.notice.joined or one.notice.crowd))


def _may_always(one: Notice, said: int) -> bool:
    """The word about a storm, which is what there is instead of many lines; and what can't wait, to a bound."""
    return one.storm_id is not None or (one.urgent and said < MOST_URGENT)


def _free_again(said: Sequence[Notice], now: datetime) -> datetime:
    """When the first of the lines that count now is forgotten."""
    counted = said[-MOST:]
    first = counted[0].ended_at if counted else None
    return (first or now) + IN


def _by_need(line: Sequence[Checked]) -> tuple[bool, int]:
    """Offers come first."""
    return line[0].notice.holds != "offer", line[0].notice.id


def _lines(rows: Sequence[Checked]) -> list[list[Checked]]:
    """Those of one word and target are one line, where the first of them stood; so is what was held back."""
    found: dict[object, list[Checked]] = {}
    for one in rows:
        row = one.notice
        to = (row.target, row.address, row.member_id)
        joined = (to, row.joined, row.storm_id) if row.joined else row.id
        found.setdefault((to, "back") if one.back else joined, []).append(one)
    return list(found.values())
