"""`dibs demo`: it leaves nothing behind, however it ends. What it prints is held by the README's test."""

import os
import signal
from pathlib import Path

import pytest

from tests.cli.terminal import Terminal
from tests.cli.test_hanging_up import needs_setsid
from tests.waiting import until

linux = pytest.mark.skipif(not Path("/proc/self").exists(), reason="looks into /proc, which only Linux has")


async def test_it_leaves_no_file_and_asks_for_none(terminal: Terminal) -> None:
    terminal.write("dibs.toml", "[desk]\nnick = 'helper'\n")
    told = await terminal.dibs("demo", TMPDIR=str(terminal.folder), DIBS_DESK__PREFIX="?")
    assert (told.code, told.err) == (0, "")
    assert "\x1b" not in told.out
    assert [path.name for path in terminal.folder.iterdir()] == ["dibs.toml"]


UNHEARD = """
from chatbot.__main__ import main
from chatbot.cli import touring
from chatbot.tour import play
from chatbot.tour.story import Act, private

play.SAID_WITHIN = 0.5
touring.STORY = (Act("a try", (private("bob", "role list", "bob p< There is no role"),)),)
main()
"""


async def test_where_dibs_does_not_say_what_is_awaited_it_exits_with_1_and_says_so(terminal: Terminal) -> None:
    told = await terminal.python(UNHEARD, "demo")
    assert told.code == 1
    assert "dibs didn't say:" in told.err
    assert "bob p< There is no role ..." in told.err
    assert "All of it was real" not in told.out


async def test_it_shows_a_storm_of_a_system_that_reports_by_keys(terminal: Terminal) -> None:
    """VOICE: `#21-#38: 18 more from nagios in 60s. I go quiet. Take all: dibs 20-38`, and `Storm over, 7m: 43 ...`"""
    told = await terminal.dibs("demo")
    storm = told.out.partition("8/8 ")[2]
    for words in ("> new key=db1 db1 down", "I go quiet. Take all: dibs 3-8", "x2: db1 down", "< Storm over, "):
        assert words in storm


def children_of(pid: int) -> list[str]:
    return Path(f"/proc/{pid}/task/{pid}/children").read_text().split()


@linux
@pytest.mark.parametrize("kind", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
async def test_ended_early_it_leaves_no_file_and_no_server(terminal: Terminal, kind: signal.Signals) -> None:
    """On a screen, where it takes its time: so it isn't over yet."""
    async with terminal.on_a_live_screen("demo", TMPDIR=str(terminal.folder)) as screen:
        await screen.shows("1/8")
        children = children_of(screen.pid)
        os.kill(screen.pid, kind)
        assert await screen.ended() == 130
    assert list(terminal.folder.iterdir()) == []
    assert len(children) == 1
    await until("the server gone", lambda: not Path(f"/proc/{children[0]}").exists())


@needs_setsid
async def test_where_its_terminal_is_closed_it_leaves_no_file(terminal: Terminal) -> None:
    async with terminal.on_a_live_screen("demo", leads=True, TMPDIR=str(terminal.folder)) as screen:
        await screen.shows("1/8")
        await screen.hangs_up()
        await screen.ended()
    assert list(terminal.folder.iterdir()) == []


async def test_on_a_screen_it_is_coloured_unless_that_is_not_wanted(terminal: Terminal) -> None:
    async with (
        terminal.on_a_live_screen("demo", TMPDIR=str(terminal.folder)) as coloured,
        terminal.on_a_live_screen("demo", TMPDIR=str(terminal.folder), NO_COLOR="1") as plain,
    ):
        await coloured.shows("ops")
        await plain.shows("ops")
    assert "\x1b[33mbob" in coloured.raw
    assert "\x1b[33m" not in plain.raw
