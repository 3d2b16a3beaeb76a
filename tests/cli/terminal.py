"""A folder, and `dibs` typed in it."""

import asyncio
import codecs
import fcntl
import os
import pty
import re
import struct
import sys
import termios
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncGenerator, Awaitable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from tests.waiting import until

T = TypeVar("T")

DIBS = (sys.executable, "-m", "chatbot")
ENDS_WITHIN = 30.0
_ESCAPES = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07]*\x07|[@-Z\\-_=>])")
"""ECMA-48: control sequences, and titles of windows."""


@dataclass(frozen=True, slots=True)
class Told:
    """What it printed, and its exit code."""

    code: int
    out: str
    err: str


class Screen:
    """A program in a terminal of its own; `raw` is all that it wrote there, escape sequences and all."""

    def __init__(self, process: Process, ours: int) -> None:
        self.raw = ""
        self._process, self._ours = process, ours
        self._decoder = codecs.getincrementaldecoder("utf-8")(errors="replace")
        self._loop = asyncio.get_running_loop()
        self._over = asyncio.Event()
        self._loop.add_reader(ours, self._read)

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def text(self) -> str:
        """Without what moves the cursor and colours."""
        return _ESCAPES.sub("", self.raw)

    def types(self, keys: str) -> None:
        os.write(self._ours, keys.encode())

    async def shows(self, words: str) -> None:
        try:
            await until(f"{words!r} on the screen", lambda: words in self.text, ENDS_WITHIN)
        except AssertionError as missing:
            raise AssertionError(f"{missing}. It shows:\n{self.text}") from None

    async def ended(self) -> int:
        await asyncio.wait_for(self._over.wait(), ENDS_WITHIN)
        return await asyncio.wait_for(self._process.wait(), ENDS_WITHIN)

    async def hangs_up(self) -> None:
        """As when the window is closed."""
        self._loop.remove_reader(self._ours)
        os.close(self._ours)
        self._over.set()

    async def close(self) -> None:
        if self._process.returncode is None:
            self._process.kill()
        await self._over.wait()
        await self._process.wait()
        with suppress(OSError):  # it may have hung up
            os.close(self._ours)

    def _read(self) -> None:
        """Until the other end is closed; Linux says so with an error."""
        part = b""
        with suppress(OSError):
            part = os.read(self._ours, 65536)
        self.raw += self._decoder.decode(part).replace("\r\n", "\n")
        if not part:
            self._loop.remove_reader(self._ours)
            self._over.set()


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

    async def python(self, program: str, *words: str) -> Told:
        """The same of a program that was typed."""
        return await self.program(sys.executable, "-c", program, *words)

    async def program(self, *words: str, **environment: str) -> Told:
        """Another one than dibs."""
        process = await asyncio.create_subprocess_exec(
            *words, cwd=self.folder, env=_environment(environment), stdout=PIPE, stderr=PIPE
        )
        out, err = await _ended(process, process.communicate())
        assert process.returncode is not None, "it has ended"
        return Told(process.returncode, out.decode(), err.decode())

    async def on_a_screen(self, *words: str, columns: int = 80) -> str:
        """What a terminal of that many columns gets, escape sequences and all."""
        async with self.on_a_live_screen(*words, columns=columns) as screen:
            await screen.ended()
        return screen.raw

    @asynccontextmanager
    async def on_a_live_screen(
        self, *words: str, columns: int = 80, leads: bool = False, **environment: str
    ) -> AsyncGenerator[Screen]:
        """A terminal of that many columns, on which one can type. What still runs at the end is killed.

        `leads`: it is the program's own, which hears from the system when it is closed.
        """
        ours, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
        process = await asyncio.create_subprocess_exec(
            *(("setsid", "--ctty") if leads else ()),
            *DIBS,
            *words,
            cwd=self.folder,
            env=_environment({"TERM": "xterm-256color", **environment}),
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
        )
        os.close(theirs)
        screen = Screen(process, ours)
        try:
            yield screen
        finally:
            await screen.close()

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
