"""`dibs run` that is told to read its configuration again, and says when it has."""

import asyncio
import signal
import socket
from collections.abc import AsyncGenerator, Generator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.scenarios.running import Running, dibs_run
from tests.waiting import until


@dataclass(slots=True)
class Reloading:
    """`told` is what systemd hears, line by line."""

    run: Running
    file: Path
    told: list[str]

    async def by_signal(self, text: str) -> str:
        """Write the configuration, and send SIGHUP; what its status is afterwards."""
        self.file.write_text(text)
        before = self.told.count("READY=1")
        self.run.process.send_signal(signal.SIGHUP)
        await until("read again", lambda: self.told.count("READY=1") > before)
        return self.told[self.told.index("READY=1", _nth(self.told, before)) + 1]


def _nth(told: list[str], count: int) -> int:
    """Where the line behind that many READY=1 is."""
    places = [place for place, line in enumerate(told) if line == "READY=1"]
    return places[count - 1] + 1 if count else 0


@contextmanager
def listening(path: str) -> Generator[list[str]]:
    """All lines that come in there, as systemd would get them."""
    heard: list[str] = []
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as door:
        door.bind(path)
        door.setblocking(False)
        loop = asyncio.get_running_loop()
        loop.add_reader(door, lambda: heard.extend(door.recv(4096).decode().splitlines()))
        try:
            yield heard
        finally:
            loop.remove_reader(door)


@asynccontextmanager
async def reloading(folder: Path, text: str, **more: str) -> AsyncGenerator[Reloading]:
    """Running by that configuration; ended by SIGTERM."""
    file = folder / "dibs.toml"
    file.write_text(text)
    with listening(str(folder / "notify")) as told:
        async with dibs_run(folder, NOTIFY_SOCKET=str(folder / "notify"), **more) as run:
            yield Reloading(run, file, told)
            await run.end(signal.SIGTERM)
