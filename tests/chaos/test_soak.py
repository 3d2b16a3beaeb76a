"""A day in a busy channel, in minutes: thousands come and go, the link is lost time and again; and very many commands.
Dibs does not grow."""

import math
import os
import signal
import sys
import time
from pathlib import Path

import pytest

from tests.bench.figures import Figure, Limit, keep
from tests.chaos.crowd import Busy, BusyHost, Crowd, Host
from tests.chaos.process import DibsProcess
from tests.chaos.scale import scaled, thrown
from tests.irc.scripted import scripted
from tests.waiting import until

LINES, RECONNECTIONS = scaled(10_000, 200_000), scaled(5, 20)
WARM = RECONNECTIONS // 5
"""Of the connections."""
BLOCK = 100
MOST_GROWTH = 1.10
HURRIED = (sys.executable, "-m", "tests.chaos.hurried")


PATIENT = 'lifetime = "8h"\nevery = "4h"'
"""On the hurried clock reminders of every five minutes come due faster than they can be said: ever more of them wait,
those looked at for the lines under way alone grow to 10 MiB, and no hour is like another."""
COMMANDS, MEASURES, WARMED = scaled(5_000, 200_000), 10, scaled(4, 2)
"""`WARMED`: the measure after which it is warm. In the first 2,500 it still meets verbs for the first time."""
MOST_BY_COMMANDS = 1.05


async def used_by(process: DibsProcess) -> int:
    """KiB, once it has tidied up."""
    process.memory.unlink(missing_ok=True)
    os.kill(process.pid, signal.SIGUSR1)
    await until("memory measured", process.memory.exists)
    return int(process.memory.read_text())


@pytest.mark.slow
@pytest.mark.timeout(1800)
async def test_a_day_of_lines_and_lost_links_leaves_dibs_no_bigger_than_when_it_was_warm(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    blocks, used, crowd = math.ceil(LINES / BLOCK / (RECONNECTIONS + 1)), list[int](), Crowd(thrown())
    async with scripted() as server, DibsProcess(tmp_path, server, log_level="warning", program=HURRIED) as process:
        host, began = Host(server, crowd), time.monotonic()
        for connection in range(RECONNECTIONS + 1):
            peer = await host.admits()
            if connection == 0:
                await host.recruits(peer)
            for _ in range(blocks):
                await host.plays(peer, BLOCK)
            used.append(await used_by(process))
            peer.breaks()
        pace = crowd.said / (time.monotonic() - began)
        assert "ERROR" not in process.output()
    with capsys.disabled():
        print(f" {crowd.said} lines, {pace:.0f}/s, {crowd.newest} tickets; KiB: {used} ")  # noqa: T201 - a figure
    assert crowd.said >= LINES
    assert crowd.newest >= LINES // 500
    assert used[-1] <= used[WARM] * MOST_GROWTH


async def commanded(folder: Path, commands: int) -> list[int]:
    """KiB, once dibs was warm, and then after each of `MEASURES` parts of so many commands on one connection."""
    crowd, used = Busy(thrown()), list[int]()
    async with (
        scripted() as server,
        DibsProcess(folder, server, log_level="warning", program=HURRIED, role=PATIENT) as process,
    ):
        host = BusyHost(server, crowd)
        peer = await host.admits()
        await host.recruits(peer)
        for _ in range(MEASURES):
            for _ in range(commands // MEASURES // BLOCK):
                await host.plays(peer, BLOCK)
            used.append(await used_by(process))
        assert "ERROR" not in process.output()
    assert crowd.said >= commands
    assert crowd.newest >= commands // 500, "they did something"
    return used


@pytest.mark.slow
@pytest.mark.timeout(3600)
async def test_hundreds_of_thousands_of_commands_leave_dibs_no_bigger_than_when_it_was_warm(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    used = [each / 1024 for each in await commanded(tmp_path, COMMANDS)]
    after = {f"after {COMMANDS * nth // MEASURES:,}": [size] for nth, size in enumerate(used, start=1)}
    warm, half, end = list(after)[WARMED], list(after)[MEASURES // 2 - 1], list(after)[-1]
    peers = {name: after[name] for name in (warm, half)}
    limit = Limit(MOST_BY_COMMANDS, warm)
    figure = Figure("memory", f"{end} commands (make soak)", "MiB", after[end], peers, limit)
    with capsys.disabled():
        keep(figure)
    assert figure.held
