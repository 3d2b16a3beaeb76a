"""A server that does what real ones don't do on demand: each test plays it line by line."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

WAIT = 10.0
"""Seconds for each awaited line."""


class Peer:
    """One accepted connection, from the server's side."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer
        self.heard: list[str] = []

    def says(self, *lines: str) -> None:
        for line in lines:
            self._writer.write(line.encode() + b"\r\n")

    async def line(self) -> str:
        async with asyncio.timeout(WAIT):
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

    async def welcomes(self, channel: str = "#desk") -> None:
        await self.awaits("USER")
        self.says(":s 421 * CAP :Unknown command", ":s 001 dibs :hello", ":s 422 dibs :no MOTD")
        await self.awaits(f"JOIN {channel}")
        self.says(f":dibs!dibs@host JOIN {channel}", f":s 353 dibs = {channel} :dibs", f":s 366 dibs {channel} :end")
        await self.awaits(f"WHO {channel}")
        self.says(f":s 315 dibs {channel} :end")

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


class Scripted:
    def __init__(self) -> None:
        self.host, self.port = "127.0.0.1", 0
        self._peers: asyncio.Queue[Peer] = asyncio.Queue()
        self._all: list[Peer] = []

    async def accepts(self) -> Peer:
        async with asyncio.timeout(WAIT):
            return await self._peers.get()

    def connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._all.append(Peer(reader, writer))
        self._peers.put_nowait(self._all[-1])

    def close(self) -> None:
        for peer in self._all:
            peer.breaks()


@asynccontextmanager
async def scripted() -> AsyncGenerator[Scripted]:
    script = Scripted()
    server = await asyncio.start_server(script.connected, script.host, 0)
    script.port = server.sockets[0].getsockname()[1]
    try:
        yield script
    finally:
        script.close()
        server.close()
        await server.wait_closed()
