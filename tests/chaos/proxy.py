"""Stands between dibs and a server: hears all that dibs says, and decides when it may connect."""

import asyncio
from collections.abc import AsyncGenerator, Coroutine
from contextlib import asynccontextmanager, suppress

from tests.servers.fixtures import Listening


class Proxy:
    """`said` is all that dibs sent, byte for byte, one entry a connection. `admits`: whether it may connect now.

    `cuts` counts the connections that ended because `cut_after` had said so. `deaf`: both ends are held, and nothing
    that either says reaches the other, as when a cable is pulled. `delay`: seconds that each piece takes, both ways.
    """

    def __init__(self, server: Listening) -> None:
        self.host, self.port = "127.0.0.1", 0
        self.cuts = 0
        self.deaf = False
        self.delay = 0.0
        self.admits = asyncio.Event()
        self.admits.set()
        self.said: list[bytearray] = []
        self._server = server
        self._writers: set[asyncio.StreamWriter] = set()
        self._left: int | None = None

    @property
    def lines(self) -> list[bytes]:
        """As a server reads them: cut at LF alone, so that a CR or NUL inside one shows. Its own CR is taken off."""
        return [line.removesuffix(b"\r") for part in self.said for line in bytes(part).split(b"\n")[:-1]]

    async def connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._writers.add(writer)
        heard = bytearray()
        self.said.append(heard)
        with suppress(OSError):
            await self.admits.wait()
            far_reader, far_writer = await asyncio.open_connection(self._server.host, self._server.port)
            self._writers.add(far_writer)
            await _until_either_ends(self._there(reader, far_writer, heard), self._back(far_reader, writer))
            far_writer.transport.abort()
        writer.transport.abort()

    async def _there(self, reader: asyncio.StreamReader, far: asyncio.StreamWriter, heard: bytearray) -> None:
        with suppress(OSError):
            while self._left != 0 and (data := await reader.read(65536)):
                heard += data
                await self._way()
                if not self.deaf:
                    far.write(self._allowed(data))
                    await far.drain()
        if self._left == 0:
            self._left, self.cuts = None, self.cuts + 1

    async def _way(self) -> None:
        if self.delay:
            await asyncio.sleep(self.delay)  # what is proved is what dibs does about it

    def _allowed(self, data: bytes) -> bytes:
        if self._left is None:
            return data
        passed = data[: self._left]
        self._left -= len(passed)
        return passed

    async def _back(self, far: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError):
            while data := await far.read(65536):
                await self._way()
                if not self.deaf:
                    writer.write(data)
                    await writer.drain()

    def cut_after(self, left: int) -> None:
        """Once: when so many more bytes of dibs have gone on to the server, be that in the middle of a line. What the
        server says to them never comes back."""
        self._left = left

    def cut(self) -> None:
        """Every connection, at once and without a word; who comes again is let in."""
        for writer in self._writers:
            writer.transport.abort()
        self._writers.clear()

    def close(self) -> None:
        self.cut()


async def _until_either_ends(*pumps: Coroutine[None, None, None]) -> None:
    tasks = [asyncio.ensure_future(pump) for pump in pumps]
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


@asynccontextmanager
async def proxied(server: Listening) -> AsyncGenerator[Proxy]:
    proxy = Proxy(server)
    listening = await asyncio.start_server(proxy.connected, proxy.host, 0)
    proxy.port = listening.sockets[0].getsockname()[1]
    try:
        yield proxy
    finally:
        listening.close()
        proxy.close()
        await listening.wait_closed()
