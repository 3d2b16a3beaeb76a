"""The bots as processes of their own, each on a server of its own, and the clients that ask them."""

import asyncio
import json
import subprocess
import sys
from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from tests.bench.load.driver import BOT, Answered, Ask
from tests.chaos.process import plain_environment
from tests.client import IrcClient, talk
from tests.servers.ngircd import Ngircd

OURS = "dibs"
PEERS = ("echo", "sqlite3", "library")
PASSWORD = "correct-horse"

_CONFIG = """\
[desk]
database = "{folder}/dibs.db"
[networks.office]
host = "127.0.0.1"
tls = false
port = {port}
channels = ["#desk"]
pacing = "fast"
logins = "passwords"
[[role]]
name = "ops"
channel = "#desk"
network = "office"
open = true
[log]
level = "warning"
"""


@dataclass(slots=True)
class Bot:
    """One that is in #desk and answers. For dibs each client is a member, by a password; bob, who is there, holds the
    role."""

    name: str
    port: int
    folder: Path
    process: subprocess.Popen[bytes]
    runs: int = 0
    asked: int = 0

    async def answers(self, clients: int, seconds: float, rate: float = 0.0) -> Answered:
        """Clients who weren't there before ask; each in its own words."""
        self.runs += 1
        ask = Ask(self.port, clients, seconds, rate, nicks=f"c{self.runs}x")
        if self.name == OURS:
            ask = replace(ask, first=(f"register {PASSWORD}",))
        found = await _asked(ask)
        self.asked += found.asked
        return found


async def _asked(ask: Ask) -> Answered:
    driver = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.bench.load.driver", json.dumps(asdict(ask)),
        stdout=asyncio.subprocess.PIPE, env=plain_environment(),
    )  # fmt: skip
    assert driver.stdout is not None, "asked for"
    said = await driver.stdout.read()
    assert await driver.wait() == 0, "the clients said above what went wrong"
    return Answered(**json.loads(said))


def _command(name: str, port: int, folder: Path, start: Sequence[str]) -> list[str]:
    if name != OURS:
        return [sys.executable, "-m", "tests.bench.load.bots", name, str(port), str(folder / "bot.db")]
    config = folder / "dibs.toml"
    config.write_text(_CONFIG.format(folder=folder, port=port))
    return [*(start or (sys.executable, "-m", "tests.bench.load.unbounded")), "run", "--config", str(config)]


def _started(name: str, port: int, folder: Path, start: Sequence[str]) -> subprocess.Popen[bytes]:
    folder.mkdir(parents=True)
    command = _command(name, port, folder, start)
    with (folder / "output").open("wb") as output:
        return subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=output, stderr=output, cwd=folder, env=plain_environment()
        )


@asynccontextmanager
async def bot(name: str, folder: Path, start: Sequence[str] = ()) -> AsyncGenerator[Bot]:
    """`start`: another way to start dibs."""
    async with Ngircd() as server:
        bob = await IrcClient.connect(server.host, server.port, "bob")
        await bob.join("#desk")
        process = _started(name, server.port, folder, start)
        try:
            await bob.expect(lambda line: line.command == "JOIN" and line.nick == BOT, timeout=30)
            for command in (f"register {PASSWORD}", "role join ops") if name == OURS else ():
                await talk(bob, BOT, command, ".")
            yield Bot(name, server.port, folder, process)
        finally:
            process.terminate()
            process.wait()
            await bob.quit()


@asynccontextmanager
async def bots(names: Sequence[str], folder: Path) -> AsyncGenerator[Mapping[str, Bot]]:
    async with AsyncExitStack() as stack:
        yield {name: await stack.enter_async_context(bot(name, folder / name)) for name in names}
