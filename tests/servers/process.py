"""A real server as a child process, in a temporary folder of its own, on 127.0.0.1."""

import asyncio
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Literal, Self

from tests.servers.ports import free_port
from tests.waiting import until

_LAUNCHER = Path(__file__).with_name("launch.py")


class ServerProcess:
    """`async with` starts it and waits until it is ready. It ends by SIGKILL only: that is what the tests are about."""

    name: str
    folder: Path
    kind: Literal["binary", "module"] = "binary"

    def __init__(self, port: int | None = None) -> None:
        self.host = "127.0.0.1"
        self.port = port or free_port()
        self._process: subprocess.Popen[bytes] | None = None

    def target(self) -> str:
        """The path of the binary, or the name of the Python module."""
        raise NotImplementedError

    def arguments(self) -> list[str]:
        raise NotImplementedError

    def environment(self) -> dict[str, str]:
        return dict(os.environ)

    def configure(self) -> None:
        """Write the configuration into `folder`."""

    async def ready(self) -> bool:
        """Whether it serves now. The server is running when this is asked."""
        return await accepts(self.host, self.port)

    @property
    def running(self) -> bool:
        return self._process is not None and self._process.poll() is None

    @property
    def pid(self) -> int:
        assert self._process is not None, f"{self.name} was never started"
        return self._process.pid

    def log_text(self) -> str:
        """All that it wrote in all its lives; what went to its terminal first."""
        files = [self.folder / "output", *sorted(self.folder.glob("*.log"))]
        return "\n".join(file.read_text(errors="replace") for file in files if file.exists())

    async def start(self) -> None:
        """Start it, again and on the same port if it was killed, and wait until it is ready."""
        assert not self.running, f"{self.name} is running already"
        self._spawn()
        await until(f"{self.name} on port {self.port} ready", self._ready_or_dead)
        assert self.running, f"{self.name} ended by itself:\n{self.log_text()[-2000:]}"

    def kill(self) -> None:
        """SIGKILL, and wait until it is gone. Nothing happens if it is."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()

    def signal(self, number: signal.Signals) -> None:
        os.kill(self.pid, number)

    async def __aenter__(self) -> Self:
        self.folder = Path(tempfile.mkdtemp(prefix=f"dibs-{self.name}-"))
        try:
            self._prepare()
            await self.start()
        except BaseException:
            self._clear()
            raise
        return self

    async def __aexit__(self, *_: object) -> None:
        self._clear()

    def _prepare(self) -> None:
        self.configure()
        if os.geteuid() == 0:  # the launcher drops root: see launch.py
            nobody = pwd.getpwnam("nobody")
            for path in (self.folder, *self.folder.iterdir()):
                os.chown(path, nobody.pw_uid, nobody.pw_gid)

    def _spawn(self) -> None:
        launcher = [sys.executable, "-I", str(_LAUNCHER), str(os.getpid()), self.kind, self.target()]
        with (self.folder / "output").open("ab") as output:
            self._process = subprocess.Popen(
                [*launcher, *self.arguments()],
                stdin=subprocess.DEVNULL, stdout=output, stderr=output, cwd=self.folder, env=self.environment(),
            )  # fmt: skip

    async def _ready_or_dead(self) -> bool:
        return not self.running or await self.ready()

    def _clear(self) -> None:
        self.kill()
        shutil.rmtree(self.folder, ignore_errors=True)


async def accepts(host: str, port: int) -> bool:
    try:
        _, writer = await asyncio.open_connection(host, port)
    except OSError:
        return False
    writer.close()
    with suppress(OSError):
        await writer.wait_closed()
    return True
