"""The rows of the table of commands that may be typed behind `dibs`.

Only the module in which a row stands is loaded: the whole table takes as long as all else together.
"""

from importlib import import_module

from chatbot.cli.terminal.names import VERBS
from chatbot.commands.registry import Command, Table, load


def table_of(verb: str) -> Table:
    """The rows of its module."""
    return load([import_module(f"chatbot.commands.{VERBS[verb]}")])


def row_of(verb: str) -> Command:
    return table_of(verb).names[verb]
