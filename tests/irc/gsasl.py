"""GNU SASL as the other side of SCRAM: it was written by others, in C, by the RFC."""

import asyncio
import base64
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from tests.servers.binaries import needs

WAIT = 10.0
"""Seconds for each answer."""


class ScramServer:
    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process

    async def answer(self, said: bytes) -> bytes | None:
        """What comes back; None where it has ended, because what was said is wrong."""
        assert self._process.stdin is not None
        self._process.stdin.write(base64.b64encode(said) + b"\n")
        line = await self.line()
        return base64.b64decode(line) if line else None

    async def line(self) -> bytes:
        assert self._process.stdout is not None
        async with asyncio.timeout(WAIT):
            return await self._process.stdout.readline()


@asynccontextmanager
async def scram_server(account: str, password: str, *, iterations: int = 4096) -> AsyncGenerator[ScramServer]:
    words = ("--server", "--quiet", "--mechanism", "SCRAM-SHA-256", "--authentication-id", account)
    process = await asyncio.create_subprocess_exec(
        needs("gsasl"),
        *words,
        *("--password", password, "--iteration-count", str(iterations)),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
    )
    try:
        server = ScramServer(process)
        assert await server.line() == b"SCRAM-SHA-256\n"
        await server.line()  # it has nothing to say first
        yield server
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()
