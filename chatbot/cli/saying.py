"""`dibs say`: one command against the database, without IRC."""

from typing import Annotated

import typer

from chatbot.app import command_table
from chatbot.cli.console import REFUSED, ConfigOption, err, fail, out
from chatbot.cli.opened import read_config, with_desk
from chatbot.cli.terminal.who import NETWORK, user_name
from chatbot.commands.answer import Commander
from chatbot.config import Config
from chatbot.desk.desk import Desk
from chatbot.wire import Message, Principal, Private, Reply


def at_the_shell(name: str | None) -> Principal:
    """Whoever may write the file is an admin; with a name, they are that member."""
    user = user_name()
    return Principal(NETWORK, name or user, name, name or user, "shell")


def say(
    command: Annotated[list[str], typer.Argument(help="As it is typed on IRC: '!list', 'new printer on fire'.")],
    as_: Annotated[str | None, typer.Option("--as", metavar="MEMBER", help="Be that member.")] = None,
    config: ConfigOption = None,
) -> None:
    """Say one command to the desk and print what it answers. Exit code 1 if it says no."""
    text = _one(command)
    settings = read_config(config)
    replies = with_desk(settings, lambda desk: answer(desk, settings, text, as_))
    for reply in replies:
        for line in reply.lines:
            (err if reply.error else out).print(line)
    if any(reply.error for reply in replies):
        raise typer.Exit(REFUSED)


def _one(words: list[str]) -> str:
    """Quoted, because the shell would take `--`, `#` and `!` for something of its own."""
    if len(words) > 1:
        raise fail(f"The whole command stands in quotes: dibs say '{' '.join(words)}'")
    if not words[0].strip():
        raise fail("Say what? dibs say '!list'")
    return words[0]


async def answer(desk: Desk, config: Config, command: str, name: str | None) -> list[Reply]:
    principal = at_the_shell(name)
    commander = Commander(desk, command_table(), prefix=config.desk.prefix)
    message = Message(principal, Private(NETWORK, principal.nick), command, desk.clock.now(), (config.desk.nick,))
    return await commander.answer(message)
