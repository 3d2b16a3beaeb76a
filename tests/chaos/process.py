"""`dibs run` as people start it: a program of its own, with a file of settings, that can be killed."""

import asyncio
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Self

from tests.servers.fixtures import Listening

TOP = Path(__file__).parents[2]

_CONFIG = """\
[desk]
database = "{folder}/dibs.db"
[networks.test]
host = "{host}"
tls = false
port = {port}
channels = ["#desk"]
pacing = "fast"
[[role]]
name = "ops"
channel = "#desk"
open = true
{role}
"""


class DibsProcess:
    """One desk on one server. `async with` ends it by SIGKILL; `start` starts it, again if it was killed."""

    def __init__(
        self, folder: Path, server: Listening, *, log_level: str = "info", program: Sequence[str] = (), role: str = ""
    ) -> None:
        """`program`: another way to start it than `dibs`, with what comes before its own words. `role`: more settings
        of the one it has."""
        self.folder = folder
        self._program = program
        self.database = folder / "dibs.db"
        self.config = folder / "dibs.toml"
        self.memory = folder / "memory"
        text = _CONFIG.format(folder=folder, host=server.host, port=server.port, role=role)
        self.config.write_text(f'{text}[log]\nlevel = "{log_level}"\n')
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int:
        assert self._process is not None, "dibs was never started"
        return self._process.pid

    @property
    def running(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def start(self) -> None:
        assert not self.running, "dibs is running already"
        with (self.folder / "output").open("ab") as output:
            self._process = subprocess.Popen(
                [*(self._program or dibs()), "run", "--config", str(self.config)],
                stdin=subprocess.DEVNULL, stdout=output, stderr=output, cwd=self.folder,
                env={**plain_environment(), "MEMORY": str(self.memory)},
            )  # fmt: skip

    def kill(self) -> None:
        """SIGKILL; returns when it is gone."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()

    async def ended(self) -> int:
        """The exit code of an end that was asked for by SIGTERM."""
        assert self._process is not None, "dibs was never started"
        self._process.terminate()
        return await asyncio.to_thread(self._process.wait, 60)

    def moves_to(self, disk: Path) -> None:
        """Its database alone lies there from now on: the settings, and what it prints, aren't what is broken."""
        text, before = self.config.read_text(), str(self.database)
        self.database = disk / "dibs.db"
        self.config.write_text(text.replace(before, str(self.database)))

    def output(self) -> str:
        return (self.folder / "output").read_text(errors="replace")

    async def say(self, command: str, *more: str) -> tuple[int, str]:
        """`dibs say` beside it: the exit code, and what it printed."""
        return await finished(*dibs("say", command, "--config", str(self.config), *more))

    async def __aenter__(self) -> Self:
        self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        self.kill()


_UNPACED = """
import runpy
from chatbot.desk import storms
from chatbot.services import pace
pace.MOST = storms.MOST = 1_000_000
runpy.run_module("chatbot", run_name="__main__", alter_sys=True)
"""


def dibs(*words: str) -> list[str]:
    """Without the pace of a channel: what is lost shows best where each ticket is a line of its own."""
    return [sys.executable, "-c", _UNPACED, *words]


def plain_environment() -> dict[str, str]:
    """Importable from anywhere, and nothing set for dibs."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("DIBS_")}
    return {**kept, "PYTHONPATH": str(TOP)}


async def finished(*command: str) -> tuple[int, str]:
    """Exit code and all output of a program that ends by itself within a minute."""
    child = await asyncio.create_subprocess_exec(
        *command, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT, env=plain_environment()
    )
    try:
        async with asyncio.timeout(60):
            said, _ = await child.communicate()
    except BaseException:
        child.kill()
        await child.wait()
        raise
    return child.returncode or 0, said.decode(errors="replace")
