"""`dibs run` that is told to read its configuration again, and says when it has."""

import signal
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.scenarios.running import Running, dibs_run
from tests.systemd import listening
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


@asynccontextmanager
async def reloading(folder: Path, text: str, **more: str) -> AsyncGenerator[Reloading]:
    """Running by that configuration; ended by SIGTERM."""
    file = folder / "dibs.toml"
    file.write_text(text)
    with listening(str(folder / "notify")) as told:
        async with dibs_run(folder, NOTIFY_SOCKET=str(folder / "notify"), **more) as run:
            yield Reloading(run, file, told)
            await run.end(signal.SIGTERM)
