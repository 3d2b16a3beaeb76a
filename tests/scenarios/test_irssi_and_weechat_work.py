"""Two clients that people really use, driven as people do: irssi by its keyboard, WeeChat by its own commands."""

import asyncio
import shutil
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from tests.house import House
from tests.scenarios.person import Person
from tests.servers.binaries import needs
from tests.waiting import until


async def run(*command: str | Path) -> str:
    """What it printed; AssertionError if it failed."""
    process = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE)
    printed, _ = await process.communicate()
    assert process.returncode == 0, f"{command[0]} ended with {process.returncode}"
    return printed.decode(errors="replace")


class Screen:
    """A program in a terminal of its own."""

    def __init__(self, socket: Path) -> None:
        self._tmux = (needs("tmux"), "-S", str(socket))

    async def start(self, *command: str) -> None:
        await run(*self._tmux, "-f", "/dev/null", "new-session", "-d", "-x", "120", "-y", "40", *command)

    async def types(self, line: str) -> None:
        await run(*self._tmux, "send-keys", "-l", line)
        await run(*self._tmux, "send-keys", "Enter")

    async def text(self) -> str:
        return await run(*self._tmux, "capture-pane", "-p", "-J")

    async def shows(self, words: str) -> None:
        await until(f"{words!r} on the screen", lambda: self._has(words))

    async def _has(self, words: str) -> bool:
        return words in await self.text()

    async def close(self) -> None:
        await run(*self._tmux, "kill-server")


@asynccontextmanager
async def irssi(house: House, folder: Path, nick: str) -> AsyncGenerator[Screen]:
    screen = Screen(folder / "tmux")
    home = f"--home={folder / 'irssi'}"
    await screen.start(needs("irssi"), home, "-n", nick, "-c", "127.0.0.1", "-p", str(house.port))
    try:
        await screen.shows("MOTD")
        yield screen
    finally:
        await screen.close()


async def test_a_ticket_lives_its_life_in_irssi(house: House, bob: Person, tmp_path: Path) -> None:
    async with irssi(house, tmp_path, "erin") as screen:
        await screen.types("/join #ops")
        await screen.shows("#ops")
        await screen.types("!new printer on fire -- 3rd floor")
        await screen.shows("#1 new for ops: printer on fire (erin). Take it: dibs 1")
        await bob.says("#ops", "dibs 1")
        await screen.shows("#1 is yours: printer on fire.")
        await screen.types("!1")
        await screen.shows("#1 printer on fire: accepted, bob")


@asynccontextmanager
async def weechat(house: House, folder: Path, nick: str) -> AsyncGenerator[Callable[[], str]]:
    """A WeeChat without a screen, in #ops; what it has logged, which is what it would show."""
    commands = (
        "/set logger.file.flush_delay 0",
        f"/server add test 127.0.0.1/{house.port} -nicks={nick} -notls -nossl",
        "/set irc.server.test.tls off",
        "/set irc.server.test.ssl off",
        "/set irc.server.test.autojoin #ops",
        "/connect test",
        "/wait 2 /msg -server test #ops !new vpn down",
    )
    arguments = [part for command in commands for part in ("-r", command)]
    process = await asyncio.create_subprocess_exec(
        needs("weechat-headless"), "-d", str(folder), *arguments, stdout=asyncio.subprocess.DEVNULL
    )
    try:
        yield lambda: "\n".join(path.read_text(errors="replace") for path in folder.rglob("*.weechatlog"))
    finally:
        process.terminate()
        await process.wait()


async def test_weechat_opens_a_ticket_and_reads_who_has_it(house: House, bob: Person, tmp_path: Path) -> None:
    folder = tmp_path / "weechat"
    async with weechat(house, folder, "frank") as logged:
        await until("the ticket announced", lambda: "#1 new for ops: vpn down (frank)" in logged(), within=30)
        await bob.says("#ops", "dibs 1")
        await until("who has it told in private", lambda: "#1 vpn down: bob has it." in logged())
    shutil.rmtree(folder)
