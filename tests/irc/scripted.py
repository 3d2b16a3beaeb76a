"""A server that does what real ones don't do on demand: each test plays it line by line."""

import asyncio
import socket
import ssl
import struct
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress

WAIT = 10.0
"""Seconds for each awaited line."""


class Peer:
    """One accepted connection, from the server's side."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.address: str = writer.get_extra_info("peername")[0]
        self._reader = reader
        self._writer = writer
        self.heard: list[str] = []

    def says(self, *lines: str) -> None:
        for line in lines:
            self._writer.write(line.encode() + b"\r\n")

    def sends(self, data: bytes) -> None:
        """As it is."""
        self._writer.write(data)

    async def drained(self) -> None:
        """Until little of what was sent is still on our side."""
        await self._writer.drain()

    def hangs_up(self) -> None:
        """Says nothing more, and listens on."""
        self._writer.write_eof()

    async def line(self, within: float = WAIT) -> str:
        async with asyncio.timeout(within):
            line = (await self._reader.readuntil(b"\n")).decode().rstrip("\r\n")
        self.heard.append(line)
        return line

    async def awaits(self, start: str) -> str:
        """The next line that begins so; those before it are in `heard`."""
        while not (line := await self.line()).startswith(start):
            pass
        return line

    async def pong(self) -> None:
        self.says(f":s PONG s :{(await self.awaits('PING')).removeprefix('PING ')}")

    async def welcomes(self, channel: str = "#desk", caps: str = "", *, asked: bool = False) -> None:
        """Without capabilities, or with those: unless they are `asked` for, none of them is to be."""
        await self.awaits("USER")
        self.says(f":s CAP * LS :{caps}" if caps else ":s 421 * CAP :Unknown command")
        if asked:
            self.says(f":s CAP * ACK :{(await self.awaits('CAP REQ')).removeprefix('CAP REQ ').removeprefix(':')}")
        if caps:
            await self.awaits("CAP END")
        self.says(":s 001 dibs :hello", ":s 422 dibs :no MOTD")
        await self.awaits(f"JOIN {channel}")
        self.says(f":dibs!dibs@host JOIN {channel}", f":s 353 dibs = {channel} :dibs", f":s 366 dibs {channel} :end")
        await self.awaits(f"WHO {channel}")
        self.says(f":s 315 dibs {channel} :end")

    async def rest(self) -> bytes:
        """All that the client still says, until it closes."""
        async with asyncio.timeout(WAIT):
            said = b""
            try:
                while chunk := await self._reader.read(4096):
                    said += chunk
            except (ConnectionError, ssl.SSLError):
                pass
        return said

    async def ended(self) -> bool:
        """Whether the client closes; what it still says is read away."""
        async with asyncio.timeout(WAIT):
            try:
                while await self._reader.read(4096):
                    pass
            except ConnectionError:
                pass
        return True

    def breaks(self) -> None:
        self._writer.transport.abort()

    async def gone(self) -> None:
        """Broken off, and nothing is left of it on our side."""
        self.breaks()
        with suppress(OSError):
            await asyncio.wait_for(self._writer.wait_closed(), WAIT)

    def resets(self) -> None:
        """With RST, not with FIN."""
        linger = struct.pack("ii", 1, 0)
        self._writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
        self.breaks()


class Scripted:
    def __init__(self, host: str, greeting: bytes = b"") -> None:
        self.host, self.port = host, 0
        self._greeting = greeting
        self._peers: asyncio.Queue[Peer] = asyncio.Queue()
        self._all: list[Peer] = []
        self._over = False

    @property
    def visits(self) -> int:
        """How many connections there were."""
        return len(self._all)

    async def accepts(self) -> Peer:
        async with asyncio.timeout(WAIT):
            return await self._peers.get()

    def connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Who was let in while the server closed meets nobody."""
        writer.write(self._greeting)
        self._all.append(Peer(reader, writer))
        self._peers.put_nowait(self._all[-1])
        if self._over:
            self._all[-1].breaks()

    async def close(self) -> None:
        """A transport that nobody closed would fail whichever test runs when it is found."""
        self._over, known = True, 0
        while known < len(self._all):
            known = len(self._all)
            await asyncio.gather(*(peer.gone() for peer in self._all))


@asynccontextmanager
async def scripted(
    secured: ssl.SSLContext | None = None, address: str = "127.0.0.1", *, greeting: bytes = b""
) -> AsyncGenerator[Scripted]:
    """It says that it is `127.0.0.1`, or `localhost` if it is secured: a certificate is made out to a name.

    `greeting` is what everybody gets who connects, before they say a word."""
    script = Scripted("localhost" if secured else address, greeting)
    server = await asyncio.start_server(script.connected, address, 0, ssl=secured)
    script.port = server.sockets[0].getsockname()[1]
    try:
        yield script
    finally:
        server.close()
        await script.close()
        await server.wait_closed()
