"""What systemd is told: that it is ready, that it lives, that it ends."""

import os
import shutil
import signal
import subprocess
from pathlib import Path

import pytest

from chatbot.services.systemd import Systemd, of
from tests.cli.terminal import Terminal
from tests.systemd import listening
from tests.waiting import until


async def test_dibs_says_that_it_is_ready_that_it_lives_and_that_it_ends(tmp_path: Path) -> None:
    with listening(str(tmp_path / "notify")) as heard:
        async with Terminal(tmp_path).on_a_live_screen(
            "run", "--no-chat", NOTIFY_SOCKET=str(tmp_path / "notify"), WATCHDOG_USEC="400000"
        ) as screen:
            await until("ready", lambda: "READY=1" in heard, within=20)
            await until("alive, twice", lambda: heard.count("WATCHDOG=1") >= 2, within=20)
            await until("up", lambda: "STATUS=embedded up" in heard, within=20)
            os.kill(screen.pid, signal.SIGTERM)
            await screen.ended()
        assert heard[-1] == "STOPPING=1"


async def test_a_socket_without_a_name_is_known_by_its_at() -> None:
    with listening("\0dibs-test-notify") as heard:
        Systemd("@dibs-test-notify").tell("READY=1", "STATUS=x")
        await until("heard", lambda: heard == ["READY=1", "STATUS=x"])


def test_where_nobody_listens_nothing_happens(tmp_path: Path) -> None:
    Systemd().tell("READY=1")
    Systemd(str(tmp_path / "nobody")).tell("READY=1")


@pytest.mark.parametrize(
    ("environment", "meant"),
    [
        ({}, Systemd()),
        ({"NOTIFY_SOCKET": "/run/x"}, Systemd("/run/x")),
        ({"NOTIFY_SOCKET": "/run/x", "WATCHDOG_USEC": "60000000"}, Systemd("/run/x", 60.0)),
        ({"NOTIFY_SOCKET": "/run/x", "WATCHDOG_USEC": "60000000", "WATCHDOG_PID": "1"}, Systemd("/run/x")),
        ({"NOTIFY_SOCKET": "/run/x", "WATCHDOG_USEC": "soon"}, Systemd("/run/x")),
    ],
)
def test_what_it_wants_is_read(environment: dict[str, str], meant: Systemd) -> None:
    assert of(environment) == meant


UNIT = Path(__file__).parents[2] / "docs" / "deploy" / "dibs.service"


def test_the_unit_asks_for_what_dibs_does() -> None:
    assert "Type=notify" in UNIT.read_text()
    assert "WatchdogSec=" in UNIT.read_text()


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="needs systemd-analyze, of the package systemd")
def test_systemd_understands_the_unit_and_finds_it_well_locked(tmp_path: Path) -> None:
    """Of 10 points of exposure at most 2: "OK", as systemd-analyze has it."""
    unit = tmp_path / "dibs.service"
    unit.write_text(UNIT.read_text().replace("/usr/local/bin/dibs", "/bin/true"))
    checked = subprocess.run(["systemd-analyze", "verify", unit], capture_output=True, text=True, check=False)
    assert [line for line in checked.stderr.splitlines() if "dibs.service" in line] == []
    locked = subprocess.run(
        ["systemd-analyze", "security", "--offline=true", "--threshold=20", unit],
        capture_output=True,
        text=True,
        check=False,
    )
    assert locked.returncode == 0, locked.stdout[-400:]
