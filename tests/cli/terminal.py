"""A folder, and `dibs` typed in it."""

import asyncio
import fcntl
import os
import pty
import struct
import sys
import termios
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncGenerator, Awaitable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")

DIBS = (sys.executable, "-m", "chatbot")
ENDS_WITHIN = 30.0


@dataclass(frozen=True, slots=True)
class Told:
    """What it printed, and its exit code."""

    code: int
    out: str
    err: str


@dataclass(frozen=True, slots=True)
class Terminal:
    folder: Path

    async def dibs(self, *words: str, **environment: str) -> Told:
        """Piped: nothing of it is a terminal."""
        process = await asyncio.create_subprocess_exec(
            *DIBS, *words, cwd=self.folder, env=_environment(environment), stdin=PIPE, stdout=PIPE, stderr=PIPE
        )
        out, err = await _ended(process, process.communicate())
        assert process.returncode is not None, "it has ended"
        return Told(process.returncode, out.decode(), err.decode())

    async def on_a_screen(self, *words: str, columns: int = 80) -> str:
        """What a terminal of that many columns gets, escape sequences and all."""
        ours, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
        environment = _environment({"TERM": "xterm-256color"})
        process = await asyncio.create_subprocess_exec(
            *DIBS, *words, cwd=self.folder, env=environment, stdin=theirs, stdout=theirs, stderr=theirs
        )
        os.close(theirs)
        shown = await _ended(process, asyncio.to_thread(_read_all, ours))
        await process.wait()
        return shown.decode().replace("\r\n", "\n")

    @asynccontextmanager
    async def running(self) -> AsyncGenerator[str]:
        """`dibs run`, told to be quiet about itself; gives the five lines that it prints first."""
        process = await asyncio.create_subprocess_exec(
            *DIBS, "run", cwd=self.folder, env=_environment({"DIBS_LOG__LEVEL": "error"}), stdin=PIPE, stdout=PIPE
        )
        assert process.stdout is not None, "asked for"
        try:
            lines = [await asyncio.wait_for(process.stdout.readline(), ENDS_WITHIN) for _ in range(5)]
            yield b"".join(lines).decode()
        finally:
            process.terminate()
            await _ended(process, process.wait())

    def write(self, name: str, text: str) -> str:
        (self.folder / name).write_text(text)
        return name


async def _ended(process: Process, what: Awaitable[T]) -> T:
    """What is waited for, in time; a process that goes on for ever is left behind by no test."""
    try:
        return await asyncio.wait_for(what, ENDS_WITHIN)
    except TimeoutError:
        process.kill()
        await process.wait()
        raise


def _environment(more: dict[str, str]) -> dict[str, str]:
    """Without what the terminal of whoever runs the tests says about itself, and without settings of theirs."""
    foreign = ("DIBS_", "COLUMNS", "TERM", "NO_COLOR", "FORCE_COLOR", "CLICOLOR")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(foreign)}
    return {**kept, "PYTHONPATH": str(Path(__file__).parents[2]), **more}


def _read_all(terminal: int) -> bytes:
    """Until the other end is closed; Linux says so with an error."""
    parts: list[bytes] = []
    try:
        while part := os.read(terminal, 65536):
            parts.append(part)
    except OSError:
        pass
    os.close(terminal)
    return b"".join(parts)
