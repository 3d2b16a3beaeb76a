"""`dibs run`: the desk on IRC, until SIGINT or SIGTERM. SIGHUP has it read its configuration again."""

import asyncio
import contextlib
import logging
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Annotated

import typer
from rich.text import Text

from chatbot.app import App, Reloader, load_plugins, make_codes, open_desk, serve
from chatbot.cli.console import ConfigOption, OnlyOptions, err, fail, out
from chatbot.cli.opened import read_config
from chatbot.cli.signals import Hangups, end_on_signals
from chatbot.cli.versions import number
from chatbot.config import EMBEDDED, Config, Log, find, load
from chatbot.config.logs import set_up
from chatbot.desk.codes import AdminCodes
from chatbot.desk.desk import Desk
from chatbot.desk.refused import Refused
from chatbot.desk.wording import shown
from chatbot.irc.embedded import EmbeddedFailed
from chatbot.services import systemd
from chatbot.services.lock import AlreadyRunning, only_one
from chatbot.services.plugins import Plugin, PluginError
from chatbot.tour.guest import GuestFailed
from store.failures import StoreFailed

log = logging.getLogger("dibs")

QUIETLY = Log(level="warning")
"""The log while somebody chats above it, unless they have said how they want it."""


def run(
    config: ConfigOption = None,
    chat: Annotated[
        bool, typer.Option(help="A prompt to try dibs out, on a terminal beside the server that it brings along.")
    ] = True,
) -> None:
    """Serve the desk on IRC until it is told to end. Without any settings it brings its own IRC server along."""
    hangups = Hangups()
    hangups.catch()
    file = find(config)
    settings = read_config(file)
    chats = chat and settings.network_names == (EMBEDDED,) and may_talk()
    set_up(QUIETLY if chats and settings.log == Log() else settings.log)
    plugins = _plugins(settings)
    try:
        with only_one(settings.desk.database):
            asyncio.run(_serve(settings, plugins, hangups, lambda: load(file), chats=chats))
    except Refused as refused:
        raise fail(shown(refused.marked)) from None
    except (AlreadyRunning, EmbeddedFailed, StoreFailed) as error:
        raise fail(str(error)) from None


def _plugins(config: Config) -> list[Plugin]:
    try:
        return load_plugins(config)
    except PluginError as error:
        for line in str(error).splitlines():
            err.print(line)
        raise fail("Nothing was started. To look again: dibs check-config") from None


async def _serve(
    config: Config, plugins: list[Plugin], hangups: Hangups, read: Callable[[], Config], *, chats: bool
) -> None:
    ended = end_on_signals()
    codes: list[str] = []
    desk = await _opened(config, make_codes(config, codes.append), ended)
    if desk is None:
        return
    app = App(config, desk, plugins)
    told = systemd.of()
    reloader = Reloader(app, read, told)
    app.reload = reloader.reload
    hangups.listen(reloader.want, ended.set)
    try:
        async with serve(app):
            app.supervisor.start("systemd", lambda: told.run(reloader.status))
            app.supervisor.start("reloader", reloader.run)
            told.tell("READY=1", f"STATUS={app.status()}")
            desk.codes.show = _show_code
            with hangups.outlasts(ended.set):
                _tell(app, codes)
                if chats:
                    await _chat(app, codes[-1], ended)
            await ended.wait()
            told.tell("STOPPING=1")
            _print("dibs ends: finishing what was asked, saying what can be said.", style="quiet")
    finally:
        logging.shutdown()


async def _opened(config: Config, codes: AdminCodes, ended: asyncio.Event) -> Desk | None:
    """None where dibs is told to end before: another program may have the folder for long."""
    opening, ending = asyncio.create_task(open_desk(config, codes=codes)), asyncio.create_task(ended.wait())
    await asyncio.wait([opening, ending], return_when=asyncio.FIRST_COMPLETED)
    ending.cancel()
    if not opening.done():
        opening.cancel()
        await asyncio.wait([opening])
    return None if opening.cancelled() else opening.result()


async def _chat(app: App, code: str, ended: asyncio.Event) -> None:
    """Until whoever types leaves; then the log goes on, or dibs ends."""
    from chatbot.cli.chat.prompt import talk  # noqa: PLC0415 - what it loads takes 0.2 s

    try:
        if await talk(app, code, ended):
            ended.set()
            return
    except GuestFailed as failed:
        err.print(Text(f"No prompt: {failed}", style="bad"))
    set_up(app.config.log)
    _print("dibs goes on. Ctrl-C ends it.", style="quiet")


def may_talk() -> bool:
    """Whether somebody sits here who can type: a terminal both ways, and we are what it shows."""
    try:
        return sys.stdin.isatty() and sys.stdout.isatty() and os.tcgetpgrp(sys.stdin.fileno()) == os.getpgrp()
    except (OSError, ValueError):
        return False


def _show_code(code: str) -> None:
    _print(Text.assemble("new admin code: ", (code, "number"), " (say it in private: iam CODE)"))


def _tell(app: App, codes: list[str]) -> None:
    """Five lines that fit into 80 columns, broken between words where there are fewer: what runs where, and what to
    type next."""
    data = f"data in {_shown(app.config.desk.database)}"
    lines = [Text.assemble((f"dibs {number()}", "name"), f", the ticket desk in your IRC channel; {data}")]
    lines += [Text.assemble((f"  {head:<9}", "quiet"), text) for head, text in _lines(app, codes)]
    for line in lines:
        _print(line, soft_wrap=not out.is_terminal)


def _print(text: str | Text, *, style: str | None = None, soft_wrap: bool | None = None) -> None:
    """Whom dibs serves is served on, be it that nobody reads what it prints any more, or that the disk has no room."""
    if why := _not_printed(text, style, soft_wrap):
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # what is left goes nowhere, now and at the end
        log.error("what is printed here can't be written, so nothing more is: %s", why)


def _not_printed(text: str | Text, style: str | None, soft_wrap: bool | None) -> str:
    try:
        out.print(text, style=style, soft_wrap=soft_wrap)
        out.file.flush()
    except SystemExit:  # rich's way to end where a pipe was closed
        return "nobody reads it any more"
    except OSError as error:
        return str(error.strerror)
    return ""


def _lines(app: App, codes: list[str]) -> Iterator[tuple[str, str]]:
    nick, port = app.config.desk.nick, app.embedded.port if app.embedded else None
    yield from _embedded(app, port) if port is not None else _real(app)
    if codes:
        yield "admin", f"/msg {nick} iam {codes[-1]}"


def _embedded(app: App, port: int) -> Iterator[tuple[str, str]]:
    desk, channel = app.config.desk, app.config.embedded.channel
    yield "server", f"127.0.0.1:{port}, for this machine alone; nicks are believed there"
    here = [f"{'open ' if role.open else ''}role {role.name}" for role in app.config.roles if role.channel == channel]
    yield "channel", "; ".join([f"{channel}, as {desk.nick}", *here])
    yield "next", f"irssi -c 127.0.0.1 -p {port}, /join {channel}, {desk.prefix}new printer on fire"


def _real(app: App) -> Iterator[tuple[str, str]]:
    yield "networks", ", ".join(app.links)
    yield "channels", "the configured ones, and those of the roles"
    yield "next", f"{app.config.desk.prefix}help in one of them"


def _shown(path: Path) -> str:
    with contextlib.suppress(ValueError):
        return f"./{path.absolute().relative_to(Path.cwd())}"
    return str(path)


app = typer.Typer(add_completion=False, pretty_exceptions_show_locals=False, rich_markup_mode=None)
app.command(cls=OnlyOptions)(run)
"""`dibs run` without all other commands."""
