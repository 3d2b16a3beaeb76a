"""A terminal that is closed ends `dibs run`; a SIGHUP by hand, with the terminal still there, does not."""

import asyncio
import os
import shutil
import signal
from pathlib import Path

import pytest

from chatbot.cli.signals import Hangups
from tests.cli.terminal import Terminal
from tests.services.test_systemd import listening
from tests.waiting import until

needs_setsid = pytest.mark.skipif(shutil.which("setsid") is None, reason="needs setsid, of the package util-linux")


@needs_setsid
@pytest.mark.parametrize("words", [("run", "--no-chat"), ("run",)])
async def test_a_terminal_that_is_closed_ends_it_cleanly(tmp_path: Path, words: tuple[str, ...]) -> None:
    """The kernel itself sends the signal: the program has the terminal for its own, as a shell would have given it."""
    async with Terminal(tmp_path).on_a_live_screen(*words, leads=True) as screen:
        await screen.shows("iam")
        await screen.hangs_up()
        assert await screen.ended() == 0


async def test_a_signal_by_hand_is_for_the_configuration_though_it_runs_on_a_terminal(tmp_path: Path) -> None:
    with listening(str(tmp_path / "notify")) as told:
        async with Terminal(tmp_path).on_a_live_screen(
            "run", "--no-chat", NOTIFY_SOCKET=str(tmp_path / "notify")
        ) as screen:
            await until("ready", lambda: "READY=1" in told, within=20)
            os.kill(screen.pid, signal.SIGHUP)
            await until("read again", lambda: "RELOADING=1" in told, within=20)
            await until("ready again", lambda: told.count("READY=1") == 2, within=20)
            os.kill(screen.pid, signal.SIGTERM)
            assert await screen.ended() == 0


async def test_a_signal_before_anybody_listens_is_heard_later() -> None:
    before = signal.getsignal(signal.SIGHUP)
    try:
        hangups, heard = Hangups(), list[str]()
        hangups.catch()
        os.kill(os.getpid(), signal.SIGHUP)
        hangups.listen(lambda: heard.append("reload"), lambda: heard.append("end"))
        assert heard == ["reload"]
        os.kill(os.getpid(), signal.SIGHUP)
        await until("heard again", lambda: heard == ["reload", "reload"])
    finally:
        asyncio.get_running_loop().remove_signal_handler(signal.SIGHUP)
        signal.signal(signal.SIGHUP, before)
