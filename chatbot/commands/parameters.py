"""What a handler wants, read from its signature and held against the usage that people are shown."""

import inspect
import re
from collections.abc import Callable, Mapping, Sequence
from types import NoneType, UnionType
from typing import Union, get_args, get_origin

from msgspec import Struct

from chatbot.commands.arguments import Argument, LastLines, RoleName, argument_for

AT_ROLE = "@"
"""The key under which a leading `@role` is kept among the options."""

LINES = "-"
"""The same for a leading `-15`."""
SO_MANY_LINES = re.compile("-[0-9]{1,3}", re.ASCII)

LINES_SHOWN = "[-"
"""In the usage of what takes them."""

_UNIT = re.compile(r"<[^<>]*>|\[[^\[\]]*\]|[^ \[\]<>]+")


class Parameter(Struct, frozen=True):
    name: str
    argument: Argument
    required: bool
    shown: str
    """As the usage has it: `<ticket>`."""


class Parameters(Struct, frozen=True):
    words: tuple[Parameter, ...]
    options: Mapping[str, Parameter]
    """By key: `priority`, or AT_ROLE, or LINES."""

    @property
    def ticket(self) -> Parameter | None:
        """The first word, where that is a ticket: a reply to a line about one supplies it."""
        return next((word for word in self.words[:1] if word.argument.names_tickets), None)


def parameters_of(handler: Callable[..., object], usage: str) -> Parameters:
    """Raises TypeError where signature and usage don't go together."""
    if not inspect.iscoroutinefunction(handler):
        raise TypeError("its handler is no async function")
    wanted = list(inspect.signature(handler, eval_str=True).parameters.values())[1:]
    words = [each for each in wanted if each.kind is not each.KEYWORD_ONLY]
    options = [each for each in wanted if each.kind is each.KEYWORD_ONLY]
    units = [unit for unit in _UNIT.findall(usage) if not is_option(unit)]
    if len(units) != len(words):
        raise TypeError(f"its usage shows {len(units)} words, but its handler takes {len(words)}")
    return Parameters(_words(words, units), _options(options, usage))


def is_option(unit: str) -> bool:
    return "=" in unit or unit.startswith(("[@", LINES_SHOWN))


def _words(wanted: Sequence[inspect.Parameter], units: Sequence[str]) -> tuple[Parameter, ...]:
    found = tuple(_parameter(each, unit) for each, unit in zip(wanted, units, strict=True))
    if any(each.argument.whole for each in found[:-1]):
        raise TypeError("free text comes last")
    return found


def _options(wanted: Sequence[inspect.Parameter], usage: str) -> Mapping[str, Parameter]:
    options: dict[str, Parameter] = {}
    for each in wanted:
        key = _key(each)
        shown = {AT_ROLE: "@", LINES: LINES_SHOWN}.get(key, f"{key}=")
        if shown not in usage:
            raise TypeError(f"its usage doesn't show {shown}")
        options[key] = _parameter(each, shown)
    return options


def _key(wanted: inspect.Parameter) -> str:
    kinds = _alternatives(wanted.annotation)
    if RoleName in kinds:
        return AT_ROLE
    return LINES if LastLines in kinds else wanted.name.rstrip("_")


def _parameter(wanted: inspect.Parameter, shown: str) -> Parameter:
    for kind in _alternatives(wanted.annotation):
        if argument := argument_for(kind):
            return Parameter(wanted.name, argument, wanted.default is wanted.empty, shown)
    raise TypeError(f"nothing reads its parameter {wanted.name}; see chatbot/commands/arguments.py")


def _alternatives(annotation: object) -> list[object]:
    """`TicketNumber | None` is a TicketNumber that may be missing."""
    if get_origin(annotation) in (Union, UnionType):
        return [each for each in get_args(annotation) if each is not NoneType]
    return [annotation]
