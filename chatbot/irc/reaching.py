"""From a name to a socket: over IPv6 or IPv4, whichever answers."""

import asyncio
import socket

from aiohappyeyeballs import start_connection

EYEBALLS = 0.25
"""Seconds that one address has before the next is tried beside it (RFC 8305, 5)."""


async def reach(host: str, port: int, bind: str | None) -> socket.socket:
    """Connected. Raises OSError if there is nobody, UnicodeError if the name can be none."""
    loop = asyncio.get_running_loop()
    there = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    here = await loop.getaddrinfo(bind, 0, type=socket.SOCK_STREAM) if bind else None
    return await start_connection(there, local_addr_infos=here, happy_eyeballs_delay=EYEBALLS)
