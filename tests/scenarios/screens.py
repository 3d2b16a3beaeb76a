"""Chat clients that people really use, each in a terminal of its own: typed into, and read from the screen."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from tests.servers.binaries import needs
from tests.waiting import until

WIDE, HIGH = "200", "50"
"""So that no client breaks a line of dibs."""


async def run(*command: str | Path) -> str:
    """What it printed; AssertionError if it failed."""
    process = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE)
    printed, _ = await process.communicate()
    assert process.returncode == 0, f"{command[0]} ended with {process.returncode}"
    return printed.decode(errors="replace")


class Screen:
    """A program in a terminal."""

    def __init__(self, socket: Path) -> None:
        self._tmux = (needs("tmux"), "-S", str(socket))

    async def start(self, *command: str) -> None:
        await run(*self._tmux, "-f", "/dev/null", "new-session", "-d", "-x", WIDE, "-y", HIGH, *command)

    async def types(self, line: str) -> None:
        await run(*self._tmux, "send-keys", "-l", line)
        await run(*self._tmux, "send-keys", "Enter")

    async def stays(self) -> None:
        """What it showed can be read after the program has ended, too."""
        await run(*self._tmux, "set-option", "-g", "remain-on-exit", "on")

    async def ask(self, format_: str) -> str:
        """What tmux knows of it: `#{pane_pid}`."""
        return (await run(*self._tmux, "display-message", "-p", format_)).strip()

    async def presses(self, *keys: str) -> None:
        """By tmux's names for them: `C-d`, `Tab`; or letters."""
        await run(*self._tmux, "send-keys", *keys)

    async def text(self) -> str:
        return await run(*self._tmux, "capture-pane", "-p", "-J")

    async def shows(self, words: str) -> None:
        try:
            await until(f"{words!r} on the screen", lambda: self._has(words), within=30)
        except AssertionError as missing:
            raise AssertionError(f"{missing}. It shows:\n{await self.text()}") from None

    async def _has(self, words: str) -> bool:
        return words in await self.text()

    async def close(self) -> None:
        await run(*self._tmux, "kill-server")


class Client(Protocol):
    """How a client is started, and how its user gets from one window to another."""

    def command(self, folder: Path, nick: str, port: int) -> list[str]: ...

    @property
    def ready(self) -> str:
        """What its screen shows once it is connected."""
        ...

    def window(self, name: str) -> str: ...


IMPATIENT = 'settings = { "irc/core" = { cmd_queue_speed = "10msec"; cmds_max_at_once = "100"; }; };\n'


@dataclass(frozen=True, slots=True)
class Irssi:
    ready: str = "MOTD"

    def command(self, folder: Path, nick: str, port: int) -> list[str]:
        """It holds back what is typed fast, unless it is told not to."""
        folder.mkdir()
        (folder / "config").write_text(IMPATIENT)
        return [needs("irssi"), f"--home={folder}", "-n", nick, "-c", "127.0.0.1", "-p", str(port)]

    def window(self, name: str) -> str:
        return f"/window goto {name}"


@dataclass(frozen=True, slots=True)
class WeeChat:
    ready: str = "MOTD"

    def command(self, folder: Path, nick: str, port: int) -> list[str]:
        """It asks whether lines that come at once are pasted, and on a busy machine they do, unless it is told not
        to."""
        setting_up = (
            "/set weechat.look.paste_max_lines -1",
            f"/server add test 127.0.0.1/{port} -nicks={nick} -notls -nossl",
            "/set irc.server.test.tls off",
            "/set irc.server.test.ssl off",
            "/set irc.server.test.anti_flood_prio_high 0",
            "/set irc.server.test.anti_flood_prio_low 0",
            "/connect test",
            "/buffer irc.server.test",
        )
        return [needs("weechat-curses"), "-d", str(folder), *(part for each in setting_up for part in ("-r", each))]

    def window(self, name: str) -> str:
        return f"/buffer {name}"


@asynccontextmanager
async def opened(client: Client, folder: Path, nick: str, port: int) -> AsyncGenerator[Screen]:
    """Connected."""
    screen = Screen(folder / "tmux")
    await screen.start(*client.command(folder / "client", nick, port))
    try:
        await screen.shows(client.ready)
        yield screen
    finally:
        await screen.close()
