"""Rows of the outbox over one connection: sent, and each with what became of it."""

import asyncio
from collections.abc import Sequence

from chatbot.irc.barrier import Row
from chatbot.irc.connection import Connection
from chatbot.wire import Outcome, Outgoing

MOST_DOUBTED = 1000
"""Rows that became outdated meanwhile never come again."""


class Deliveries:
    """Rows that an unclear refusal may have meant are sent alone the next time, so that it is clear then."""

    def __init__(self) -> None:
        self._doubted: dict[int, None] = {}

    async def deliver(self, connection: Connection, lines: Sequence[Outgoing]) -> list[Outcome]:
        futures = [asyncio.get_running_loop().create_future() for _ in lines]
        rows = [self._send(connection, line, future) for line, future in zip(lines, futures, strict=True)]
        try:
            outcomes: list[Outcome] = await asyncio.gather(*futures)
        finally:
            for row in rows:
                _abandon(row)
        self._remember_doubts(outcomes, connection)
        return outcomes

    def _send(self, connection: Connection, line: Outgoing, future: "asyncio.Future[Outcome]") -> Row | None:
        def settle(outcome: Outcome) -> None:
            if not future.done():
                future.set_result(outcome)

        return connection.send(line, settle, alone=line.row in self._doubted)

    def _remember_doubts(self, outcomes: list[Outcome], connection: Connection) -> None:
        for outcome in outcomes:
            self._doubted.pop(outcome.row, None)
            if connection.up and outcome.verdict == "unknown":
                self._doubted[outcome.row] = None
        for row in list(self._doubted)[:-MOST_DOUBTED]:
            del self._doubted[row]


def _abandon(row: Row | None) -> None:
    """What is still queued of it needn't be said: nobody waits for the answer."""
    if row:
        row.finish(broken=True)
