"""The rows of the table of commands that may be typed behind `dibs`.

Only the module in which a row stands is loaded: the whole table takes as long as all else together.
"""

from importlib import import_module

from msgspec.structs import replace

from chatbot.cli.terminal.names import VERBS
from chatbot.commands.parameters import LINES
from chatbot.commands.registry import Command, Table, load


def table_of(verb: str) -> Table:
    """The rows of its module."""
    table = load([import_module(f"chatbot.commands.{VERBS[verb]}")])
    return replace(table, names={name: _without_lines(row) for name, row in table.names.items()})


def _without_lines(row: Command) -> Command:
    """Nobody said anything here before: `-5 degrees` is a title, and not the last five lines."""
    options = {key: one for key, one in row.parameters.options.items() if key != LINES}
    return replace(row, parameters=replace(row.parameters, options=options))


def row_of(verb: str) -> Command:
    return table_of(verb).names[verb]
