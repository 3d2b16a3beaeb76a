"""`dibs run` as a person starts it in a folder of their own: a real process with the server that it brings along."""

import asyncio
import os
import re
import signal
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.client import IrcClient

TOP = Path(__file__).parents[2]
STARTS_WITHIN = 30.0


@dataclass(slots=True)
class Running:
    """`lines` are the five that it prints at its start; `heard` is all else that it prints."""

    process: Process
    lines: list[str]
    heard: list[str] = field(default_factory=list[str])
    _clients: list[IrcClient] = field(default_factory=list[IrcClient])

    @property
    def port(self) -> int:
        return int(re.findall(r"127\.0\.0\.1:(\d+)", self.lines[1])[0])

    async def client(self, nick: str) -> IrcClient:
        """In #desk, together with dibs."""
        client = await IrcClient.connect("127.0.0.1", self.port, nick)
        self._clients.append(client)
        await client.join("#desk")
        await client.expect(r"^:dibs!\S+ JOIN | 353 .*\bdibs\b")
        return client

    async def leave(self) -> None:
        await asyncio.gather(*(client.drop() for client in self._clients))

    async def end(self, by: signal.Signals) -> float:
        """Its exit code must be 0. How many seconds it took."""
        began = asyncio.get_running_loop().time()
        self.process.send_signal(by)
        out, _ = await asyncio.wait_for(self.process.communicate(), STARTS_WITHIN)
        self.heard += out.decode().splitlines()
        assert self.process.returncode == 0, self.heard
        return asyncio.get_running_loop().time() - began


@asynccontextmanager
async def dibs_run(folder: Path, **more: str) -> AsyncGenerator[Running]:
    """`more`: of its environment."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "chatbot", "run",
        cwd=folder, env={**environment(), **more}, stdin=PIPE, stdout=PIPE,
    )  # fmt: skip
    assert process.stdout is not None, "asked for"
    running = Running(process, [])
    try:
        lines = [await asyncio.wait_for(process.stdout.readline(), STARTS_WITHIN) for _ in range(5)]
        running.lines += [line.decode().rstrip("\n") for line in lines]
        yield running
    finally:
        await running.leave()
        if process.returncode is None:
            process.kill()
            await process.wait()


def environment() -> dict[str, str]:
    """Importable from anywhere, and nothing set for dibs but that it logs little."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("DIBS_") or "TEST" in name}
    return {**kept, "PYTHONPATH": str(TOP), "DIBS_LOG__LEVEL": "error"}


async def dibs(folder: Path, *words: str) -> str:
    """Another `dibs` command in that folder, which must succeed: what it prints."""
    return await _program(folder, "-m", "chatbot", *words)


async def python(folder: Path, program: str, *words: str) -> str:
    """The same of a program that uses it."""
    return await _program(folder, "-c", program, *words)


async def _program(folder: Path, *words: str) -> str:
    process = await asyncio.create_subprocess_exec(sys.executable, *words, cwd=folder, env=environment(), stdout=PIPE)
    out, _ = await process.communicate()
    assert process.returncode == 0, out
    return out.decode()
