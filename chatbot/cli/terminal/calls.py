"""From the words of a shell to the call that the same line is in chat."""

from collections.abc import Mapping, Sequence

from chatbot.commands.amounts import Label
from chatbot.commands.arguments import ARGUMENTS, is_ticket
from chatbot.commands.parameters import AT_ROLE, LINES_SHOWN, SO_MANY_LINES, Parameter
from chatbot.commands.parse import Call, parse
from chatbot.commands.refusals import Usage
from chatbot.commands.registry import Command, Table
from chatbot.commands.words import QUOTES, Titled
from chatbot.desk.wording import TYPE

SHIELD = "\0"
"""Before a word that is no option though it looks like one. No argument of a program holds this sign."""

Given = Mapping[str, str | bool | None]
"""What stood behind options, by the name of the parameter; None where it wasn't given."""


def plain(word: str) -> str:
    return word.removeprefix(SHIELD)


def call_of(table: Table, verb: str, words: Sequence[str], given: Given) -> Call:
    """As the same line in chat, with the options put in. Raises Usage."""
    row = table.names[verb]
    _need_no_lines(row, words)
    words = _without_shield(row, words)
    call = parse(table, " ".join([verb, *(_quoted(row, word) for word in words)]), private=True)
    options = {one.name: (key, one) for key, one in call.command.parameters.options.items()}
    for name, value in given.items():
        if value is not None:
            call.arguments[name] = _read(*options[name], value, call)
    return call


def _without_shield(row: Command, words: Sequence[str]) -> Sequence[str]:
    """Without the `--` that is only there for the shell: before the text, or for a word behind it that looks like an
    option. Where there is a title, one within it begins its description."""
    at = words.index("--") if "--" in words else len(words)
    for_shell = all(_leads(row, word) for word in words[:at])
    if not for_shell and not any(one.argument is ARGUMENTS[Titled] for one in row.parameters.words):
        for_shell = "".join(words[at + 1 : at + 2]).startswith("-")
    return [*words[:at], *words[at + 1 :]] if for_shell else words


def _leads(row: Command, word: str) -> bool:
    """Whether it stands in front of a text."""
    key, equals, _ = word.partition("=")
    return word.startswith("@") or bool(equals and key.lower() in row.parameters.options) or _is_its_ticket(row, word)


def _is_its_ticket(row: Command, word: str) -> bool:
    return row.parameters.ticket is not None and is_ticket(word)


def _need_no_lines(row: Command, words: Sequence[str]) -> None:
    """`new -15`: here nobody has said anything, so its row has no such option; its usage is the one of chat."""
    first = next((word for word in words if not _leads(row, word)), "")
    if LINES_SHOWN in row.usage and SO_MANY_LINES.fullmatch(first):
        text = f"A title that begins so: {TYPE}{row.name} -- {first} <title>"
        raise Usage(f"Lines of which channel? {first} is for there, where they are said. {text}")


def _quoted(row: Command, word: str) -> str:
    """`project="Blue Sky"` and `"Blue Sky"`, of which the shell has taken the quotes away. What takes the rest of a
    line needs none."""
    key, equals, value = word.partition("=")
    option = row.parameters.options.get(key.lower()) if equals else None
    if " " not in word or any(quote in word for quote in QUOTES):
        return word
    if option is not None:
        return word if option.argument.whole else f'{key}="{value}"'
    return f'"{word}"' if any(one.argument is ARGUMENTS[Label] for one in row.parameters.words) else word


def _read(key: str, parameter: Parameter, value: str | bool, call: Call) -> object:
    flag = "--role" if key == AT_ROLE else f"--{key}"
    if parameter.name in call.arguments:
        shown = "@role" if key == AT_ROLE else parameter.shown
        raise Usage(f"One of {flag} and {shown}: they say the same.")
    if isinstance(value, bool):
        return value
    try:
        return parameter.argument.parse(plain(value))
    except ValueError as error:
        raise Usage(f"Not a value for {flag}. {error}") from None
