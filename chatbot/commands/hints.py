"""What to type, from the table: `assign 12 <person>`."""

from collections.abc import Mapping

from chatbot.commands.parameters import Parameter
from chatbot.commands.registry import Command
from chatbot.desk.wording import clean, fit

SHOWN = 30


def hint(command: Command, verb: str, given: Mapping[str, object], wrong: Parameter | None = None) -> str:
    """The verb as it was typed, what was given already, and what is wanted; options and optional words are left out."""
    words = (each.shown if each is wrong else _word(each, given.get(each.name)) for each in command.parameters.words)
    return " ".join([verb, *filter(None, words)])


def question(command: Command, parameter: Parameter, given: Mapping[str, object]) -> str:
    """`Who gets #12?`: the command's own question, if it has one and what that names is known."""
    plain = parameter.argument.asks or f"Which {parameter.shown.strip('<>[]')}?"
    try:
        return command.declared.asks.get(parameter.name, plain).format_map(given)
    except KeyError:
        return plain


def _word(parameter: Parameter, value: object) -> str:
    if value is not None and parameter.argument.echoed:
        return fit(clean(str(value)), SHOWN)
    return parameter.shown if parameter.shown.startswith("<") else ""
