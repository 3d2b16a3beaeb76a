"""The IRC server that dibs brings along to be tried out on: miniircd, a child process, on 127.0.0.1 alone.

This file is the child's program too. It is run by its path, not as a module, so that the child finds miniircd where
dibs does, whatever folder it was started from, and loads nothing else of ours.
"""

import asyncio
import contextlib
import importlib
import logging
import os
import pwd
import socket
import sys
import threading
from asyncio.subprocess import PIPE, STDOUT, Process
from collections import deque
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import NoReturn, Self

PROGRAM = str(Path(__file__).absolute())
HOST = "127.0.0.1"
STARTS_WITHIN = 15.0
ENDS_WITHIN = 2.0
UNPRIVILEGED = "nobody"

log = logging.getLogger("dibs.irc.embedded")


class EmbeddedFailed(Exception):
    """The server can't be started; says why, and what to do."""


class EmbeddedServer:
    """One miniircd. It can be started again after it died: the supervisor decides when."""

    def __init__(self, ports: Sequence[int]) -> None:
        self.ports = tuple(ports)
        self.port: int | None = None
        self._process: Process | None = None
        self._reader: asyncio.Task[None] | None = None
        self._said: deque[str] = deque(maxlen=5)

    @property
    def pid(self) -> int | None:
        """None unless the server runs."""
        return self._process.pid if self._process and self._process.returncode is None else None

    async def start(self) -> int:
        """Listen on the first of the ports that is free, and say which; raises `EmbeddedFailed`."""
        await self.stop()
        for port in self.ports:
            if await self._listen(port):
                self.port = port
                return port
        raise EmbeddedFailed(
            f"No free port for the embedded server: {', '.join(map(str, self.ports))} are all taken on {HOST}. "
            "Is dibs running already? Stop what holds one of them, or name your own server under [networks.NAME]."
        )

    async def wait(self) -> int:
        """Until the server has ended; its exit code (negative: the signal that ended it)."""
        if not self._process:
            raise RuntimeError("The embedded server was not started.")
        return await self._process.wait()

    async def stop(self) -> None:
        process, self._process, self.port = self._process, None, None
        if process and process.returncode is None:
            await _end(process)
        if self._reader:
            await self._reader
            self._reader = None

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        await self.stop()

    async def _listen(self, port: int) -> bool:
        """False if somebody was faster at that port."""
        process = self._process = await _launch(port)
        listening = asyncio.Event()
        self._reader = asyncio.create_task(self._read(process, listening))
        try:
            await self._first(listening)
        except asyncio.CancelledError:
            await self.stop()
            raise
        if listening.is_set() and process.returncode is None:
            return True
        said = "; ".join(self._said)
        await self.stop()
        if "Could not bind" in said:
            return False
        raise EmbeddedFailed(f"The embedded server didn't start: {said or 'it said nothing'}.")

    async def _first(self, listening: asyncio.Event) -> None:
        assert self._reader
        waiting = asyncio.create_task(listening.wait())
        try:
            await asyncio.wait({waiting, self._reader}, timeout=STARTS_WITHIN, return_when=asyncio.FIRST_COMPLETED)
        finally:
            waiting.cancel()

    async def _read(self, process: Process, listening: asyncio.Event) -> None:
        """What the server says goes to the log: a full pipe would stop it."""
        assert process.stdout
        while True:
            with contextlib.suppress(ValueError):  # a line over 64 KB: somebody's text, dropped by the reader
                line = await process.stdout.readline()
                if not line:
                    break
                self._said.append(line.decode(errors="backslashreplace").strip()[:300])
                log.debug("miniircd: %s", self._said[-1])
                if line.startswith(b"Listening on port"):
                    listening.set()
        await process.wait()


async def _launch(port: int) -> Process:
    """Without our secrets in its environment, and in a session of its own: Ctrl-C is for dibs, which says goodbye."""
    return await asyncio.create_subprocess_exec(
        *(sys.executable, "-P", PROGRAM, str(port)),
        stdin=PIPE,
        stdout=PIPE,
        stderr=STDOUT,
        cwd="/",
        env={name: value for name, value in os.environ.items() if not name.upper().startswith("DIBS_")},
        start_new_session=True,
    )


async def _end(process: Process) -> None:
    with contextlib.suppress(ProcessLookupError):
        process.terminate()
    try:
        async with asyncio.timeout(ENDS_WITHIN):
            await process.wait()
    except TimeoutError:
        process.kill()
        await process.wait()


def serve(port: str) -> None:
    """The child. All that it will need is loaded first: what root can read, nobody perhaps can't."""
    importlib.import_module("encodings.idna")  # Python loads it late, when an address is looked up
    miniircd = importlib.import_module("miniircd")
    socket.getfqdn = _own_name
    _drop_root()
    threading.Thread(target=_end_with_the_parent, daemon=True).start()
    sys.argv = ["miniircd", "--listen", HOST, "--ports", port, "--verbose"]
    miniircd.main()


def _own_name(*_: str) -> str:
    """Where there is no network, asking a resolver for it may take longer than starting may."""
    return "localhost"


def _drop_root() -> None:
    """In a container one may be in root's group without being root: no harm, but miniircd would refuse."""
    if os.geteuid() == 0:
        try:
            user = pwd.getpwnam(UNPRIVILEGED)
            os.setgroups([])
            os.setgid(user.pw_gid)
            os.setuid(user.pw_uid)
        except (KeyError, OSError):
            sys.exit(f"root can't become {UNPRIVILEGED} here. Run dibs as a user without rights")
    os.getgid = os.getuid


def _end_with_the_parent() -> NoReturn:
    """Standard input is a pipe that the parent alone holds and never writes to: it ends when the parent does.

    Even by kill -9, on any system, and whichever of its threads started us; Linux's PR_SET_PDEATHSIG is lost at
    setuid, and is sent when that thread ends.
    """
    with contextlib.suppress(OSError):
        while os.read(0, 1):
            pass
    os._exit(0)


if __name__ == "__main__":
    serve(sys.argv[1])
