"""`dibs run` from its start until it sits in its channel, and what it takes while nothing happens: memory and wake-ups.

In the short form nothing fails by the clock: what is held is that it is there with few tickets and with many.
"""

import asyncio
import os
import sqlite3
import sys
import time
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, closing
from pathlib import Path

import pytest

from chatbot.app import open_desk
from chatbot.config import Config, Desk
from chatbot.desk import opening
from chatbot.desk.entering import New
from tests.bench.figures import Figure, Limit, keep
from tests.bench.test_announcing import TICKETS
from tests.bench.test_starting import IMPORTING, IMPORTS, NOTHING, PYTHON_ALONE, first_byte, needed
from tests.chaos.hurried import resident
from tests.chaos.process import DibsProcess
from tests.chaos.scale import FULL, scaled
from tests.chaos.test_soak import commanded
from tests.client import IrcClient
from tests.people import shell
from tests.servers.fixtures import Listening
from tests.servers.miniircd import Miniircd
from tests.servers.ngircd import Ngircd

MANY = scaled(1_000, 1_000_000)
TRIES, RESTS = scaled(2, 5), scaled(0, 60)
"""Starts of each; seconds of rest, of which the wake-ups are counted."""
SETTLES = scaled(0, 2)
EMPTY = "an empty desk"
COMMANDS, WARM = scaled(1_000, 5_000), "after 1,500"
WAKES = Limit(60)
"""A minute, of all threads: the overseer writes down once in it how the services stand, and all of them look."""


async def made(folder: Path, tickets: int) -> Path:
    """A folder with a desk of so many tickets."""
    folder.mkdir()  # noqa: ASYNC240 - nobody waits for this loop yet
    desk = await open_desk(Config(desk=Desk(database=folder / "dibs.db")))
    await desk.change(shell(), opening.open_once, New("printer on fire", "", "ops"))
    await desk.database.close()
    with closing(sqlite3.connect(folder / "dibs.db")) as rows:
        rows.execute(TICKETS, {"count": tickets})
        rows.execute("update stay set todo = ''")
        rows.commit()
    os.sync()  # else a gigabyte is still on its way to the disk, and what is measured waits behind it
    return folder


@asynccontextmanager
async def joined(folder: Path, server: Listening, watcher: IrcClient) -> AsyncGenerator[tuple[DibsProcess, float]]:
    """`dibs run`, and in how many seconds it was in its channel."""
    process = DibsProcess(folder, server, program=(sys.executable, "-m", "chatbot"))
    began = time.perf_counter()
    async with process:
        await watcher.expect(r"^:dibs!\S+ JOIN", timeout=60)
        yield process, time.perf_counter() - began
    await watcher.expect(r"^:dibs!\S+ QUIT", timeout=60)


def wakings(pid: int) -> int:
    """How often a thread of it had waited and went on."""
    found = 0
    for thread in Path(f"/proc/{pid}/task").iterdir():
        lines = (thread / "status").read_text().splitlines()
        found += sum(int(line.split()[1]) for line in lines if line.startswith("voluntary_ctxt_switches"))
    return found


async def settled(process: DibsProcess) -> float:
    """MiB, some seconds later."""
    await asyncio.sleep(SETTLES)  # what is measured is what it takes when it is done with its start
    return resident(process.pid) / 1024


@pytest.mark.timeout(600)
async def test_it_starts_soon_and_stays_small_however_many_tickets_there_are(tmp_path: Path) -> None:
    desks = {"few": await made(tmp_path / "few", 1), "many": await made(tmp_path / "many", MANY)}
    took: dict[str, list[float]] = {"few": [], "many": []}
    sizes: dict[str, list[float]] = {"few": [], "many": []}
    async with Ngircd() as server, await IrcClient.connect(server.host, server.port, "watcher") as watcher:
        await watcher.join("#desk")
        for _ in range(TRIES):
            for name, folder in desks.items():
                async with joined(folder, server, watcher) as (process, seconds):
                    took[name].append(seconds)
                    sizes[name].append(await settled(process))
    more, same = {EMPTY: took["few"]}, {EMPTY: sizes["few"]}
    start = Figure("start", "dibs run with 1,000,000 tickets, to joined", "s", took["many"], more, Limit(1.2, EMPTY))
    idle = Figure("memory", "idle", "MiB", sizes["few"], {}, Limit(70))
    many = Figure("memory", "idle with 1,000,000 tickets", "MiB", sizes["many"], same, Limit(1.2, EMPTY))
    for figure in (start, idle, many):
        keep(figure)
    assert not FULL or all(figure.held for figure in (start, idle, many))


@pytest.mark.timeout(600)
@pytest.mark.parametrize("kind", [Ngircd, Miniircd])
async def test_it_is_soon_in_its_channel(tmp_path: Path, kind: type[Ngircd | Miniircd]) -> None:
    folder = await made(tmp_path / "desk", 1)
    imports = IMPORTS.format(await needed(tmp_path, {}, "run", "--help"))
    took: dict[str, list[float]] = {"dibs": [], IMPORTING: [], PYTHON_ALONE: []}
    async with kind() as server, await IrcClient.connect(server.host, server.port, "watcher") as watcher:
        await watcher.join("#desk")
        for _ in range(TRIES):
            async with joined(folder, server, watcher) as (_, seconds):
                took["dibs"].append(seconds)
            took[IMPORTING].append(await first_byte(tmp_path, {}, "-c", imports))
            took[PYTHON_ALONE].append(await first_byte(tmp_path, {}, "-c", NOTHING))
    figure = Figure("start", f"dibs run, to joined on {kind.name}", "s", took.pop("dibs"), took, Limit(0.5))
    keep(figure)
    assert not FULL or figure.held


@pytest.mark.timeout(600)
async def test_it_rests_while_nothing_happens(tmp_path: Path) -> None:
    folder = await made(tmp_path / "desk", 1)
    async with Ngircd() as server, await IrcClient.connect(server.host, server.port, "watcher") as watcher:
        await watcher.join("#desk")
        async with joined(folder, server, watcher) as (process, _):
            await settled(process)
            before = wakings(process.pid)
            await asyncio.sleep(RESTS)  # what is counted is what happens in that time
            found = wakings(process.pid) - before
    figure = Figure("idle", "wake-ups of all threads", "a minute", [found], {}, WAKES)
    keep(figure)
    assert not FULL or figure.held


@pytest.mark.timeout(600)
async def test_commands_leave_it_no_bigger(tmp_path: Path) -> None:
    """Five thousand; `make soak` has 200,000."""
    used = [each / 1024 for each in await commanded(tmp_path, COMMANDS)]
    warm = {WARM: used[1:3]}
    figure = Figure("memory", "after 5,000 commands", "MiB", used[-2:], warm, Limit(1.1, WARM))
    keep(figure)
    assert not FULL or figure.held
