"""What may stand behind a verb, by its row of the table: the same in the chat prompt and at a shell."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from chatbot.commands.arguments import ARGUMENTS, RoleName
from chatbot.commands.parameters import AT_ROLE, LINES, Parameter
from chatbot.commands.registry import Command
from chatbot.desk.offering import Kind, Offer
from chatbot.desk.priorities import PRIORITIES

Look = Callable[[Kind], Iterable[Offer]]
"""What there is of a kind, for who types: asked only where it is wanted."""
Values = Callable[[], Iterable[Offer]]

NAMED: Mapping[str, Kind] = {
    "ticket": "tickets",
    "tickets": "tickets",
    "role": "roles",
    "person": "people",
    "client": "clients",
    "project": "projects",
    "view": "views",
    "type": "types",
}
"""By a word of the usage."""
OF_OPTIONS: Mapping[str, Kind] = {
    **NAMED,
    AT_ROLE: "roles",
    "next": "roles",
    "for": "people",
}
"""By the key of an option."""
VIEWS = ("view show", "view delete")
"""Verbs whose `<name>` is that of a view."""

_WORD = re.compile(r"[a-z]+")


def offers(row: Command, before: Sequence[str], word: str, look: Look) -> Iterator[Offer]:
    """In place of `word`, behind the words `before` that were typed after the verb. Not all begin as it does."""
    said = [one for one in before if not _is_option(row, one)]
    here = list(_parameters(row, len(said)))
    if word.startswith("@"):
        if AT_ROLE in row.parameters.options or any(one.argument is ARGUMENTS[RoleName] for one in here):
            yield from ((f"@{name}", what) for name, what in look("roles"))
        return
    for parameter in here:
        yield from _fitting(row, parameter, word, look)
    if not _is_in_text(row, len(said)):
        yield from keyed("=", _values_of_options(row, look), word)


def values(row: Command, key: str, look: Look) -> Iterable[Offer]:
    """Behind an option."""
    parameter = row.parameters.options[key]
    if key in OF_OPTIONS:
        return look(OF_OPTIONS[key])
    if key == "priority":
        return _plain(PRIORITIES)
    if parameter.argument is ARGUMENTS[bool]:
        return _plain(("yes", "no"))
    either = re.search(rf"\b{re.escape(key)}=([^\]\s]*\|[^\]\s]*)\]", row.declared.usage)
    return _plain(either[1].split("|")) if either and _is_one_of_some(parameter) else ()


def keyed(sign: str, known: Mapping[str, Values], word: str) -> Iterator[Offer]:
    """`owner:` and the like; with what may stand behind it where only one of them is meant, so that no shell puts a
    space there. `state:open,cl` goes on behind the comma."""
    meant = [key for key in known if f"{key}{sign}".startswith(word.lower()) or word.lower().startswith(f"{key}{sign}")]
    if len(meant) > 1:
        yield from ((f"{key}{sign}", "") for key in meant)
        return
    for key in meant:
        listed = word[len(key) + 1 :].rpartition(",")[:2] if sign == ":" else ()
        yield from ((f"{key}{sign}{''.join(listed)}{value}", what) for value, what in known[key]())


def _is_option(row: Command, word: str) -> bool:
    options = row.parameters.options
    return word.partition("=")[0].lower() in options if "=" in word else word.startswith("@") and AT_ROLE in options


def _parameters(row: Command, at: int) -> Iterator[Parameter]:
    """Those that the next word may be: what may be left out, and the one behind it."""
    words = row.parameters.words
    if at >= len(words) and not (words and (words[-1].argument.whole or words[-1].argument.span)):
        return
    for parameter in words[min(at, len(words) - 1) :]:
        yield parameter
        if parameter.required:
            return


def _is_in_text(row: Command, at: int) -> bool:
    """Behind its first word no option is one."""
    words = row.parameters.words
    return bool(words) and words[-1].argument.whole and at >= len(words)


def _fitting(row: Command, parameter: Parameter, word: str, look: Look) -> Iterator[Offer]:
    shown = parameter.shown
    inside = shown.strip("<[]>")
    if inside in (shown, "free"):
        yield inside, ""
    for name in _WORD.findall(shown):
        if name in NAMED:
            yield from look("closed" if row.name == "reopen" else NAMED[name])
        elif name == "query":
            yield from _filters(word, look)
        elif "|" in shown and (name == "me" or _is_one_of_some(parameter)):
            yield name, ""
    if inside == "name" and row.name in VIEWS:
        yield from look("views")


def _is_one_of_some(parameter: Parameter) -> bool:
    """Whether the words of its usage are all that it can be, and no examples."""
    return all(parameter.argument is not one for one in ARGUMENTS.values())


def _values_of_options(row: Command, look: Look) -> Mapping[str, Values]:
    """Those of which it is known what may stand there."""
    known: dict[str, Values] = {}
    for key in row.parameters.options:
        if key not in (AT_ROLE, LINES) and (key in OF_OPTIONS or values(row, key, look)):
            known[key] = lambda key=key: values(row, key, look)
    return known


def _filters(word: str, look: Look) -> Iterator[Offer]:
    from chatbot.cli.queries import values_of_filters  # noqa: PLC0415 - wanted where somebody looks for something

    yield from keyed(":", values_of_filters(look), word)


def _plain(words: Iterable[str]) -> list[Offer]:
    return [(word, "") for word in words]
