"""Leaving a network politely, in a time that is known."""

import asyncio
import contextlib

from chatbot.irc.connection import Connection

DRAIN_PART = 0.6
"""Of the time that leaving may take: for what is still queued, before the QUIT."""


async def part(connection: Connection, reason: str, seconds: float) -> None:
    """Say what is queued, then QUIT. After so many seconds in all it is closed, whatever happens."""
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(seconds * DRAIN_PART):
            await connection.session.writer.drained()
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(seconds * (1 - DRAIN_PART)):
            await connection.quit(reason)
    connection.close()
