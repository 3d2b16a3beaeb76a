"""`dibs run` on a terminal: a prompt by which one person plays a team."""

import asyncio
import os
import re
import signal
import sys
import termios
import threading
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import pytest

from chatbot.app import command_table
from chatbot.cli.chat.completing import Known, offers
from chatbot.cli.chat.slash import SLASHES, hidden, is_secret
from tests.cli.terminal import Terminal
from tests.scenarios.screens import Screen
from tests.waiting import until

TOP = Path(__file__).parents[2]
KNOWN: Known = {
    "tickets": [("1", "printer on fire"), ("12", "vpn down")],
    "roles": [("ops", "role"), ("net", "role")],
    "people": [("alice", ""), ("bob", "")],
    "clients": [("acme", "client"), ("Blue Sky", "client")],
}


class Pane(Screen):
    """dibs in a terminal, and its process."""

    async def over(self) -> bool:
        return await self.ask("#{pane_dead}") == "1"

    async def ended(self) -> None:
        await until("dibs ended", self.over, within=20)


@asynccontextmanager
async def chatting(folder: Path, *options: str) -> AsyncGenerator[Pane]:
    """What still runs at the end is told to end."""
    pane = Pane(folder / "tmux")
    settings = (f"PYTHONPATH={TOP}", "PROMPT_TOOLKIT_NO_CPR=1", "USER=carla", "LOGNAME=carla")
    command = ("env", "-C", str(folder), "-u", "NO_COLOR", *settings, sys.executable, "-m", "chatbot", "run", *options)
    await pane.start(*command)
    await pane.stays()
    try:
        await pane.shows("channel  #desk")
        yield pane
    finally:
        if not await pane.over():
            os.kill(int(await pane.ask("#{pane_pid}")), signal.SIGTERM)
        await pane.ended()
        await pane.close()


class Keyboard:
    """Looks as fast as it can whose the keys of a terminal are."""

    def __init__(self, terminal: str) -> None:
        self._terminal = terminal
        self.over = threading.Event()
        self.given_back = 0

    def look(self) -> None:
        """Counts how often the terminal itself would have taken a Ctrl-C."""
        terminal = os.open(self._terminal, os.O_RDWR | os.O_NOCTTY)
        try:
            while not self.over.is_set():
                self.given_back += bool(termios.tcgetattr(terminal)[3] & termios.ISIG)
        finally:
            os.close(terminal)


async def says(screen: Screen, *lines: tuple[str, str]) -> None:
    """What is typed, and what the screen shows then."""
    for typed, shown in lines:
        await screen.types(typed)
        await screen.shows(shown)


async def test_one_person_plays_a_team_from_opening_to_closing(tmp_path: Path) -> None:
    async with chatting(tmp_path) as screen:
        await says(
            screen,
            ("", "You are carla, and an admin now."),
            ("/nick bob", "You are bob now."),
            ("role join ops", "bob       p< You are in ops."),
            ("/nick alice", "You are alice now. Who is played: carla, bob, alice"),
            ("!new printer on fire", "#desk< #1 opened. 1 asked; you hear within 30m."),
            ("/nick bob", "bob       p< #1 for ops: printer on fire (alice). dibs 1 takes it"),
            ("dibs", "bob       p< #1 is yours: printer on fire."),
            ("hello there", "bob       #desk> hello there"),
            ("close 1 fixed", "alice     p< #1 printer on fire: closed by bob (fixed)."),
        )


async def test_tab_completes_and_what_can_not_be_is_told(tmp_path: Path) -> None:
    async with chatting(tmp_path) as screen:
        await says(screen, ("!new printer on fire", "#1 new for ops: printer on fire"))
        await screen.presses("s", "h", "o", "Tab")
        await screen.shows("#desk> show")
        await screen.presses("Space", "Tab")
        await screen.shows("#desk> show 1")
        await screen.presses("Enter")
        await screen.shows("#1 printer on fire: new, free")
        await says(
            screen,
            ("/nikc bob", "No /nikc here. Did you mean /nick?"),
            ("/nick two words", "Who are you? /nick carol"),
            ("/nick #x", "The server takes no such nick"),
            ("/help", "/msg dibs mine"),
        )


async def test_the_desk_goes_on_without_the_prompt(tmp_path: Path) -> None:
    async with chatting(tmp_path) as screen:
        await says(screen, ("whoami", "You are carla"))
        await screen.presses("C-d")
        await screen.shows("Leave the desk running? [Y/n]")
        await says(screen, ("", "dibs goes on. Ctrl-C ends it."))
        assert not await screen.over()


async def test_or_it_ends_with_it(tmp_path: Path) -> None:
    async with chatting(tmp_path) as screen:
        await says(screen, ("whoami", "You are carla"))
        await screen.presses("C-d")
        await screen.shows("Leave the desk running? [Y/n]")
        await screen.types("n")
        await screen.ended()


async def test_the_keyboard_stays_the_prompts_while_lines_are_printed(tmp_path: Path) -> None:
    """Else a Ctrl-D pressed just then would be dropped by the terminal, and a Ctrl-C would end the desk."""
    async with chatting(tmp_path) as screen:
        await says(screen, ("", "You are carla, and an admin now."))
        watched = Keyboard(await screen.ask("#{pane_tty}"))
        looking = asyncio.create_task(asyncio.to_thread(watched.look))
        for number in range(10):
            await says(screen, (f"!new fire {number}", f"#{number + 1} opened"))
        watched.over.set()
        await looking
    assert watched.given_back == 0


async def test_ctrl_c_drops_the_line_and_says_how_to_leave(tmp_path: Path) -> None:
    async with chatting(tmp_path) as screen:
        await says(screen, ("whoami", "You are carla"))
        await screen.presses("a", "b", "c", "C-c")
        await screen.presses("C-c")
        await screen.shows("To leave: Ctrl-D, or Ctrl-C once more.")
        await screen.presses("C-c")
        await screen.shows("Leave the desk running? [Y/n]")


async def test_what_is_typed_is_kept_for_its_owner_alone_and_without_secrets(tmp_path: Path) -> None:
    async with chatting(tmp_path) as screen:
        await says(
            screen,
            ("iam HUNT-ER22", "That isn't the code"),
            ("/msg dibs identify bob hunter2", "identify ..."),
            ("whoami", "You are carla"),
        )
        assert "hunter2" not in await screen.text()
    kept = tmp_path / "data" / "chat_history"
    assert kept.stat().st_mode & 0o777 == 0o600
    assert "whoami" in kept.read_text()
    assert not re.search("hunter2|HUNT-ER22", kept.read_text())


async def test_the_prompt_outlives_its_server(tmp_path: Path) -> None:
    async with chatting(tmp_path) as screen:
        await says(screen, ("whoami", "You are carla"))
        os.kill(server_of(await screen.text()), signal.SIGKILL)
        await until("the server back", lambda: _answers(screen), within=20)


async def _answers(screen: Screen) -> bool:
    """Asked again and again, as somebody would."""
    await screen.types("mine")
    return "Nothing is yours" in await screen.text()


def server_of(text: str) -> int:
    """The child that listens there, by what the system says of it."""
    found = re.search(r"127\.0\.0\.1:(\d+), for this machine", text)
    assert found is not None
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            words = (folder / "cmdline").read_bytes().split(b"\0")
            if found[1].encode() in words and any(word.endswith(b"embedded.py") for word in words):
                return int(folder.name)
    raise AssertionError(f"nobody listens on {found[1]}")


async def test_there_is_none_where_it_is_not_wanted(tmp_path: Path) -> None:
    async with chatting(tmp_path, "--no-chat") as screen:
        await screen.shows("embedded: up as dibs")
        assert "You are" not in await screen.text()


async def test_there_is_none_without_a_terminal(terminal: Terminal) -> None:
    async with terminal.running() as said:
        assert "You are" not in said


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("acc", ["accept"]),
        ("!acc", ["!accept"]),
        ("role cr", ["create"]),
        ("show ", ["1", "12"]),
        ("show 12", ["12"]),
        ("new @n", ["@net"]),
        ("role show o", ["ops"]),
        ("assign 12 b", ["bob"]),
        ("edit 12 client=", ["client=acme", 'client="Blue Sky"']),
        ("list client:a", ["client:acme"]),
        ("/ni", ["/nick"]),
        ("/nick a", ["alice"]),
        ("hello ", []),
    ],
)
def test_what_tab_offers(text: str, wanted: list[str]) -> None:
    assert [offer for offer, _ in offers(command_table(), "!", text, KNOWN)] == wanted


def test_a_ticket_is_offered_with_its_title() -> None:
    assert ("1", "printer on fire") in offers(command_table(), "!", "close ", KNOWN)


@pytest.mark.parametrize(
    "line",
    [
        "iam ABCD-2345",
        "!iam x",
        "?iam x",
        "dibs: iam x",
        "DIBS, !iam x",
        "/msg dibs iam x",
        "IDENTIFY bob x",
        "identfy bob x",
        "passwd old new",
        "$login bob x",
        "dibs: login bob x",
        "/msg NickServ register x",
        "/msg dibs passwd old new",
    ],
)
def test_what_is_secret(line: str) -> None:
    assert is_secret(line)
    assert hidden("iam ABCD") == "iam ..."


@pytest.mark.parametrize("line", ["new iam broken", "list", "/msg dibs mine", "dibs:", "/msg dibs", "log 12 5m", "?"])
def test_what_is_no_secret(line: str) -> None:
    assert not is_secret(line)


def test_each_slash_is_spelled_as_it_is_typed() -> None:
    assert all(slash.usage.split(" ")[0] == f"/{name}" for name, slash in SLASHES.items())
