"""The library's transport, cut down to bytes: its parser never sees a user's line, and it sends nothing by itself.

Each attempt to connect has a new `Pipe`, since a late end of an old connection would mark a reused one dead.
"""

import asyncio
import logging
import socket
import ssl
from collections import deque
from collections.abc import AsyncIterator

from irc.client_aio import AioConnection, AioReactor, IrcProtocol
from irc.connection import AioFactory

from chatbot.irc import tls
from chatbot.irc.outgoing import WireLine
from chatbot.irc.reaching import reach
from chatbot.irc.settings import LinkSettings

QUICKACK: int | None = getattr(socket, "TCP_QUICKACK", None)
"""Linux has it."""
MOST_CHUNKS = 8
"""Unread chunks (up to 256 KiB each) before the socket is left alone until they are read."""


def hush_library() -> None:
    """At DEBUG the library prints what it sends and gets, passwords too. Any level that is asked for stays in force."""
    for name in ("irc.client", "irc.client_aio", "irc.connection"):
        logging.getLogger(name).addFilter(_is_no_debugging)


def _is_no_debugging(record: logging.LogRecord) -> bool:
    return record.levelno > logging.DEBUG


class _Protocol(IrcProtocol):
    """The library's own forgets why a connection was lost."""

    connection: "Pipe"

    def connection_lost(self, exc: Exception | None) -> None:
        if isinstance(exc, ssl.SSLError):
            self.connection.why = tls.explain(exc)
        super().connection_lost(exc)


class Pipe(AioConnection):
    """`why` it was lost, once it is."""

    protocol_class = _Protocol

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        super().__init__(AioReactor(loop=loop))
        self.transport = None
        self._inbox: deque[bytes] = deque()
        self._moved = asyncio.Event()
        self._unsent: list[WireLine] = []
        self._lost = False
        self.why = "the connection was lost"

    async def open(self, settings: LinkSettings) -> None:
        """Raises OSError if there is nobody, Mistrusted if it is somebody else; nothing was said to them."""
        secured = tls.context(settings.tls) if settings.secure else None
        reached = await reach(settings.host, settings.port, settings.bind)
        try:
            self.transport, _ = await self._factory(reached, secured, settings.host).connect(self._protocol(), ())
        except (ssl.SSLError, ConnectionResetError) as error:
            raise tls.Mistrusted(tls.explain(error)) from error
        finally:
            if self.transport is None:
                reached.close()
        reached.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # a line isn't held up by the one before it
        if secured is not None and self.transport is not None:
            tls.check_pin(self.transport, settings.tls)

    def _protocol(self) -> asyncio.BaseProtocol:
        return self.protocol_class(self, self.reactor.loop)

    def _factory(self, reached: socket.socket, secured: ssl.SSLContext | None, host: str) -> AioFactory:
        if secured is None:
            return AioFactory(sock=reached)
        return AioFactory(sock=reached, ssl=secured, server_hostname=host)

    def process_data(self, new_data: bytes) -> None:
        """Called by the library's protocol, which an exception here would kill."""
        self._inbox.append(new_data)
        self._acknowledge()
        if len(self._inbox) >= MOST_CHUNKS and self.transport:
            self.transport.pause_reading()
        self._moved.set()

    def _acknowledge(self) -> None:
        """Now: else a server that has more to say waits some 40 ms for it (Nagle, RFC 9293, 3.7.4, beside tcp(7)'s
        delayed acknowledgments; the kernel forgets the wish after a while)."""
        if self.transport and QUICKACK is not None:
            self.transport.get_extra_info("socket").setsockopt(socket.IPPROTO_TCP, QUICKACK, 1)

    def disconnect(self, message: str = "") -> None:  # noqa: ARG002 (the library's signature)
        """Called by the library when the connection ended."""
        self._lost = True
        self._moved.set()

    async def chunks(self) -> AsyncIterator[bytes]:
        """Until the connection ends."""
        while self._inbox or not self._lost:
            if self._inbox:
                yield self._next()
            else:
                self._moved.clear()
                await self._moved.wait()

    async def ended(self) -> None:
        while not self._lost:
            self._moved.clear()
            await self._moved.wait()

    def _next(self) -> bytes:
        chunk = self._inbox.popleft()
        if len(self._inbox) < MOST_CHUNKS and self.transport:
            self.transport.resume_reading()
        return chunk

    def write(self, line: WireLine) -> None:
        """Together with all that is written before the loop turns: to say each line by itself costs more than to make
        it."""
        if not self._unsent:
            self.reactor.loop.call_soon(self._send)
        self._unsent.append(line)

    def _send(self) -> None:
        """Lost without a word when the connection has ended: the barrier will tell."""
        lines, self._unsent = self._unsent, []
        if self.transport and not self.transport.is_closing():
            self.transport.write(b"".join(lines))

    def close(self) -> None:
        """Now; what is still in the buffer of a dead peer would keep the socket for ever."""
        self._send()
        self._lost = True
        self._moved.set()
        if self.transport:
            self.transport.abort()
