"""Imports that aren't done: what may not change before they are, and what nobody was promised."""

from chatbot.desk.act import Act
from chatbot.desk.refused import Refused
from store import arrivals, incoming

DROPPED_AT_ONCE = 1000
"""Parts in one transaction."""


async def need_none(act: Act, what: str) -> None:
    """People and roles that it names stay who they are until it is whole; it takes seconds."""
    if await arrivals.get_under_way(act.tx) is not None:
        raise Refused(f"Not now: an import is being finished, and may name them. Wait a minute, then {what}.")


async def drop_staged(act: Act) -> None:
    """Nobody is promised it, and it may hold what somebody wrote who is to be forgotten."""
    while (left := await arrivals.get_staged(act.tx)) is not None:
        await incoming.drop(act.tx, left.id, limit=DROPPED_AT_ONCE)
