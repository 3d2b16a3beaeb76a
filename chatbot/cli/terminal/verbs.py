"""The verbs of chat as commands of the shell: all of them, or the one that is wanted."""

from collections.abc import Mapping

import typer

from chatbot.cli.terminal.bridge import Run, Words, command_for
from chatbot.cli.terminal.names import VERBS
from chatbot.cli.terminal.rows import row_of
from chatbot.cli.terminal.running import run


def add_all(app: typer.Typer, groups: Mapping[str, typer.Typer]) -> None:
    """Each by its own name, and by its other names of chat, which the list of commands leaves out. `groups`: where
    those of two words stand, by the first."""
    for verb in VERBS:
        first, _, second = verb.partition(" ")
        add(groups[first] if second else app, verb)


def add(app: typer.Typer, verb: str) -> None:
    row = row_of(verb)
    command = command_for(row, _runner(verb))
    app.command(verb.rpartition(" ")[2], cls=Words)(command)
    for alias in row.declared.aliases:
        app.command(alias, cls=Words, hidden=True)(command)


def _runner(verb: str) -> Run:
    if verb != "bill":
        return run
    from chatbot.cli.invoice.running import run_bill  # noqa: PLC0415 - others need nothing of it

    return run_bill


def alone(verb: str) -> typer.Typer:
    """Nothing but that one."""
    app = typer.Typer(add_completion=False, pretty_exceptions_show_locals=False, rich_markup_mode=None)
    app.command(cls=Words)(command_for(row_of(verb), _runner(verb)))
    return app
