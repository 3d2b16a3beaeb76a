"""The verbs of chat as commands of the shell: all of them, or the one that is wanted."""

import typer

from chatbot.cli.terminal.bridge import Words, command_for
from chatbot.cli.terminal.names import VERBS
from chatbot.cli.terminal.rows import row_of
from chatbot.cli.terminal.running import run


def add_all(app: typer.Typer) -> None:
    """Each by its own name, and by its other names of chat, which the list of commands leaves out."""
    for verb in VERBS:
        add(app, verb)


def add(app: typer.Typer, verb: str) -> None:
    row = row_of(verb)
    command = command_for(row, run)
    app.command(verb, cls=Words)(command)
    for alias in row.declared.aliases:
        app.command(alias, cls=Words, hidden=True)(command)


def alone(verb: str) -> typer.Typer:
    """Nothing but that one."""
    app = typer.Typer(add_completion=False, pretty_exceptions_show_locals=False, rich_markup_mode=None)
    app.command(cls=Words)(command_for(row_of(verb), run))
    return app
