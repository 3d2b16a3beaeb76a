"""The few tickets among which all that meet a condition are, by an index: a query looks at these alone."""

from collections.abc import Mapping, Sequence
from typing import LiteralString

from store import many
from store.database import Transaction
from store.finding import OPS, Condition, Fact, Wanted

FEW = 3_000

SOURCES: Mapping[str, LiteralString] = {
    "open": "select ticket.id as number from ticket where ticket.closed_at is null",
    "held": "select ticket.id as number from ticket where ticket.closed_at is null",
    "state": """select ticket.id as number from ticket_state cross join ticket
        on ticket.type = ticket_state.type and ticket.state = ticket_state.code where ticket_state.name = $""",
    "type": "select ticket.id as number from ticket where ticket.type = $",
    "owner": "select ticket.id as number from ticket where ticket.owner_id = $",
    "reporter": "select ticket.id as number from ticket where ticket.reporter_id = $",
    "role": "select ticket.id as number from ticket where ticket.role_id = $",
    "opened": "select ticket.id as number from ticket where ticket.opened_at § $",
    "ended": "select ticket.id as number from ticket where ticket.closed_at § $",
    "private": "select ticket.id as number from ticket where ticket.private = 1",
    "client": "select ticket_client.ticket_id as number from ticket_client where ticket_client.client_id = $",
    "project": "select ticket_client.ticket_id as number from ticket_client where ticket_client.project_id = $",
    "timed": "select worked.ticket_id as number from worked",
    "watched": "select watcher.ticket_id as number from watcher",
    "watcher": "select watcher.ticket_id as number from watcher where watcher.member_id = $",
}
"""For facts (store/finding.py) that an index knows: at least the tickets of which they are true. Each is read no
further than it takes to see that they are many."""


async def few(tx: Transaction, wanted: Wanted) -> list[int] | None:
    """The newest first; None where no condition is met by so few."""
    smallest: set[int] | None = None
    for condition in wanted.conditions:
        found = None if condition.negated else await _all_of(tx, condition)
        if found is not None and (smallest is None or len(found) < len(smallest)):
            smallest = found
    return None if smallest is None else sorted(smallest, reverse=True)


async def _all_of(tx: Transaction, condition: Condition) -> set[int] | None:
    """Those that meet any of its alternatives, None if they are many."""
    together = set[int]()
    for facts in condition.alternatives:
        found = await _smallest(tx, facts)
        if found is None or len(together := together | found) > FEW:
            return None
    return together


async def _smallest(tx: Transaction, facts: Sequence[Fact]) -> set[int] | None:
    found = [await _numbers(tx, fact) for fact in facts if fact.name in SOURCES and not fact.negated]
    return min([each for each in found if each is not None], key=len, default=None)


async def _numbers(tx: Transaction, fact: Fact) -> set[int] | None:
    text = many.numbers_of(SOURCES[fact.name].replace("§", OPS[fact.op]).replace("$", ":value") + " limit :limit")
    values = {"value": fact.value} if ":value" in text else {}
    found = set(many.read(await tx.value(text, limit=FEW + 1, **values)))
    return found if len(found) <= FEW else None


async def newest_archived(tx: Transaction, limit: int) -> list[int]:
    """Those that were archived last."""
    text = many.numbers_of(
        """select ticket.id as number from ticket where archived_at is not null and archived_at > ''
           order by archived_at desc limit :limit"""
    )
    return many.read(await tx.value(text, limit=limit))
